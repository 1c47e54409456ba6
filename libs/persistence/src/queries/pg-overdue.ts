import type pg from 'pg';

/** Submissions, and answers about them, that should have left by now. */
export interface Overdue {
  readonly count: number;
  /** How long the first of them has been due; 0 where there is none. */
  readonly oldestSeconds: number;
}

/** Due for so long, and nobody works on it: no worker runs, or something is wrong with the row. */
const overdueAfter = "interval '2 minutes'";

/** The watch for orphans: work that is due, may be done, and is left lying. */
export async function readOverdue(pool: pg.Pool): Promise<Overdue> {
  const { rows } = await pool.query<Overdue>(
    `WITH overdue AS (
       SELECT s.next_try_at AS since FROM submissions s LEFT JOIN platforms p ON p.platform = s.platform
       WHERE s.delivery IN ('QUEUED', 'RETRY_WAIT') AND s.next_try_at < now() - ${overdueAfter}
         AND COALESCE(p.mode, 'rehearsed') <> 'stopped' AND COALESCE(p.held_until, now()) <= now()
         -- What was filed for real waits while its platform is rehearsed.
         AND (s.mode IS DISTINCT FROM 'armed' OR p.mode = 'armed')
       UNION ALL
       SELECT lease_until FROM submissions WHERE delivery = 'SENDING' AND lease_until < now() - ${overdueAfter}
       UNION ALL
       SELECT f.next_try_at FROM follow_ups f LEFT JOIN platforms p ON p.platform = f.platform
       WHERE f.state = 'QUEUED' AND f.next_try_at < now() - ${overdueAfter}
         AND COALESCE(p.mode, 'rehearsed') <> 'stopped' AND COALESCE(p.held_until, now()) <= now()
         AND (f.mode <> 'armed' OR p.mode = 'armed')
       UNION ALL
       SELECT lease_until FROM follow_ups WHERE lease_until < now() - ${overdueAfter}
     )
     SELECT count(*)::int AS count, COALESCE(extract(epoch FROM now() - min(since)), 0)::int AS "oldestSeconds"
     FROM overdue`,
  );
  return rows[0] ?? { count: 0, oldestSeconds: 0 };
}
