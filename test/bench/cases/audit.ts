import { uuidv7 } from 'uuidv7';
import { loadConfig } from '#config';
import { actAs, openDatabase, PgAuditChain, verifyChain } from '#persistence';
import { platforms } from '#platforms';
import { silentLog } from '#telemetry';
import { apiUseCases } from '../../../apps/api/src/use-cases.js';
import { openInstallation } from '../installation.js';
import { percentile, rounded, seconds, sideBySide, syntheticReport } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';

/** What the record costs: filing and reading with and without it, linking, and verifying. */
export async function audit(options: BenchOptions): Promise<Figures> {
  const { reports = 2_000, concurrency = 16, say } = options;
  const installation = await openInstallation({ backend: options.backend, workers: 0 });
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
    const filing = async (from: number, work: (index: number) => Promise<void>) => {
      const startedAtMs = performance.now();
      await sideBySide(reports, concurrency, (index) => work(from + index));
      return reports / seconds(startedAtMs);
    };
    await filing(0, file);
    const filedPerS = await filing(reports, file);
    let isOver = false;
    const sealer = (async () => {
      while (!isOver)
        if ((await chain.seal(500)) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    })();
    const filedSealedPerS = await filing(2 * reports, (index) => actAs(actor, () => file(index)));
    isOver = true;
    await sealer;

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
    let links = 0;
    for (let linked = await chain.seal(500); linked > 0; linked = await chain.seal(500)) links += linked;
    const sealedPerS = links / seconds(sealedAtMs);
    const client = await sealing.pool.connect();
    const verifiedAtMs = performance.now();
    const report = await verifyChain(client);
    const verifiedPerS = report.links / seconds(verifiedAtMs);
    client.release();
    const figures = {
      reports,
      concurrency,
      filed_per_s: rounded(filedPerS),
      filed_per_s_with_caller_and_sealing: rounded(filedSealedPerS),
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
