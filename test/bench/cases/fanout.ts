import type { BenchOptions, Figures } from '../case.js';
import { Filing } from '../filing.js';
import { openInstallation } from '../installation.js';
import { mailPartnerReport, partnerReport } from '../partners.js';
import { median, percentile, rounded, timed } from '../load.js';
import { databaseWork, durability, processorSeconds, usedMsEach } from '../measured.js';
import { openFloor, rounds } from './floor.js';

/** Reports that are filed one after the other, to know how long one takes. */
const singles = 200;

/**
 * From `POST /v1/reports` with five targets until the answers of five partners are durable, over the shipped API and
 * worker. In turns with the yardstick of `floor` on the same server: ratios of one run count.
 */
export const fanout = (options: BenchOptions) => fanOut(options, 'partners');

/** The same over partners that take mails: until each was taken. */
export const mail = (options: BenchOptions) => fanOut(options, 'mail-partners');

async function fanOut(options: BenchOptions, platforms: 'partners' | 'mail-partners'): Promise<Figures> {
  const { backend, reports = 2_000, concurrency = 64, say } = options;
  const installation = await openInstallation({ backend, workers: 1, platforms });
  const { pool, pids } = installation;
  const yardstick = await openFloor(installation);
  const filing = new Filing(installation, platforms === 'partners' ? partnerReport : mailPartnerReport);
  try {
    await installation.startWorkers();
    const warming = Math.ceil(reports / 10);
    await yardstick.run(warming, concurrency);
    await filing.run(warming, concurrency);
    const all: { perS: number; floorPerS: number; cpuS: number; statements: number; walBytes: number }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const floorPerS = await yardstick.run(reports, concurrency);
      const before = { cpu: processorSeconds(pids()), work: await databaseWork(pool) };
      const perS = await filing.run(reports, concurrency);
      const after = { cpu: processorSeconds(pids()), work: await databaseWork(pool) };
      const used = Object.entries(usedMsEach(before.cpu, after.cpu, reports));
      all.push({
        ...{ perS, floorPerS },
        cpuS: used.reduce((sum, [name, s]) => (name === 'simulator' ? sum : sum + s), 0),
        statements: (after.work.statements - before.work.statements) / reports,
        walBytes: (after.work.walBytes - before.work.walBytes) / reports,
      });
      const share = used.map(([name, s]) => `${name} ${s.toFixed(2)}`).join(', ');
      say(
        `${round}: ${rounded(perS)} reports/s, floor ${rounded(floorPerS)}; processor seconds a 1,000: ${share}`,
      );
    }
    const latenciesMs: number[] = [];
    for (let index = 0; index < singles; index += 1) latenciesMs.push(await timed(() => filing.one()));
    const of = (name: keyof (typeof all)[number]) => median(all.map((each) => each[name]));
    return {
      ...{ reports, concurrency, ...(await durability(pool)) },
      reports_per_s: rounded(of('perS')),
      submissions_per_s: rounded(of('perS') * 5),
      floor_reports_per_s: rounded(of('floorPerS')),
      of_floor: Math.round(median(all.map(({ perS, floorPerS }) => perS / floorPerS)) * 100) / 100,
      p50_ms: rounded(percentile(latenciesMs, 0.5)),
      p99_ms: rounded(percentile(latenciesMs, 0.99)),
      cpu_s_per_1000: rounded(of('cpuS')),
      wal_bytes_per_report: Math.round(of('walBytes')),
      round_trips_per_report: rounded(of('statements')),
    };
  } finally {
    filing.close();
    await yardstick.close();
    await installation.stop();
  }
}
