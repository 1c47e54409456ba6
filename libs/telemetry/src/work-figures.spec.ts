import { MemoryLog } from './memory-log.js';
import { createMetrics } from './metrics.js';
import { observedLog } from './observed-log.js';
import { processFigures, workFigures } from './work-figures.js';

const opened = () => {
  const metrics = createMetrics();
  const written = new MemoryLog();
  return { metrics, written, log: observedLog(written, processFigures(metrics), workFigures(metrics)) };
};
const send = { platform: 'youtube', channel: 'yt-api', mode: 'armed', submissionId: 'sub_1' };

it('counts what the lines tell of, by codes alone', async () => {
  const { metrics, log, written } = opened();
  log.info('submission.send_closed', { ...send, outcome: 'confirmed', durationMs: 20 });
  log
    .child({ worker: 'one' })
    .info('submission.send_fenced', { ...send, outcome: 'confirmed', durationMs: 700 });
  log.info('reply.received', { platform: 'youtube', via: 'EMAIL', isNew: true });
  log.info('reply.received', { platform: 'youtube', via: 'EMAIL', isNew: false });
  log.warn('queue.lost', { error: new Error('synthetic') });
  log.info('constructor');
  const text = await metrics.render();
  const labels = 'platform="youtube",channel="yt-api",mode="armed"';
  for (const line of [
    `uniflag_sends_total{${labels},outcome="confirmed"} 1`,
    `uniflag_sends_total{${labels},outcome="fenced"} 1`,
    `uniflag_send_seconds_count{${labels}} 2`,
    `uniflag_send_seconds_bucket{le="0.025",${labels}} 1`,
    'uniflag_replies_received_total{platform="youtube",via="EMAIL"} 1',
    'uniflag_troubles_total{level="warn",event="queue.lost"} 1',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).not.toContain('sub_1');
  expect(written.lines).toHaveLength(6);
});

it('counts lines that the level of the log leaves out', async () => {
  const metrics = createMetrics();
  const silent = {
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    child: () => silent,
  };
  observedLog(silent, processFigures(metrics)).error('sweep.failed');
  expect(await metrics.render()).toContain('uniflag_troubles_total{level="error",event="sweep.failed"} 1');
});
