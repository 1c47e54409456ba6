import type { BenchOptions, Figures } from '../case.js';
import { Filing } from '../filing.js';
import { openInstallation } from '../installation.js';
import { median, percentile, rounded, seconds, sideBySide, timed } from '../load.js';
import { databaseWork, durability, processorSeconds, usedMsEach } from '../measured.js';
import { rounds } from './floor.js';

/** How many reports with five targets `POST /v1/reports` takes in a second; no worker runs. */
export async function intake(options: BenchOptions): Promise<Figures> {
  const { backend, reports = 2_000, concurrency = 64, say } = options;
  const installation = await openInstallation({ backend, workers: 1, platforms: 'partners' });
  const { pool, pids } = installation;
  const filing = new Filing(installation);
  const latenciesMs: number[] = [];
  const round = async (count: number) => {
    const startedAtMs = performance.now();
    await sideBySide(count, concurrency, async () => {
      latenciesMs.push(await timed(() => filing.file()));
    });
    return count / seconds(startedAtMs);
  };
  try {
    await round(Math.ceil(reports / 5));
    latenciesMs.length = 0;
    const before = { cpu: processorSeconds(pids()), work: await databaseWork(pool) };
    const perS: number[] = [];
    for (let number = 1; number <= rounds; number += 1) {
      perS.push(await round(reports));
      say(`${number}: ${rounded(perS.at(-1) ?? 0)} reports/s`);
    }
    const after = { cpu: processorSeconds(pids()), work: await databaseWork(pool) };
    const all = reports * rounds;
    const used = usedMsEach(before.cpu, after.cpu, all);
    return {
      ...{ reports, concurrency, ...(await durability(pool)) },
      reports_per_s: rounded(median(perS)),
      p50_ms: rounded(percentile(latenciesMs, 0.5)),
      p99_ms: rounded(percentile(latenciesMs, 0.99)),
      api_cpu_s_per_1000: rounded(used['api'] ?? 0),
      postgres_cpu_s_per_1000: rounded(used['postgres'] ?? 0),
      wal_bytes_per_report: Math.round((after.work.walBytes - before.work.walBytes) / all),
      round_trips_per_report: rounded((after.work.statements - before.work.statements) / all),
    };
  } finally {
    filing.close();
    await installation.stop();
  }
}
