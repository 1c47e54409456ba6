import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const lookEveryMs = 250;
/** It must stay at rest for so long. */
const quietMs = 1_500;
/** Where nothing moves for so long, nothing will; where something always moves, it does so in vain. */
const stuckAfterMs = 30_000;
const longestMs = 300_000;
const tellEveryMs = 10_000;

/**
 * Waits until nothing is left to do: nothing queued, being sent or waiting to be tried again, no reply to be understood, no
 * event to be delivered. Says every ten seconds what it waits for.
 *
 * @returns milliseconds until it came to rest, or until it was clear that it would not, and what was still open then
 */
export async function untilRest(
  url: string,
  say: (line: string) => void,
): Promise<{ readonly restedInMs: number; readonly open: readonly string[] }> {
  const startMs = performance.now();
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the query that it breaks rejects by itself
  await client.connect();
  try {
    let restedSinceMs: number | undefined;
    let last = '';
    let movedAtMs = startMs;
    let toldAtMs = startMs;
    for (;;) {
      const { rows } = await client.query<{ what: string; count: number }>(openWork);
      const nowMs = performance.now();
      if (rows.length === 0) {
        restedSinceMs ??= nowMs;
        if (nowMs - restedSinceMs >= quietMs)
          return { restedInMs: Math.round(restedSinceMs - startMs), open: [] };
      } else {
        restedSinceMs = undefined;
        const open = rows.map(({ what, count }) => `${count} ${what}`);
        const now = open.join(', ');
        if (now !== last) movedAtMs = nowMs;
        last = now;
        if (nowMs - toldAtMs >= tellEveryMs) {
          toldAtMs = nowMs;
          say(`  ${Math.round((nowMs - startMs) / 1_000)} s: ${now}`);
        }
        if (nowMs - movedAtMs > stuckAfterMs || nowMs - startMs > longestMs)
          return { restedInMs: Math.round(nowMs - startMs), open };
      }
      await pause(lookEveryMs);
    }
  } finally {
    await client.end();
  }
}

/** Looks further than a few seconds ahead only where every wait of a storm is shorter than that. */
const openWork = `
  SELECT * FROM (
    SELECT 'submissions ' || delivery AS what, count(*)::int FROM submissions
    WHERE delivery IN ('PLANNED', 'QUEUED', 'SENDING', 'RETRY_WAIT') GROUP BY delivery
    UNION ALL SELECT 'open sends', count(*)::int FROM sends WHERE outcome = 'intent'
    UNION ALL SELECT 'checks', count(*)::int FROM submissions WHERE next_check_at < now() + interval '1 minute'
    UNION ALL SELECT 'replies', count(*)::int FROM replies WHERE state IN ('NEW', 'WAITING')
    UNION ALL SELECT 'deliveries', count(*)::int FROM webhook_deliveries WHERE state = 'WAITING'
  ) open WHERE count > 0`;
