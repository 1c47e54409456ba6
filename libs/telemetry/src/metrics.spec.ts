import { createMetrics } from './metrics.js';

it('counts and measures by label, in the text format of Prometheus', async () => {
  const metrics = createMetrics();
  const sent = metrics.counter('uniflag_sent_total', 'Notices sent.', ['platform']);
  sent.add({ platform: 'youtube' });
  metrics.counter('uniflag_sent_total', 'Notices sent.', ['platform']).add({ platform: 'youtube' }, 2);
  metrics.gauge('uniflag_due', 'Rows that are due.').set({}, 5);
  metrics
    .histogram('uniflag_send_seconds', 'Time of one send.', ['platform'])
    .observe({ platform: 'youtube' }, 0.02);

  const text = await metrics.render();
  expect(text).toContain('uniflag_sent_total{platform="youtube"} 3');
  expect(text).toContain('uniflag_due 5');
  expect(text).toContain('uniflag_send_seconds_bucket{le="0.025",platform="youtube"} 1');
  expect(metrics.contentType).toContain('text/plain');
});

it('keeps the figures of two processes apart', async () => {
  createMetrics().counter('uniflag_sent_total', 'Notices sent.').add({});
  expect(await createMetrics().render()).not.toContain('uniflag_sent_total');
});

it('adds the figures of the process itself where asked to', async () => {
  expect(await createMetrics({ process: true }).render()).toContain('uniflag_process_cpu_seconds_total');
});

it('says nothing of a gauge before it was set, and forgets what it was when it is reset', async () => {
  const metrics = createMetrics();
  const due = metrics.gauge('uniflag_due', 'Rows that are due.');
  const valueOf = async () => /^uniflag_due (.+)$/m.exec(await metrics.render())?.[1];
  expect(await valueOf()).toBeUndefined();
  due.set({}, 5);
  expect(await valueOf()).toBe('5');
  due.reset();
  expect(await valueOf()).toBeUndefined();
});
