import type pg from 'pg';
import type {
  ClaimedDelivery,
  ClaimedPing,
  DeliveryClosing,
  EndpointTerms,
  IdempotencyRecord,
  NewEndpoint,
  PingClosing,
  Rotation,
  WebhookEndpointView,
  WebhookStore,
  WrappedKey,
} from '#application';
import type { EndpointStanding, EventType, WebhookFormat } from '#core';
import { eventOf, type EventRow } from '../queries/event-rows.js';
import { retryConflicts } from './retry-conflicts.js';
import { isKeyTaken } from './rows.js';
import { isProbeDue, judgedEndpoints, soundAgain } from './endpoint-health.js';
import { rateSpent, tokensOf } from './endpoint-rate.js';
import {
  changeStatement,
  closePingStatement,
  endpointColumns,
  isPingDue,
  listens,
  removeStatement,
  secretsThatSign,
  viewOf,
  wakeWebhooks,
  type EndpointRow,
} from './webhook-endpoints.js';
import { nextOf } from './webhook-order.js';

/** Webhook endpoints and deliveries in PostgreSQL. */
export class PgWebhookStore implements WebhookStore {
  constructor(private readonly pool: pg.Pool) {}

  async create(endpoint: NewEndpoint): Promise<'created' | 'keyTaken'> {
    try {
      await this.insert(endpoint);
      return 'created';
    } catch (error) {
      if (isKeyTaken(error)) return 'keyTaken';
      throw error;
    }
  }

  async list(): Promise<readonly WebhookEndpointView[]> {
    const { rows } = await this.pool.query<EndpointRow>(
      `SELECT ${endpointColumns} FROM webhook_endpoints WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC`,
    );
    return rows.map(viewOf);
  }

  async change(id: string, to: EndpointTerms & EndpointStanding, version: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(changeStatement, [
      ...[id, version, to.url, to.description, to.events, to.platforms, to.categories, to.sla],
      ...[to.isEnabled, to.disabledBecause, to.format],
    ]);
    return rowCount === 1;
  }

