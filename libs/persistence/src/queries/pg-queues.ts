import type pg from 'pg';
import { listens } from '../stores/webhook-endpoints.js';
import { mayBeNext } from '../stores/webhook-order.js';

/**
 * What waits at a platform, and what `firstAt` is of it.
 *
 * DUE        notices to be sent now; when the first became due
 * LATER      notices for a later time; the next of these
 * UNDER_WAY  notices a worker has in hand; when the first of them must be done
 * FOLLOW_UPS answers and reminders in a platform's thread to be sent now; when the first became due
 * CHECKS     looks at content by a platform's own lookup, due now; when the first became due
 * UNKNOWN    nobody knows whether they arrived, a person decides; when the first was filed
 * BY_HAND    to be filed by a person; when the first was filed
 * BLOCKED    something has to be settled first; when the first was filed
 */
export const queueWaits = [
  ...(['DUE', 'LATER', 'UNDER_WAY', 'FOLLOW_UPS', 'CHECKS', 'UNKNOWN', 'BY_HAND', 'BLOCKED'] as const),
] as const;
export type QueueWait = (typeof queueWaits)[number];

/** Work of no one platform: hints that no worker took yet, replies to be understood, webhooks to be delivered. */
export const commonQueues = ['WAKE_UPS', 'REPLIES', 'WEBHOOKS'] as const;
export type CommonQueue = (typeof commonQueues)[number];

export interface PlatformWait {
  readonly platform: string;
  readonly channel: string;
  readonly wait: QueueWait;
  readonly count: number;
  readonly firstAtMs: number;
}

export interface CommonWait {
  readonly queue: CommonQueue;
  readonly count: number;
  readonly firstAtMs: number | null;
}

/** What waits at each channel; a channel where nothing does is absent. Read by partial indexes of what is open. */
export async function readPlatformWaits(pool: pg.Pool): Promise<readonly PlatformWait[]> {
  const { rows } = await pool.query<Omit<PlatformWait, 'firstAtMs'> & { first_at: Date }>(
    `WITH open AS (
       SELECT platform, channel, CASE WHEN next_try_at <= now() THEN 'DUE' ELSE 'LATER' END AS wait, next_try_at AS at
       FROM submissions WHERE delivery IN ('QUEUED', 'RETRY_WAIT') AND next_try_at IS NOT NULL
       UNION ALL
       SELECT platform, channel, 'UNDER_WAY', lease_until FROM submissions
       WHERE lease_until IS NOT NULL AND delivery = 'SENDING'
       UNION ALL
       SELECT f.platform, s.channel, 'FOLLOW_UPS', f.next_try_at FROM follow_ups f JOIN submissions s ON s.id = f.submission_id
       WHERE f.state = 'QUEUED' AND f.next_try_at <= now()
       UNION ALL
       SELECT c.platform, c.channel, 'CHECKS', c.next_check_at FROM platforms p CROSS JOIN LATERAL (
         SELECT s.platform, s.channel, s.next_check_at FROM submissions s
         WHERE s.platform = p.platform AND s.next_check_at <= now() AND s.target IS NOT NULL) c
       UNION ALL
       SELECT platform, channel, CASE word WHEN 'blocked' THEN 'BLOCKED' ELSE 'UNKNOWN' END, created_at
       FROM submissions WHERE word IN ('delivery_uncertain', 'blocked')
       UNION ALL
       SELECT platform, channel, 'BY_HAND', created_at FROM submissions WHERE delivery = 'HANDOFF_PENDING'
     )
     SELECT platform, channel, wait, count(*)::int AS count, min(at) AS first_at FROM open
     GROUP BY platform, channel, wait ORDER BY platform, channel, array_position($1, wait)`,
    [queueWaits],
  );
  return rows.map(({ first_at, ...row }) => ({ ...row, firstAtMs: first_at.getTime() }));
}

/** Each of them, also where nothing waits. */
export async function readCommonWaits(pool: pg.Pool): Promise<readonly CommonWait[]> {
  const { rows } = await pool.query<{ queue: CommonQueue; count: number; first_at: Date | null }>(
    `SELECT 'WAKE_UPS' AS queue, count(*)::int AS count, min(created_at) AS first_at FROM outbox
     UNION ALL
     SELECT 'REPLIES', count(*)::int, min(next_try_at) FROM replies
     WHERE next_try_at <= now() AND state IN ('NEW', 'WAITING')
     UNION ALL
     SELECT 'WEBHOOKS', count(*)::int, min(d.next_try_at) FROM webhook_endpoints w
     JOIN webhook_deliveries d ON d.endpoint_id = w.id AND ${mayBeNext('d')} WHERE ${listens}`,
  );
  return rows.map(({ queue, count, first_at }) => ({ queue, count, firstAtMs: first_at?.getTime() ?? null }));
}
