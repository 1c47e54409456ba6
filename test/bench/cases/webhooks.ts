import { setTimeout as pause } from 'node:timers/promises';
import type { BenchOptions, Figures } from '../case.js';
import { Filing } from '../filing.js';
import { openInstallation, until, type Installation } from '../installation.js';
import { median, rounded, seconds } from '../load.js';
import { databaseWork, durability, processorSeconds, usedMsEach } from '../measured.js';
import { rounds } from './floor.js';

/** A consumer that answers at once was paused while reports were filed and sent: how fast it gets what happened. */
export async function webhooks(options: BenchOptions): Promise<Figures> {
  const { backend, reports = 200, concurrency = 16, say } = options;
  const installation = await openInstallation({
    ...{ backend, workers: 1, platforms: 'partners' },
    env: { UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: 'true' },
  });
  const { pool, pids, platformUrl } = installation;
  const filing = new Filing(installation);
  try {
    await installation.startWorkers();
    await installation.request('POST', '/v1/webhooks/endpoints', { url: `${platformUrl}/consumer` });
    await until(
      async () =>
        (await pool.query('SELECT FROM webhook_endpoints WHERE proven_at IS NOT NULL')).rowCount === 1,
    );
    const all: { perS: number; cpuS: Readonly<Record<string, number>>; statements: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      await pool.query('UPDATE webhook_endpoints SET is_enabled = false');
      await filing.run(round === 0 ? Math.ceil(reports / 5) : reports, concurrency);
      const deliveries = await waiting(installation);
      const before = { cpu: processorSeconds(pids()), work: await databaseWork(pool) };
      const startedAtMs = performance.now();
      await pool.query(`UPDATE webhook_endpoints SET is_enabled = true;
        INSERT INTO outbox (lane) VALUES ('webhooks'); SELECT pg_notify('uniflag', '')`);
      while ((await waiting(installation)) > 0) await pause(20);
      const perS = deliveries / seconds(startedAtMs);
      const after = { cpu: processorSeconds(pids()), work: await databaseWork(pool) };
      say(`${round === 0 ? 'warming' : round}: ${deliveries} deliveries, ${rounded(perS)} a second`);
      if (round > 0)
        all.push({
          perS,
          cpuS: usedMsEach(before.cpu, after.cpu, deliveries),
          statements: (after.work.statements - before.work.statements) / deliveries,
        });
    }
    return {
      ...{ reports, ...(await durability(pool)) },
      deliveries_per_s: rounded(median(all.map(({ perS }) => perS))),
      worker_cpu_s_per_1000: rounded(median(all.map(({ cpuS }) => cpuS['worker-1'] ?? 0))),
      postgres_cpu_s_per_1000: rounded(median(all.map(({ cpuS }) => cpuS['postgres'] ?? 0))),
      round_trips_per_delivery: Math.round(median(all.map(({ statements }) => statements)) * 100) / 100,
    };
  } finally {
    filing.close();
    await installation.stop();
  }
}

async function waiting({ pool }: Installation): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM webhook_deliveries WHERE state = 'WAITING'`,
  );
  return rows[0]?.count ?? 0;
}
