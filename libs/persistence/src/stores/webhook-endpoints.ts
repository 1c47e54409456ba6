import type { WebhookEndpointView } from '#application';
import type { WebhookFormat, WebhookSla } from '#core';
import { failing, soundAgain } from './endpoint-health.js';
import { dueAgain } from './webhook-order.js';

/** Whether an endpoint gets deliveries now. */
export const listens = 'is_enabled AND proven_at IS NOT NULL AND deleted_at IS NULL';

export const isPingDue = 'ping_due_at <= now() AND deleted_at IS NULL';

/** Of an endpoint `w`, the newest first: the one before signs until its time is over, whenever a worker destroys it. */
export const secretsThatSign = `CASE WHEN w.secret_ends_at IS NULL THEN ARRAY[w.secret]
    WHEN w.secret_ends_at > now() THEN ARRAY[w.new_secret, w.secret] ELSE ARRAY[w.new_secret] END`;

export const wakeWebhooks = `INSERT INTO outbox (lane) VALUES ('webhooks')`;

/** Every column that anybody but a worker may read. */
export const endpointColumns = `id, url, description, is_enabled, disabled_because, version, created_at, events, platforms,
  categories, sla, format, hears_since, proven_at, pinged_at, ping_outcome, ping_status, secret_ends_at, is_ordered,
  rate_per_minute`;

export interface EndpointRow {
  id: string;
  url: string;
  description: string;
  is_enabled: boolean;
  disabled_because: string | null;
  version: number;
  created_at: Date;
  events: string[] | null;
  platforms: string[] | null;
  categories: string[] | null;
  sla: WebhookSla[] | null;
  format: WebhookFormat;
  hears_since: Date | null;
  proven_at: Date | null;
  pinged_at: Date | null;
  ping_outcome: string | null;
  ping_status: number | null;
  secret_ends_at: Date | null;
  is_ordered: boolean;
  rate_per_minute: number | null;
}

export function viewOf(row: EndpointRow): WebhookEndpointView {
  const { id, url, description, format, version, events, platforms, categories, sla } = row;
  return {
    ...{ id, url, description, format, version, events, platforms, categories, sla },
    ...{ isEnabled: row.is_enabled, disabledBecause: row.disabled_because },
    ...{ isOrdered: row.is_ordered, ratePerMinute: row.rate_per_minute },
    isProven: row.proven_at !== null,
    lastPing: row.pinged_at && {
      ...{ atMs: row.pinged_at.getTime(), outcome: row.ping_outcome ?? '', status: row.ping_status },
    },
    secretEndsAtMs: row.secret_ends_at?.getTime() ?? null,
    hearsSinceMs: (row.hears_since ?? row.created_at).getTime(),
    createdAtMs: row.created_at.getTime(),
  };
}

/** $1 id, $2 version, $3 address, $4 description, $5 to $8 filter, $9 whether it is enabled, $10 why it is not, $11 format. */
export const changeStatement = `
  WITH woken AS (${wakeWebhooks}),
  before AS (
    SELECT id, w.url <> $3 AS moves, w.url <> $3 OR w.disabled_because IS DISTINCT FROM $10 AS starts_anew, w.is_enabled, w.disabled_because = 'WEBHOOK.DISABLED' AS was_deaf,
      (w.events, w.platforms, w.categories, w.sla) IS DISTINCT FROM ($5::text[], $6::text[], $7::text[], $8::text[]) AS hears_other
    FROM webhook_endpoints w WHERE id = $1 AND version = $2 AND deleted_at IS NULL FOR UPDATE
  ),
  ${dueAgain('SELECT id FROM before WHERE $9 AND NOT is_enabled')}
  UPDATE webhook_endpoints w SET url = $3, description = $4, events = $5, platforms = $6, categories = $7, sla = $8,
    is_enabled = $9, disabled_because = $10, format = $11, version = w.version + 1,
    hears_since = CASE WHEN b.was_deaf OR b.hears_other THEN now() ELSE w.hears_since END,
    proven_at = CASE WHEN b.moves THEN NULL ELSE w.proven_at END,
    pinged_at = CASE WHEN b.moves THEN NULL ELSE w.pinged_at END,
    ping_epoch = w.ping_epoch + b.moves::int,
    ping_type = CASE WHEN b.moves THEN NULL ELSE w.ping_type END,
    pings = CASE WHEN b.moves OR ($9 AND NOT b.is_enabled) THEN 0 ELSE w.pings END,
    failing_since = CASE WHEN NOT b.starts_anew THEN w.failing_since END,
    last_failed_at = CASE WHEN NOT b.starts_anew THEN w.last_failed_at END,
    warned_percent = CASE WHEN b.starts_anew THEN 0 ELSE w.warned_percent END,
    probe_at = CASE WHEN NOT b.starts_anew THEN w.probe_at END,
    ping_due_at = CASE WHEN b.moves OR ($9 AND NOT b.is_enabled AND w.proven_at IS NULL) THEN now() ELSE w.ping_due_at END
  FROM before b WHERE w.id = b.id RETURNING pg_notify('uniflag', '')`;

