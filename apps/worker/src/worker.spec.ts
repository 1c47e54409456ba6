import { platforms } from '#platforms';
import { openHouse, type House } from '../../../test/support/house.js';
import { brokenPromises } from '../../../test/support/invariants.js';
import { startWorker } from './worker.js';

let house: House;
afterEach(async () => {
  expect(await brokenPromises(house.database.pool)).toEqual([]);
  await house.close();
});

/** One notice a report. */
const file = async (number = 0) =>
  (
    await house.request<any>('POST', '/v1/reports', {
      category: 'CYBERBULLYING',
      targets: [
        {
          input: `https://www.facebook.com/synthetic.example/posts/10000000000000${String(number).padStart(2, '0')}`,
        },
      ],
      explanation: 'Synthetic explanation.',
      goodFaith: true,
      caller: { role: 'PARENT' },
      language: 'en',
    })
  ).body;
const deliveries = async () => {
  const { rows } = await house.database.pool.query<{ delivery: string; n: number }>(
    'SELECT delivery, count(*)::int AS n FROM submissions GROUP BY delivery',
  );
  return Object.fromEntries(rows.map(({ delivery, n }) => [delivery, n]));
};

describe('a worker that stops', () => {
  it('finishes what it has begun, begins nothing more, and leaves the rest to others', async () => {
    house = await openHouse({ slowMs: 300, hasWorker: false });
    const { config, log, schema } = house;
    await house.scenario('facebook', {}, [{ afterMs: 0, fault: 'slow' }]);
    for (let n = 0; n < 12; n += 1) await file(n);
    const first = await startWorker({ config, platforms, log, schema });
    await house.until('notices are on their way', async () => ((await deliveries()).SENDING ?? 0) > 0);
    await first.close();
    const left = await deliveries();
    expect(Object.keys(left).sort()).toEqual(['QUEUED', 'SENT']);
    expect(left.SENT).toBe(house.simulator.received('facebook').length);

    const second = await startWorker({ config, platforms, log, schema });
    await house.until('the rest is sent', async () => (await deliveries()).SENT === 12);
    await second.close();
    const { rows } = await house.database.pool.query('SELECT DISTINCT outcome FROM sends');
    expect(rows).toEqual([{ outcome: 'confirmed' }]);
    expect(house.simulator.received('facebook')).toHaveLength(12);
  });

  it('does not wait for a platform that hangs: it settles that notice itself, by the rule of its channel', async () => {
    house = await openHouse({ slowMs: 60_000, env: { UNIFLAG_WORKER__SHUTDOWN_TIMEOUT_MS: '300ms' } });
    await house.scenario('facebook', {}, [{ afterMs: 0, fault: 'slow' }]);
    const { id } = await file();
    await house.until(
      'the platform has read the notice',
      () => house.simulator.received('facebook').length > 0,
    );
    const beganMs = performance.now();
    await house.restartWorker();
    expect(performance.now() - beganMs).toBeLessThan(4_000);
    expect(house.log.of('worker.work_left')).toHaveLength(1);
    const { body } = await house.request<any>('GET', `/v1/reports/${id}`);
    expect(body.counts).toEqual({ delivery_uncertain: 1 });
  });
});
