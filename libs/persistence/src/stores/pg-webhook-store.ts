import type pg from 'pg';
import type {
  ClaimedDelivery,
  DeliveryClosing,
  NewEndpoint,
  WebhookEndpointView,
  WebhookStore,
} from '#application';
import { eventOf, type EventRow } from '../queries/event-rows.js';
import { retryConflicts } from './retry-conflicts.js';
import { isKeyTaken } from './rows.js';
import { isProbeDue, judgedEndpoints, soundAgain } from './endpoint-health.js';
import { rateSpent, tokensOf } from './endpoint-rate.js';
import { earliestOpenOf, isDueUnordered } from './webhook-order.js';

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
      `SELECT id, url, description, is_enabled, disabled_because, version, created_at FROM webhook_endpoints
       WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC`,
    );
    return rows.map((row) => ({
      id: row.id,
      url: row.url,
      description: row.description,
      isEnabled: row.is_enabled,
      disabledBecause: row.disabled_because,
      version: row.version,
      createdAtMs: row.created_at.getTime(),
    }));
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

  async claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]> {
    const results = (await retryConflicts(() =>
      this.pool.query(claimDueStatements(limit, leaseMs)),
    )) as unknown as pg.QueryResult[];
    const rows = results.flatMap(({ rows: each }) => each as unknown[]) as ClaimedDeliveryRow[];
    return rows.map((row) => ({
      deliveryId: row.delivery_id,
      endpointId: row.endpoint_id,
      attempt: row.attempts,
      attemptOfRound: row.attempts - row.attempts_before,
      epoch: row.epoch,
      url: row.url,
      secret: row.secret,
      key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
      event: eventOf({ ...row, id: row.event_id }),
      reportReference: row.reference,
      category: row.category,
    }));
  }

  async close(closings: readonly DeliveryClosing[], newId: () => string): Promise<void> {
    if (closings.length === 0) return;
    await this.pool.query(
      `WITH i AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, "deliveryId" uuid, epoch int, attempt int, state text,
           "nextTryInMs" bigint, "slowForMs" bigint, outcome text, "errorClass" text, status int, "durationMs" int,
           "dnsMs" int, "connectMs" int, "tlsMs" int, "firstByteMs" int, answer text)
       ),
       closed AS (
         UPDATE webhook_deliveries d SET state = i.state, lease_until = NULL,
           next_try_at = CASE WHEN i."nextTryInMs" IS NOT NULL THEN now() + i."nextTryInMs" * interval '1 millisecond' END,
           closed_at = CASE WHEN i.state <> 'WAITING' THEN now() END
         FROM i WHERE d.id = i."deliveryId" AND d.epoch = i.epoch
         RETURNING d.id, d.endpoint_id, d.state, i.outcome, i."slowForMs"
       ),
       ${judgedEndpoints}
       INSERT INTO webhook_attempts (id, delivery_id, number, duration_ms, outcome, error_class, status, dns_ms, connect_ms,
         tls_ms, first_byte_ms, answer)
       SELECT i.id, i."deliveryId", i.attempt, i."durationMs", i.outcome, i."errorClass", i.status, i."dnsMs",
         i."connectMs", i."tlsMs", i."firstByteMs", decode(i.answer, 'base64')
       FROM i JOIN closed ON closed.id = i."deliveryId"`,
      [JSON.stringify(closings.map((closing) => recordOf(closing, newId())))],
    );
  }

  private async insert(endpoint: NewEndpoint): Promise<void> {
    await this.pool.query(
      `WITH key AS (
         INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'endpoint', $2, $3)
       ),
       idempotency AS (
         INSERT INTO idempotency_keys (client, key, request_hash, owner_id, answer)
         SELECT $7, $8, $9, $1, $10::bytea WHERE $8::text IS NOT NULL
       )
       INSERT INTO webhook_endpoints (id, url, description, secret) VALUES ($1, $4, $5, $6)`,
      [
        endpoint.id,
        Buffer.from(endpoint.key.wrapped),
        endpoint.key.wrappingKeyId,
        endpoint.url,
        endpoint.description,
        Buffer.from(endpoint.secret),
        endpoint.idempotency?.client ?? null,
        endpoint.idempotency?.key ?? null,
        endpoint.idempotency?.requestHash ?? null,
        endpoint.idempotency ? Buffer.from(endpoint.idempotency.answer) : null,
      ],
    );
  }
}

