import type pg from 'pg';
import type { Outbox } from '#application';
import { urgencies } from '#core';
import { isAnyAlertDue } from './pg-alert-store.js';
import { isAnyStepDue } from './pg-deadline-store.js';
import { isProbeDue } from './endpoint-health.js';
import { isPingDue, listens } from './webhook-endpoints.js';
import { mayBeNext } from './webhook-order.js';

/** The outbox in PostgreSQL: wake-ups are rows, committed with what they are about. */
export class PgOutbox implements Outbox {
  constructor(private readonly pool: pg.Pool) {}

  async take(limit = 1_000): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ lane: string }>(
      `WITH taken AS (
         DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING lane
       )
       SELECT DISTINCT lane FROM taken`,
      [limit],
    );
    return rows.map(({ lane }) => lane);
  }

  async dueLanes(): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ lane: string }>(
      `WITH open AS (
         SELECT platform, mode FROM platforms WHERE mode <> 'stopped' AND COALESCE(held_until, now()) <= now()
       )
       SELECT DISTINCT 'submissions-' || p.platform AS lane
       FROM open p CROSS JOIN generate_series(0, ${urgencies.length - 1}) AS level WHERE EXISTS (
         SELECT 1 FROM submissions s WHERE s.platform = p.platform AND s.urgency = level
           AND s.delivery IN ('QUEUED', 'RETRY_WAIT') AND s.next_try_at <= now()
           AND (s.mode IS DISTINCT FROM 'armed' OR p.mode = 'armed'))
       UNION ALL
       SELECT 'follow-ups-' || p.platform FROM open p WHERE EXISTS (
         SELECT 1 FROM follow_ups f WHERE f.platform = p.platform AND f.state = 'QUEUED' AND f.next_try_at <= now()
           AND (f.mode <> 'armed' OR p.mode = 'armed'))
       UNION ALL
       SELECT 'checks-' || p.platform FROM open p WHERE EXISTS (
         SELECT 1 FROM submissions s WHERE s.platform = p.platform AND s.next_check_at <= now() AND s.target IS NOT NULL
           AND (s.mode IS DISTINCT FROM 'armed' OR p.mode = 'armed'))
       UNION ALL
       SELECT 'replies' WHERE EXISTS (SELECT 1 FROM replies WHERE next_try_at <= now() AND state IN ('NEW', 'WAITING'))
       UNION ALL
       SELECT 'deadlines' WHERE ${isAnyStepDue}
       UNION ALL
       SELECT 'alerts' WHERE ${isAnyAlertDue}
       UNION ALL
       SELECT 'webhooks' WHERE EXISTS (
         SELECT 1 FROM webhook_endpoints w WHERE ${listens} AND EXISTS (
           SELECT 1 FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND ${mayBeNext('d')}))
         OR EXISTS (SELECT 1 FROM webhook_endpoints WHERE ${isPingDue})
         OR EXISTS (SELECT 1 FROM webhook_endpoints WHERE ${isProbeDue})`,
    );
    return rows.map(({ lane }) => lane);
  }
}
