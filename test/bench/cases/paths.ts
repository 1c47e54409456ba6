import { openInstallation, until } from '../installation.js';
import { percentile, rounded, seconds, sideBySide, silencePlatforms, syntheticReport } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';

/** Filing over HTTP, sending, and the list that staff look at. */
export async function paths(options: BenchOptions): Promise<Figures> {
  const { reports = 400, concurrency = 16, say } = options;
  const installation = await openInstallation({ backend: options.backend, workers: 1 });
  try {
    await silencePlatforms(installation);
    await installation.startWorkers();
    const latenciesMs: number[] = [];
    const startedAtMs = performance.now();
    await sideBySide(reports, concurrency, async (index) => {
      const beforeMs = performance.now();
      const { status } = await installation.request('POST', '/v1/reports', syntheticReport(index));
      if (status !== 201) throw new Error(`filing answered ${status}`);
      latenciesMs.push(performance.now() - beforeMs);
    });
    const filedPerS = reports / seconds(startedAtMs);
    await until(async () => {
      const { rows } = await installation.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM submissions WHERE delivery IN ('QUEUED', 'SENDING', 'RETRY_WAIT')`,
      );
      return rows[0]?.n === 0;
    });
    const sentPerS = (reports * 5) / seconds(startedAtMs);
    const listedAtMs = performance.now();
    for (let page = 0; page < 50; page += 1) await installation.request('GET', '/v1/reports?limit=50');
    const figures = {
      reports,
      concurrency,
      filed_per_s: rounded(filedPerS),
      filing_p50_ms: rounded(percentile(latenciesMs, 0.5)),
      filing_p99_ms: rounded(percentile(latenciesMs, 0.99)),
      sent_per_s_filing_included: rounded(sentPerS),
      list_of_50_mean_ms: rounded((performance.now() - listedAtMs) / 50),
    };
    for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(28)} ${value}`);
    return figures;
  } finally {
    await installation.stop();
  }
}