function recordOf({ answer, phases, ...closing }: DeliveryClosing, id: string) {
  return { ...closing, ...phases, id, answer: answer && Buffer.from(answer).toString('base64') };
}

/** So that a slow consumer never takes every worker's places. */
const atOnceOfOneEndpoint = 4;

/**
 * Claims by one process at a time, each with a snapshot taken after it got the lock: otherwise two would count the same
 * deliveries under way. One round trip, which is why the numbers stand in the text.
 */
function claimDueStatements(limit: number, leaseMs: number): string {
  return `
    BEGIN;
    DO $lock$ BEGIN PERFORM pg_advisory_xact_lock(hashtextextended('uniflag-webhook-claims', 0)); END $lock$;
    WITH RECURSIVE room AS (
      SELECT * FROM (
        SELECT w.id, w.is_ordered, NOT w.is_enabled AS is_probe, LEAST(${tokensOf('w')},
          CASE WHEN w.slow_until > now() OR NOT w.is_enabled THEN 1 ELSE ${atOnceOfOneEndpoint} END - (
            SELECT count(*) FROM webhook_deliveries u WHERE u.endpoint_id = w.id AND u.lease_until > now()))::int AS places
        FROM webhook_endpoints w WHERE (w.is_enabled OR ${isProbeDue('w')}) AND w.deleted_at IS NULL
      ) w WHERE places > 0
    ),
    ${earliestOpenOf('room')},
    due AS (
      SELECT d.id, d.state, d.next_try_at FROM room CROSS JOIN LATERAL (
        SELECT d.id, d.state, d.next_try_at, d.sequence FROM earliest d
        WHERE d.endpoint_id = room.id AND (room.is_probe OR (d.state = 'WAITING' AND d.next_try_at <= now()))
        UNION
        (SELECT d.id, d.state, d.next_try_at, d.sequence FROM webhook_deliveries d
         WHERE NOT room.is_ordered AND d.endpoint_id = room.id AND ${isDueUnordered('d')}
         ORDER BY d.next_try_at LIMIT room.places)
        ORDER BY next_try_at, sequence LIMIT room.places
      ) d
      ORDER BY d.next_try_at, d.sequence LIMIT ${Math.trunc(limit)}
    ),
    claimed AS (
      UPDATE webhook_deliveries d SET state = 'WAITING', attempts = d.attempts + 1, epoch = d.epoch + 1, closed_at = NULL,
        next_try_at = now() + interval '${Math.trunc(leaseMs)} milliseconds',
        lease_until = now() + interval '${Math.trunc(leaseMs)} milliseconds'
      FROM due WHERE d.id = due.id AND d.state = due.state AND d.next_try_at IS NOT DISTINCT FROM due.next_try_at
      RETURNING d.*
    ),
    ${rateSpent}
    SELECT c.id AS delivery_id, c.endpoint_id, c.attempts, c.attempts_before, c.epoch, w.url, w.secret, k.wrapped, k.wrapping_key_id,
      r.reference, r.category, e.*, e.id AS event_id
    FROM claimed c
    JOIN webhook_endpoints w ON w.id = c.endpoint_id
    JOIN data_keys k ON k.owner_id = w.id
    JOIN events e ON e.id = c.event_id
    JOIN reports r ON r.id = c.report_id;
    COMMIT`;
}

interface EndpointRow {
  id: string;
  url: string;
  description: string;
  is_enabled: boolean;
  disabled_because: string | null;
  version: number;
  created_at: Date;
}

interface ClaimedDeliveryRow extends EventRow {
  delivery_id: string;
  endpoint_id: string;
  event_id: string;
  attempts: number;
  attempts_before: number;
  epoch: number;
  url: string;
  secret: Buffer;
  wrapped: Buffer;
  wrapping_key_id: string;
  reference: string;
  category: string;
}
