import { setTimeout as pause } from 'node:timers/promises';
import { openInstallation, type Installation } from '../installation.js';
import { fileBacklog, openPlatforms, rounded, silencePlatforms } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';

const hanging = 'facebook';
const measuredMs = 65_000;
/** How far the hanging platform's own clock goes in each second: an hour and more in all. */
const minuteMs = 60_000;

/** One platform takes every notice and never answers: what becomes of the other four. */
export async function hang(options: BenchOptions): Promise<Figures> {
  const { reports = 12_000, say } = options;
  const sound = await othersSent(options, reports, false);
  say(`without: ${rounded(sound)} submissions a second at the other four`);
  const beside = await othersSent(options, reports, true);
  say(`beside a platform that hangs: ${rounded(beside)}`);
  return {
    measured_s: measuredMs / 1_000,
    hanging_for_min_of_the_set_clock: measuredMs / 1_000,
    others_per_s_without: rounded(sound),
    others_per_s_beside: rounded(beside),
    share: rounded((beside / sound) * 100) / 100,
  };
}

async function othersSent({ backend, say }: BenchOptions, reports: number, hangs: boolean): Promise<number> {
  const installation = await openInstallation({ backend, workers: 2 });
  try {
    await silencePlatforms(installation);
    if (hangs) await installation.scenario(hanging, slowEachTime);
    await fileBacklog(installation, reports, say);
    await installation.startWorkers();
    await openPlatforms(installation);
    await pause(3_000);
    const before = await confirmedAtOthers(installation);
    const startedAtMs = performance.now();
    while (performance.now() - startedAtMs < measuredMs) {
      await pause(1_000);
      if (hangs) await passAt(installation, minuteMs);
    }
    const sent = (await confirmedAtOthers(installation)) - before;
    return sent / ((performance.now() - startedAtMs) / 1_000);
  } finally {
    await installation.stop();
  }
}

/** Every try of a notice hangs, not only its first. */
const slowEachTime = Array.from({ length: 50 }, () => ({ afterMs: 0, fault: 'slow' }));

async function confirmedAtOthers({ pool }: Installation): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM submissions WHERE delivery = 'SENT' AND platform <> $1`,
    [hanging],
  );
  return rows[0]?.n ?? 0;
}

/** Moves what waits at the hanging platform, as if so much time had passed there. */
async function passAt({ pool }: Installation, ms: number): Promise<void> {
  await pool.query(
    `WITH held AS (
       UPDATE platforms SET held_until = held_until - $2 * interval '1 millisecond' WHERE platform = $1
     )
     UPDATE submissions SET next_try_at = next_try_at - $2 * interval '1 millisecond'
     WHERE platform = $1 AND delivery = 'RETRY_WAIT'`,
    [hanging, ms],
  );
}
