import type pg from 'pg';
import type { DeliveryActs, EndpointPace } from '#application';
import { firstEventIdOf } from '../queries/event-rows.js';
import { filterValues, isWithin, type DeliveryFilter } from '../queries/pg-delivery-queries.js';
import { passesFilterOf } from './report-statements.js';
import { retryConflicts } from './retry-conflicts.js';
import { waitsForLater } from './webhook-order.js';

/** So many deliveries in one statement, so that workers never wait long for their rows. */
const batch = 1_000;

/**
 * What persons do about deliveries: send again, skip, recover. What is put back starts its schedule anew, and goes
 * before later events of its report that wait; one that is under way is left alone.
 */
export class PgDeliveryStore implements DeliveryActs {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns how many were put back */
  async resend(
    endpointId: string,
    which: { readonly ids: readonly string[] } | DeliveryFilter,
  ): Promise<number> {
    const [ids, filter] = 'ids' in which ? [which.ids, {}] : [null, which];
    const startedAt = await this.now();
    return inBatches(async () => {
      const { rows } = await this.query<{ count: number }>(
        `WITH chosen AS (
           SELECT d.id FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
           WHERE d.endpoint_id = $1 AND ${isWithin(2)} AND ($6::uuid[] IS NULL OR d.id = ANY($6))
             AND COALESCE(d.lease_until <= now(), true) AND COALESCE(d.reopened_at < $7, true)
           ORDER BY d.event_id LIMIT ${batch} FOR UPDATE OF d
         ),
         ${reopened('$7')}
         SELECT count(*)::int AS count, pg_notify('uniflag', '') FROM reopened`,
        [endpointId, ...filterValues(filter), ids, startedAt],
      );
      return rows[0]?.count ?? 0;
    });
  }

  /** @returns false where it is under way, or done with already */
  async skip(id: string, by: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `WITH skipped AS (
         UPDATE webhook_deliveries SET state = 'SKIPPED', epoch = epoch + 1, next_try_at = NULL, lease_until = NULL,
           closed_at = now(), skipped_by = $2
         WHERE id = $1 AND state IN ('WAITING', 'EXHAUSTED') AND COALESCE(lease_until <= now(), true)
         RETURNING 1
       ),
       woken AS (INSERT INTO outbox (lane) SELECT 'webhooks' FROM skipped)
       SELECT pg_notify('uniflag', '') FROM skipped`,
      [id, by],
    );
    return rowCount === 1;
  }

  async recover(endpointId: string, sinceMs: number): Promise<number> {
    const startedAt = await this.now();
    let after: string | null = firstEventIdOf(sinceMs);
    let count = 0;
    while (after !== null) {
      const { rows }: pg.QueryResult<{ count: number; last: string | null }> = await this.query(
        `WITH part AS (
           SELECT e.id, e.report_id, e.sequence, e.type, e.platform, e.at FROM events e WHERE e.id > $2 ORDER BY e.id LIMIT ${batch}
         ),
         missing AS (
           INSERT INTO webhook_deliveries (id, endpoint_id, event_id, report_id, sequence, is_ordered, next_try_at, reopened_at)
           SELECT gen_random_uuid(), $1, e.id, e.report_id, e.sequence, w.is_ordered, now(), $4
           FROM part e JOIN webhook_endpoints w ON w.id = $1 AND w.deleted_at IS NULL
           WHERE e.at >= $3 AND ${passesFilterOf()}
           ORDER BY e.id ON CONFLICT (endpoint_id, event_id) DO NOTHING RETURNING 1
         ),
         chosen AS (
           SELECT d.id FROM webhook_deliveries d JOIN part p ON p.id = d.event_id
           WHERE d.endpoint_id = $1 AND p.at >= $3
             AND (d.state = 'EXHAUSTED' OR (d.state = 'SKIPPED' AND d.skipped_by IS NULL) OR (${waitsForLater('d')}))
           ORDER BY d.event_id FOR UPDATE OF d
         ),
         ${reopened('$4', 'SELECT 1 FROM missing UNION ALL ')}
         SELECT (SELECT count(*) FROM missing)::int + (SELECT count(*) FROM reopened)::int AS count,
           (SELECT id FROM part ORDER BY id DESC LIMIT 1) AS last, pg_notify('uniflag', '')`,
        [endpointId, after, new Date(sinceMs), startedAt],
      );
      count += rows[0]?.count ?? 0;
      after = rows[0]?.last ?? null;
    }
    return count;
  }

  async setPace(
    endpointId: string,
    { isOrdered, ratePerMinute }: EndpointPace,
    version: number,
  ): Promise<boolean> {
    const { rows } = await this.query<{ paced: number }>(
      `WITH paced AS (
         UPDATE webhook_endpoints SET is_ordered = $2, rate_per_minute = $3, rate_tokens = 0, rate_refilled_at = now(),
           version = version + 1
         WHERE id = $1 AND version = $4 AND deleted_at IS NULL RETURNING id
       ),
       open AS (
         UPDATE webhook_deliveries d SET is_ordered = $2, is_behind = false FROM paced
         WHERE d.endpoint_id = paced.id AND d.state IN ('WAITING', 'EXHAUSTED') AND d.is_ordered <> $2
       )
       SELECT count(*)::int AS paced FROM paced`,
      [endpointId, isOrdered, ratePerMinute, version],
    );
    return rows[0]?.paced === 1;
  }

  /** Claims lock the same rows in another order; one of two that meet is made again. */
  private query<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[],
  ): Promise<pg.QueryResult<Row>> {
    return retryConflicts(() => this.pool.query<Row>(text, [...values]));
  }

  private async now(): Promise<Date> {
    const { rows } = await this.pool.query<{ now: Date }>('SELECT now()');
    return rows[0]?.now ?? new Date();
  }
}

/** Puts the deliveries of `chosen` back and wakes workers. @param others query of what else is new, or nothing */
const reopened = (at: string, others = '') => `reopened AS (
    UPDATE webhook_deliveries d SET state = 'WAITING', epoch = d.epoch + 1, attempts_before = d.attempts,
      next_try_at = now(), lease_until = NULL, closed_at = NULL, skipped_by = NULL, reopened_at = ${at},
      is_behind = false
    FROM chosen WHERE d.id = chosen.id RETURNING 1
  ),
  woken AS (INSERT INTO outbox (lane) SELECT 'webhooks' WHERE EXISTS (${others}SELECT 1 FROM reopened))`;

async function inBatches(one: () => Promise<number>): Promise<number> {
  let count = 0;
  for (let last = batch; last === batch; count += last) last = await one();
  return count;
}
