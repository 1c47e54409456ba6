import type pg from 'pg';
import type { DeliveryRecord, DeliveryRetention } from '#application';

/** The record of deliveries in PostgreSQL, by its clock. */
export class PgDeliveryRecord implements DeliveryRecord {
  constructor(private readonly pool: pg.Pool) {}

  async destroy({ attemptsForMs, deliveriesForMs }: DeliveryRetention, limit: number) {
    return {
      attempts: await this.count(attemptsStatement, [attemptsForMs, limit]),
      deliveries: await this.count(deliveriesStatement, [deliveriesForMs, limit]),
      notices: await this.count(noticesStatement, [deliveriesForMs, limit]),
    };
  }

  private async count(statement: string, values: readonly number[]): Promise<number> {
    const { rowCount } = await this.pool.query(statement, [...values]);
    return rowCount ?? 0;
  }
}

/** $1 how long in ms, $2 limit. */
const attemptsStatement = `
  DELETE FROM webhook_attempts WHERE id IN (
    SELECT id FROM webhook_attempts WHERE at < now() - $1 * interval '1 millisecond' ORDER BY at LIMIT $2)`;

/**
 * $1 how long in ms, $2 limit. A day later than that: `recover` takes an event without a delivery for one that was missed,
 * and must find all that it reaches back to, also while it runs.
 */
const deliveriesStatement = `
  WITH old AS (
    SELECT id FROM webhook_deliveries
    WHERE state IN ('DELIVERED', 'SKIPPED') AND closed_at < now() - $1 * interval '1 millisecond' - interval '1 day'
    ORDER BY closed_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ),
  attempts AS (DELETE FROM webhook_attempts a USING old WHERE a.delivery_id = old.id),
  notices AS (DELETE FROM endpoint_notices n USING old WHERE n.delivery_id = old.id)
  DELETE FROM webhook_deliveries d USING old WHERE d.id = old.id`;

/** $1 how long in ms, $2 limit. Those of a delivery that is still to be settled stay with it. */
const noticesStatement = `
  DELETE FROM endpoint_notices WHERE id IN (
    SELECT old.id FROM webhook_endpoints w CROSS JOIN LATERAL (
      SELECT n.id FROM endpoint_notices n
      WHERE n.endpoint_id = w.id AND n.at < now() - $1 * interval '1 millisecond' AND n.told_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.id = n.delivery_id AND d.state IN ('WAITING', 'EXHAUSTED'))
      ORDER BY n.at LIMIT $2
    ) old LIMIT $2)`;
