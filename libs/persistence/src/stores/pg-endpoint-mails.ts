import type pg from 'pg';
import type { ClaimedEndpointMail, EndpointMailClosing, EndpointMailStore } from '#application';
import { retryConflicts } from './retry-conflicts.js';

/** Mails about endpoints in PostgreSQL, by its clock. */
export class PgEndpointMails implements EndpointMailStore {
  constructor(private readonly pool: pg.Pool) {}

  async gather(addresses: readonly string[], limit: number): Promise<number> {
    const { rows } = await retryConflicts(() =>
      this.pool.query<{ count: number }>(gatherStatement, [[...addresses], limit]),
    );
    return rows[0]?.count ?? 0;
  }

  async claim(limit: number, leaseMs: number): Promise<readonly ClaimedEndpointMail[]> {
    const { rows } = await this.pool.query<ClaimedRow>(
      `WITH due AS (
         SELECT id FROM endpoint_mails WHERE noticed > told AND next_try_at <= now()
         ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED
       )
       UPDATE endpoint_mails m SET tries = m.tries + 1, epoch = m.epoch + 1,
         next_try_at = now() + $2 * interval '1 millisecond'
       FROM due, webhook_endpoints w WHERE m.id = due.id AND w.id = m.endpoint_id
       RETURNING m.id, m.epoch, m.tries, m.endpoint_id AS "endpointId", m.kind, m.address, m.noticed, m.told,
         m.noticed_at, m.percent, m.error, w.failing_since`,
      [limit, leaseMs],
    );
    return rows.map(({ noticed_at: noticedAt, failing_since: failingSince, ...mail }) => ({
      ...mail,
      noticedAtMs: noticedAt.getTime(),
      failingSinceMs: failingSince?.getTime() ?? null,
    }));
  }

  async close({ id, epoch, told, nextTryInMs }: EndpointMailClosing): Promise<void> {
    await this.pool.query(
      `UPDATE endpoint_mails SET told = COALESCE($3, told), tries = CASE WHEN $3::int IS NULL THEN tries ELSE 0 END,
         next_try_at = now() + $4 * interval '1 millisecond'
       WHERE id = $1 AND epoch = $2`,
      [id, epoch, told, nextTryInMs],
    );
  }
}

/** $1 addresses, $2 limit. In one statement, so that no notice is taken up without a mail, or twice. */
const gatherStatement = `
  WITH news AS (
    UPDATE endpoint_notices SET told_at = now() WHERE id IN (
      SELECT id FROM endpoint_notices WHERE told_at IS NULL ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING endpoint_id, kind, at, percent, error
  ),
  latest AS (
    SELECT DISTINCT ON (endpoint_id, kind) *, count(*) OVER (PARTITION BY endpoint_id, kind) AS count
    FROM news ORDER BY endpoint_id, kind, at DESC, percent DESC
  ),
  mails AS (
    INSERT INTO endpoint_mails AS m (endpoint_id, kind, address, noticed, noticed_at, percent, error)
    SELECT n.endpoint_id, n.kind, a.address, n.count, n.at, n.percent, n.error
    FROM latest n JOIN webhook_endpoints w ON w.id = n.endpoint_id AND w.deleted_at IS NULL
    CROSS JOIN (SELECT DISTINCT unnest($1::text[]) AS address) a
    ORDER BY n.endpoint_id, n.kind, a.address
    ON CONFLICT (endpoint_id, kind, address) DO UPDATE SET noticed = m.noticed + EXCLUDED.noticed,
      noticed_at = EXCLUDED.noticed_at, percent = EXCLUDED.percent, error = EXCLUDED.error
  )
  SELECT count(*)::int AS count FROM news`;

interface ClaimedRow extends Omit<ClaimedEndpointMail, 'noticedAtMs' | 'failingSinceMs'> {
  readonly noticed_at: Date;
  readonly failing_since: Date | null;
}
