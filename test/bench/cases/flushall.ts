import { Redis } from 'ioredis';
import { PgOutbox } from '#persistence';
import { openInstallation, until, type Installation } from '../installation.js';
import { fileBacklog, openPlatforms, rounded, silencePlatforms, timed } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';

const flushes = 5;

/** Redis loses everything while workers work off a backlog: how long until the next submission moves. */
export async function flushall({ reports = 10_000, say }: BenchOptions): Promise<Figures> {
  const installation = await openInstallation({ backend: 'redis', workers: 2 });
  const redis = new Redis(installation.redisUrl ?? '');
  try {
    await silencePlatforms(installation);
    await fileBacklog(installation, reports, say);
    const sweepMs = await timed(() => new PgOutbox(installation.pool).dueLanes());
    await installation.startWorkers();
    await openPlatforms(installation);
    const waitsMs: number[] = [];
    for (let n = 0; n < flushes; n += 1) {
      const before = await sends(installation);
      await until(async () => (await sends(installation)) > before + 100);
      await redis.flushall();
      const flushedAtMs = performance.now();
      const atFlush = await sends(installation);
      await until(async () => (await sends(installation)) > atFlush);
      waitsMs.push(performance.now() - flushedAtMs);
    }
    const figures = {
      backend: 'redis',
      submissions: reports * 5,
      next_submission_after_flush_max_ms: rounded(Math.max(...waitsMs)),
      // A hint names a lane and no row: whatever the backlog, the queue is whole again after one look for due lanes.
      due_lanes_found_in_ms: rounded(sweepMs),
    };
    say(JSON.stringify(figures));
    return figures;
  } finally {
    redis.disconnect();
    await installation.stop();
  }
}

async function sends({ pool }: Installation): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM sends');
  return rows[0]?.n ?? 0;
}
