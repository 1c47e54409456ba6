import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PgOutbox } from '#persistence';
import { openInstallation, until, type Installation } from '../installation.js';
import { fileBacklog, openPlatforms, rounded, silencePlatforms, syntheticReport, timed } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';

const watchedMs = 180_000;
const sampleEveryMs = 15_000;

/** A million submissions wait: memory of each process over time, and how long a critical report takes. */
export async function backlog(options: BenchOptions): Promise<Figures> {
  const { backend, reports = 200_000, say } = options;
  const installation = await openInstallation({ backend, workers: 2 });
  try {
    await silencePlatforms(installation);
    await fileBacklog(installation, reports, say);
    const dueLanesMs = await timed(() => new PgOutbox(installation.pool).dueLanes());
    await installation.startWorkers();
    await openPlatforms(installation);
    const memory = new Map<string, number[]>();
    sample(installation, memory);
    await until(async () => (await countSent(installation)) > 0);
    const criticalMs = await sendCritical(installation, reports);
    say(`a critical report was with all five platforms after ${rounded(criticalMs)} ms`);
    const before = await countSent(installation);
    const startedAtMs = performance.now();
    while (performance.now() - startedAtMs < watchedMs) {
      await pause(sampleEveryMs);
      sample(installation, memory);
    }
    const sentPerS = ((await countSent(installation)) - before) / (watchedMs / 1_000);
    const listedAtMs = performance.now();
    await installation.request('GET', '/v1/reports?limit=50');
    const listMs = performance.now() - listedAtMs;
    for (const [name, megabytes] of memory) say(`${name.padEnd(10)} ${megabytes.join(' ')} MB`);
    return {
      submissions: reports * 5,
      due_lanes_found_in_ms: rounded(dueLanesMs),
      critical_sent_ms: rounded(criticalMs),
      sent_per_s: rounded(sentPerS),
      list_of_50_ms: rounded(listMs),
      resident_mb_every_s: sampleEveryMs / 1_000,
      resident_mb: Object.fromEntries(memory),
    };
  } finally {
    await installation.stop();
  }
}

/** Files one report of a critical category while everything else waits. */
async function sendCritical(installation: Installation, index: number): Promise<number> {
  const filedAtMs = performance.now();
  const { status, body } = await installation.request(
    'POST',
    '/v1/reports',
    syntheticReport(index, 'SEXTORTION'),
  );
  if (status !== 201) throw new Error(`filing answered ${status}`);
  const reportId = String(body.reference);
  await until(async () => {
    const { rows } = await installation.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM submissions s JOIN reports r ON r.id = s.report_id
       WHERE r.reference = $1 AND s.delivery IN ('QUEUED', 'SENDING', 'RETRY_WAIT')`,
      [reportId],
    );
    return rows[0]?.n === 0;
  });
  return performance.now() - filedAtMs;
}

async function countSent({ pool }: Installation): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM submissions WHERE delivery IN ('SENT', 'ACKNOWLEDGED')`,
  );
  return rows[0]?.n ?? 0;
}

/** Adds the resident memory of each process, in MB. */
function sample(installation: Installation, memory: Map<string, number[]>): void {
  for (const [name, pid] of Object.entries(installation.pids())) {
    const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    memory.set(name, [...(memory.get(name) ?? []), Math.round(Number(kb) / 1_024)]);
  }
}
