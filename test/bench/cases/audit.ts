import { uuidv7 } from 'uuidv7';
import { loadConfig } from '#config';
import { actAs, openDatabase, PgAuditChain, verifyChain } from '#persistence';
import { platforms } from '#platforms';
import { silentLog } from '#telemetry';
import { apiUseCases } from '../../../apps/api/src/use-cases.js';
import { openInstallation } from '../installation.js';
import { percentile, rounded, seconds, sideBySide, syntheticReport } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';

const turns = 4;

/** What the record costs: filing and reading with and without it, linking, and verifying. */
export async function audit(options: BenchOptions): Promise<Figures> {
  const { reports = 2_000, concurrency = 16, say } = options;
  // No worker runs: it would send what is filed here.
  const installation = await openInstallation({ backend: options.backend, workers: 1 });
  const config = loadConfig({ env: { ...installation.env } });
  const database = await openDatabase({ ...config.database, poolSize: concurrency, role: 'uniflag_api' });
  const sealing = await openDatabase({ ...config.database, poolSize: 2, role: 'uniflag_worker' });
  try {
    const cases = apiUseCases(config, platforms, database, silentLog);
    const chain = new PgAuditChain(sealing.pool);
    const actor = {
      ...{ kind: 'KEY' as const, id: uuidv7(), operation: 'bench', origin: '192.0.2.0/24', reasonId: null },
    };
    const file = async (index: number) => {
      const { category, targets, explanation, caller } = syntheticReport(index);
      const answer = await cases.fileReport.run({
        ...{ category, targets, explanation, callerRole: caller.role, language: 'en' },
        ...{ filedBy: 'bench', idempotency: null },
      });
      if (answer.outcome !== 'filed') throw new Error(`not filed: ${answer.outcome}`);
    };
    const sealAll = async () => {
      let linked = 0;
      for (let each = 1; each > 0; linked += each) each = await chain.seal(500);
      return linked;
    };
    let filed = 0;
    const filingS = async (work: (index: number) => Promise<void>) => {
      const startedAtMs = performance.now();
      await sideBySide(reports / turns, concurrency, () => work(filed++));
      return seconds(startedAtMs);
    };
    await filingS(file);
    await sealAll();
    // In turns, so that what else this machine does falls on both.
    let bareS = 0;
    let recordedS = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      bareS += await filingS(file);
      await sealAll();
      // As the sweep of a worker.
      const sweep = setInterval(() => void chain.seal(500), 1_000);
      recordedS += await filingS((index) => actAs(actor, () => file(index)));
      clearInterval(sweep);
      await sealAll();
    }

    const { rows } = await installation.pool.query<{ id: string }>('SELECT id FROM reports LIMIT 500');
    const idAt = (index: number) => rows[index % rows.length]?.id ?? '';
    const reading = async (isRecorded: boolean) => {
      const timesMs: number[] = [];
      const startedAtMs = performance.now();
      await sideBySide(reports, concurrency, async (index) => {
        const beforeMs = performance.now();
        const reportId = idAt(index);
        await Promise.all([
          cases.reportQueries.find(reportId),
          isRecorded && cases.auditTrail.add({ act: 'READ', actor, subject: [], about: { reportId } }),
        ]);
        timesMs.push(performance.now() - beforeMs);
      });
      return {
        perS: reports / seconds(startedAtMs),
        p50Ms: percentile(timesMs, 0.5),
        p99Ms: percentile(timesMs, 0.99),
      };
    };
    await reading(false);
    const bare = await reading(false);
    const recorded = await reading(true);

    const addedAtMs = performance.now();
    await sideBySide(10_000, 64, () =>
      cases.auditTrail.add({ act: 'READ', actor, subject: [], about: { reportId: idAt(1) } }),
    );
    const entriesPerS = 10_000 / seconds(addedAtMs);
    const sealedAtMs = performance.now();
    const links = await sealAll();
    const sealedPerS = links / seconds(sealedAtMs);
    const client = await sealing.pool.connect();
    const verifiedAtMs = performance.now();
    const report = await verifyChain(client);
    const verifiedPerS = report.links / seconds(verifiedAtMs);
    client.release();
    const figures = {
      reports,
      concurrency,
      filed_per_s: rounded(reports / bareS),
      filed_per_s_with_caller_and_sealing: rounded(reports / recordedS),
      reads_per_s: rounded(bare.perS),
      reads_per_s_recorded: rounded(recorded.perS),
      read_p50_ms: rounded(bare.p50Ms),
      read_p50_ms_recorded: rounded(recorded.p50Ms),
      read_p99_ms: rounded(bare.p99Ms),
      read_p99_ms_recorded: rounded(recorded.p99Ms),
      entries_per_s: rounded(entriesPerS),
      sealed_per_s: rounded(sealedPerS),
      verified_per_s: rounded(verifiedPerS),
      verified: report.links,
      faults: report.faults.length,
    };
    for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(36)} ${value}`);
    return figures;
  } finally {
    await Promise.all([database.close(), sealing.close()]);
    await installation.stop();
  }
}
