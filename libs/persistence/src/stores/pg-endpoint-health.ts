import type pg from 'pg';
import type { EndpointHealth, HealthRule, NoticedEndpoint } from '#application';
import { switchedOff } from './endpoint-health.js';

/** Warns of endpoints that fail and switches them off, in PostgreSQL: one statement, whatever many there are. */
export class PgEndpointHealth implements EndpointHealth {
  constructor(private readonly pool: pg.Pool) {}

  async look({
    failingForMs,
    failuresApartMs,
    warnAtPercent,
  }: HealthRule): Promise<readonly NoticedEndpoint[]> {
    const { rows } = await this.pool.query<NoticedEndpoint>(
      `WITH failing AS (
         SELECT id, warned_percent, last_error, 100000 * extract(epoch FROM now() - failing_since) / $1::bigint AS percent
         FROM webhook_endpoints
         WHERE is_enabled AND deleted_at IS NULL AND failing_since IS NOT NULL
           AND last_failed_at >= failing_since + $2::bigint * interval '1 millisecond'
         ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
       ),
       steps AS (
         SELECT id, (SELECT max(step) FROM unnest($3::int[] || 100) AS step WHERE step <= percent) AS step, warned_percent, last_error
         FROM failing
       ),
       news AS (SELECT id, step, last_error FROM steps WHERE step > warned_percent),
       warned AS (
         UPDATE webhook_endpoints w SET warned_percent = n.step FROM news n WHERE w.id = n.id AND n.step < 100
       ),
       ended AS (
         UPDATE webhook_endpoints w SET warned_percent = 100, ${switchedOff} FROM news n
         WHERE w.id = n.id AND n.step = 100
       )
       INSERT INTO endpoint_notices (endpoint_id, kind, percent, error)
       SELECT id, CASE step WHEN 100 THEN 'endpoint.disabled' ELSE 'endpoint.failing' END, step, last_error FROM news
       RETURNING endpoint_id AS "endpointId", kind, percent`,
      [failingForMs, failuresApartMs, [...warnAtPercent]],
    );
    return rows;
  }
}
