/** What claims of different tables share, as text of their statements. */

/**
 * Whether something may leave for the platform `p` of `s`, a submission or a follow-up. What was filed in rehearsal is played
 * whatever became of the platform; what was filed for real waits while the platform is not armed.
 */
export const mayGoOut = `COALESCE(p.mode, 'rehearsed') <> 'stopped' AND COALESCE(p.held_until, now()) <= now()
  AND (s.mode IS DISTINCT FROM 'armed' OR p.mode = 'armed')`;

/** Senders that held a result while the server was away have so long to store it before it counts as lost. */
const graceAfterStart = '5 seconds';

/** Whether a lease that has passed says that its holder is gone. */
export function isSurelyLost(startedAt: string): string {
  return `(${startedAt} > pg_postmaster_start_time() OR pg_postmaster_start_time() < now() - interval '${graceAfterStart}')`;
}

/**
 * The bucket of a platform's rate ($1 is the platform, `perMinute` a minute's messages or null): it holds a sixth of a minute's messages. Its row is
 * locked until the claim is through, so that all workers together keep to the rate.
 */
export const rateBucket = (perMinute: string) => `bucket AS (
    SELECT LEAST(GREATEST(${perMinute}::int / 6, 1),
      tokens + ${perMinute} * GREATEST(extract(epoch FROM clock_timestamp() - refilled_at), 0) / 60) AS tokens
    FROM platform_rates WHERE platform = $1 AND ${perMinute}::int IS NOT NULL FOR UPDATE
  )`;

/** Takes what was `claimed` out of the bucket. */
export const rateSpent = `spent AS (
    UPDATE platform_rates r SET tokens = b.tokens - (SELECT count(*) FROM claimed), refilled_at = clock_timestamp()
    FROM bucket b WHERE r.platform = $1
  )`;