  async setEnabled(
    id: string,
    isEnabled: boolean,
    because: string | null,
    version?: number,
  ): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE webhook_endpoints SET is_enabled = $2, disabled_because = $3, version = version + 1, ${soundAgain}
       WHERE id = $1 AND deleted_at IS NULL AND version = COALESCE($4, version)`,
      [id, isEnabled, because, version ?? null],
    );
    return rowCount === 1;
  }

  async remove(id: string, version: number): Promise<boolean> {
    const { rows } = await retryConflicts(() =>
      this.pool.query<{ removed: number }>(removeStatement, [id, version]),
    );
    return rows[0]?.removed === 1;
  }

  async keyOf(id: string): Promise<WrappedKey | undefined> {
    const { rows } = await this.pool.query<{ wrapped: Buffer; wrapping_key_id: string }>(
      `SELECT k.wrapped, k.wrapping_key_id FROM webhook_endpoints w JOIN data_keys k ON k.owner_id = w.id
       WHERE w.id = $1 AND w.deleted_at IS NULL`,
      [id],
    );
    return rows[0] && { wrapped: rows[0].wrapped, wrappingKeyId: rows[0].wrapping_key_id };
  }

  async rotate(
    id: string,
    { secret, overlapMs, idempotency }: Rotation,
  ): Promise<'rotated' | 'refused' | 'keyTaken'> {
    try {
      // Which secret is which is for a worker to settle: whoever rotates may read none.
      const { rows } = await this.pool.query<{ rotated: number }>(
        `WITH rotated AS (
           UPDATE webhook_endpoints SET new_secret = $2, secret_ends_at = now() + $3::bigint * interval '1 millisecond'
           WHERE id = $1 AND deleted_at IS NULL AND (secret_ends_at IS NULL OR $3::bigint = 0) RETURNING id
         ),
         idempotency AS (
           INSERT INTO idempotency_keys (client, key, request_hash, owner_id, answer)
           SELECT $4, $5, $6, id, $7::bytea FROM rotated WHERE $5::text IS NOT NULL
         )
         SELECT count(*)::int AS rotated FROM rotated`,
        [id, Buffer.from(secret), overlapMs, ...answerColumns(idempotency)],
      );
      return rows[0]?.rotated === 1 ? 'rotated' : 'refused';
    } catch (error) {
      if (isKeyTaken(error)) return 'keyTaken';
      throw error;
    }
  }

  async endOldSecrets(): Promise<number> {
    const { rowCount } = await this.pool.query(
      `UPDATE webhook_endpoints SET secret = new_secret, new_secret = NULL, secret_ends_at = NULL
       WHERE secret_ends_at <= now() AND deleted_at IS NULL`,
    );
    return rowCount ?? 0;
  }

  async askPing(id: string, type?: EventType): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `WITH woken AS (${wakeWebhooks})
       UPDATE webhook_endpoints SET ping_due_at = now(), pings = 0, ping_type = $2 WHERE id = $1 AND deleted_at IS NULL
       RETURNING pg_notify('uniflag', '')`,
      [id, type ?? null],
    );
    return rowCount === 1;
  }

  async claimPings(limit: number, leaseMs: number): Promise<readonly ClaimedPing[]> {
    const { rows } = await this.pool.query<ClaimedPingRow>(
      `WITH due AS (
         SELECT id FROM webhook_endpoints WHERE ${isPingDue} ORDER BY ping_due_at LIMIT $1 FOR UPDATE SKIP LOCKED
       )
       UPDATE webhook_endpoints w SET ping_due_at = now() + $2 * interval '1 millisecond', pings = w.pings + 1,
         ping_epoch = w.ping_epoch + 1
       FROM due, data_keys k WHERE w.id = due.id AND k.owner_id = w.id
       RETURNING w.id, w.ping_epoch, w.ping_type, w.pings, w.url, w.format, ${secretsThatSign} AS secrets, k.wrapped, k.wrapping_key_id`,
      [limit, leaseMs],
    );
    return rows.map((row) => ({
      ...{
        endpointId: row.id,
        epoch: row.ping_epoch,
        attempt: row.pings,
        type: row.ping_type,
        url: row.url,
        format: row.format,
      },
      secrets: row.secrets,
      key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
    }));
  }

  async closePing({ endpointId, epoch, outcome, status, nextPingInMs }: PingClosing): Promise<void> {
    await this.pool.query(closePingStatement, [endpointId, epoch, outcome, status, nextPingInMs]);
  }

  async claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]> {
    let rows: ClaimedDeliveryRow[];
    // Where all that was looked at waits for others, the next look is at others.
    do rows = await this.claimOnce(limit, leaseMs);
    while (rows[0]?.delivery_id === null && rows[0].set_behind > 0);
    return rows.filter(isClaimed).map((row) => ({
      deliveryId: row.delivery_id,
      endpointId: row.endpoint_id,
      attempt: row.attempts,
      attemptOfRound: row.attempts - row.attempts_before,
      epoch: row.epoch,
      url: row.url,
      format: row.format,
      secrets: row.secrets,
      key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
      event: eventOf({ ...row, id: row.event_id }),
      reportReference: row.reference,
      category: row.category,
    }));
  }

  async close(closings: readonly DeliveryClosing[], newId: () => string): Promise<void> {
    if (closings.length === 0) return;
    const text = `WITH i AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, "deliveryId" uuid, epoch int, attempt int, state text,
           "nextTryInMs" bigint, "slowForMs" bigint, outcome text, "errorClass" text, status int, "durationMs" int,
           "dnsMs" int, "connectMs" int, "tlsMs" int, "firstByteMs" int, answer text)
       ),
       closed AS (
         UPDATE webhook_deliveries d SET lease_until = NULL,
           -- What was skipped meanwhile, such as with its endpoint, is not tried again.
           state = CASE WHEN d.state = 'SKIPPED' AND i.state <> 'DELIVERED' THEN 'SKIPPED' ELSE i.state END,
           next_try_at = CASE WHEN i."nextTryInMs" IS NOT NULL AND d.state <> 'SKIPPED' THEN now() + i."nextTryInMs" * interval '1 millisecond' END,
           closed_at = CASE WHEN i.state <> 'WAITING' OR d.state = 'SKIPPED' THEN now() END
         FROM i WHERE d.id = i."deliveryId" AND d.epoch = i.epoch
         RETURNING d.id, d.endpoint_id, d.state, i.outcome, i."slowForMs", i."durationMs",
           COALESCE('HTTP ' || i.status, i."errorClass") AS error
       ),
       ${judgedEndpoints}
       INSERT INTO webhook_attempts (id, delivery_id, number, duration_ms, outcome, error_class, status, dns_ms, connect_ms,
         tls_ms, first_byte_ms, answer)
       SELECT i.id, i."deliveryId", i.attempt, i."durationMs", i.outcome, i."errorClass", i.status, i."dnsMs",
         i."connectMs", i."tlsMs", i."firstByteMs", decode(i.answer, 'base64')
       FROM i JOIN closed ON closed.id = i."deliveryId"`;
    const records = JSON.stringify(closings.map((closing) => recordOf(closing, newId())));
    // Removal locks endpoints before their deliveries.
    await retryConflicts(() => this.pool.query(text, [records]));
  }

  private async claimOnce(limit: number, leaseMs: number): Promise<ClaimedDeliveryRow[]> {
    const results = (await retryConflicts(() =>
      this.pool.query(claimDueStatements(limit, leaseMs)),
    )) as unknown as pg.QueryResult[];
    return results.flatMap(({ rows }) => rows as unknown[]) as ClaimedDeliveryRow[];
  }

  private async insert(endpoint: NewEndpoint): Promise<void> {
    await this.pool.query(
      `WITH key AS (
         INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'endpoint', $2, $3)
       ),
       idempotency AS (
         INSERT INTO idempotency_keys (client, key, request_hash, owner_id, answer)
         SELECT $7, $8, $9, $1, $10::bytea WHERE $8::text IS NOT NULL
       ),
       woken AS (${wakeWebhooks})
       INSERT INTO webhook_endpoints (id, url, description, secret, events, platforms, categories, sla, format)
       VALUES ($1, $4, $5, $6, $11, $12, $13, $14, $15) RETURNING pg_notify('uniflag', '')`,
      [
        endpoint.id,
        Buffer.from(endpoint.key.wrapped),
        endpoint.key.wrappingKeyId,
        endpoint.url,
        endpoint.description,
        Buffer.from(endpoint.secret),
        ...answerColumns(endpoint.idempotency),
        ...[endpoint.events, endpoint.platforms, endpoint.categories, endpoint.sla, endpoint.format],
      ],
    );
  }
}

function answerColumns(record: IdempotencyRecord | null) {
  return record
    ? [record.client, record.key, record.requestHash, Buffer.from(record.answer)]
    : [null, null, null, null];
}

function recordOf({ answer, phases, ...closing }: DeliveryClosing, id: string) {
  return { ...closing, ...phases, id, answer: answer && Buffer.from(answer).toString('base64') };
}

/**
 * Claims by one process at a time, each with a snapshot taken after it got the lock: otherwise two would count the same
 * deliveries under way. One round trip, which is why the numbers stand in the text.
 */
function claimDueStatements(limit: number, leaseMs: number): string {
  return `
    BEGIN;
    DO $lock$ BEGIN PERFORM pg_advisory_xact_lock(hashtextextended('uniflag-webhook-claims', 0)); END $lock$;
    WITH room AS MATERIALIZED (
      SELECT * FROM (
        SELECT w.id, NOT w.is_enabled AS is_probe, LEAST(${tokensOf('w')},
          CASE WHEN w.slow_until > now() OR NOT w.is_enabled THEN 1 ELSE w.places END - (
            SELECT count(*) FROM webhook_deliveries u WHERE u.endpoint_id = w.id AND u.lease_until > now()))::int AS places
        FROM webhook_endpoints w WHERE (${listens}) OR (${isProbeDue})
      ) w WHERE places > 0
    ),
    ${nextOf('room')},
    due AS (
      SELECT id, state, next_try_at FROM (
        SELECT n.*, room.places, row_number() OVER (PARTITION BY n.endpoint_id ORDER BY n.next_try_at, n.sequence) AS place
        FROM next n JOIN room ON room.id = n.endpoint_id WHERE n.earlier_id IS NULL
      ) n
      WHERE place <= places ORDER BY next_try_at, sequence LIMIT ${Math.trunc(limit)}
    ),
    claimed AS (
      UPDATE webhook_deliveries d SET state = 'WAITING', attempts = d.attempts + 1, epoch = d.epoch + 1, closed_at = NULL,
        next_try_at = now() + interval '${Math.trunc(leaseMs)} milliseconds',
        lease_until = now() + interval '${Math.trunc(leaseMs)} milliseconds'
      FROM due WHERE d.id = due.id AND d.state = due.state AND d.next_try_at IS NOT DISTINCT FROM due.next_try_at
      RETURNING d.*
    ),
    ${rateSpent}
    SELECT (SELECT count(*) FROM set_behind)::int AS set_behind, c.id AS delivery_id, c.endpoint_id, c.attempts, c.attempts_before, c.epoch, w.url, w.format,
      ${secretsThatSign} AS secrets, k.wrapped, k.wrapping_key_id,
      r.reference, r.category, e.*, e.id AS event_id
    FROM (SELECT 1) one
    LEFT JOIN (claimed c
      JOIN webhook_endpoints w ON w.id = c.endpoint_id
      JOIN data_keys k ON k.owner_id = w.id
      JOIN events e ON e.id = c.event_id
      JOIN reports r ON r.id = c.report_id) ON true;
    COMMIT`;
}

/** A claim has one row at least: what it set behind stands in each. */
interface ClaimedDeliveryRow extends EventRow {
  set_behind: number;
  delivery_id: string | null;
  endpoint_id: string;
  event_id: string;
  attempts: number;
  attempts_before: number;
  epoch: number;
  url: string;
  format: WebhookFormat;
  secrets: Buffer[];
  wrapped: Buffer;
  wrapping_key_id: string;
  reference: string;
  category: string;
}

function isClaimed<Row extends ClaimedDeliveryRow>(row: Row): row is Row & { delivery_id: string } {
  return row.delivery_id !== null;
}

interface ClaimedPingRow {
  id: string;
  ping_epoch: number;
  ping_type: EventType | null;
  pings: number;
  url: string;
  format: WebhookFormat;
  secrets: Buffer[];
  wrapped: Buffer;
  wrapping_key_id: string;
}