/**
 * What a ping was answered. One 2xx proves the address, and switches on what was switched off for failing.
 * $1 id, $2 epoch of the ping, $3 outcome, $4 HTTP status, $5 milliseconds until the next ping or null.
 */
export const closePingStatement = `
  WITH before AS (
    SELECT id, $3 = 'delivered' AND disabled_because IS NOT DISTINCT FROM '${failing}' AS is_back FROM webhook_endpoints
    WHERE id = $1 AND ping_epoch = $2 AND deleted_at IS NULL FOR NO KEY UPDATE
  ),
  closed AS (
    UPDATE webhook_endpoints w SET pinged_at = now(), ping_outcome = $3::text, ping_status = $4,
      proven_at = CASE WHEN $3 = 'delivered' THEN COALESCE(w.proven_at, now()) ELSE w.proven_at END,
      ping_due_at = CASE WHEN w.proven_at IS NULL THEN now() + $5::bigint * interval '1 millisecond' END
    FROM before b WHERE w.id = b.id AND NOT b.is_back RETURNING 1
  ),
  back AS (
    UPDATE webhook_endpoints w SET pinged_at = now(), ping_outcome = $3::text, ping_status = $4,
      proven_at = COALESCE(w.proven_at, now()), ping_due_at = NULL, is_enabled = true, disabled_because = NULL,
      version = w.version + 1, ${soundAgain}
    FROM before b WHERE w.id = b.id AND b.is_back RETURNING w.id
  ),
  ${dueAgain('SELECT id FROM back')},
  noticed AS (INSERT INTO endpoint_notices (endpoint_id, kind) SELECT id, 'endpoint.enabled' FROM back)
  INSERT INTO outbox (lane) SELECT 'webhooks' FROM before WHERE $3 = 'delivered'
  RETURNING pg_notify('uniflag', '')`;

/** $1 id, $2 version. The key opens the answer that showed the secret too, so its record goes with it. */
export const removeStatement = `
  WITH removed AS (
    UPDATE webhook_endpoints SET deleted_at = now(), is_enabled = false, secret = '', new_secret = NULL,
      secret_ends_at = NULL, ping_due_at = NULL, version = version + 1, ${soundAgain}
    WHERE id = $1 AND version = $2 AND deleted_at IS NULL RETURNING id
  ),
  skipped AS (
    UPDATE webhook_deliveries d SET state = 'SKIPPED', next_try_at = NULL, closed_at = now()
    FROM removed WHERE d.endpoint_id = removed.id AND d.state IN ('WAITING', 'EXHAUSTED')
  ),
  answers AS (DELETE FROM idempotency_keys i USING removed WHERE i.owner_id = removed.id),
  keys AS (DELETE FROM data_keys k USING removed WHERE k.owner_id = removed.id)
  SELECT count(*)::int AS removed FROM removed`;
