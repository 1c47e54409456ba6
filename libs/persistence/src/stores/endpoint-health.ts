import { endpointPlaces } from '#application';
import { dueAgain } from './webhook-order.js';

/**
 * How endpoints stand by what their consumers answer, as text of statements.
 *
 * An endpoint fails since the first failure after its last success. `PgEndpointHealth` switches it off when that is long
 * ago; from then on it gets one delivery at a time to try, at growing intervals, until one is taken.
 */
export const failing = 'WEBHOOK.FAILING';

/** Columns of an endpoint of whose failures nothing is known. */
export const soundAgain = `failing_since = NULL, last_failed_at = NULL, warned_percent = 0, probe_at = NULL`;

/** Whether an endpoint that was switched off gets one delivery to try now. */
export const isProbeDue = `disabled_because = '${failing}' AND probe_at <= now() AND proven_at IS NOT NULL
    AND deleted_at IS NULL`;

const firstProbeWait = '15 minutes';
const longestProbeWait = '12 hours';

/** What is set when an endpoint is switched off for failing. */
export const switchedOff = `is_enabled = false, disabled_because = '${failing}', version = version + 1,
  probe_at = now() + interval '${firstProbeWait}', probe_wait = interval '${firstProbeWait}'`;

const placesAfter = (isQuick: string) =>
  `CASE WHEN ${isQuick} THEN LEAST(w.places * 2, ${endpointPlaces.most}) ELSE ${endpointPlaces.usual} END`;

/**
 * What the attempts in `closed` say of their endpoints: more or fewer at a time, failing, sound again, or switched on again. Who never
 * wants an event is there.
 * Locks endpoints in the order of their ids, and only those of which something changes.
 */
export const judgedEndpoints = `heard AS (
         SELECT endpoint_id, max("slowForMs") AS slow_ms,
           bool_and(outcome = 'delivered' AND "durationMs" <= ${endpointPlaces.quickMs}) AS is_quick, bool_or(outcome IN ('delivered', 'aborted')) AS has_taken,
           bool_or(outcome NOT IN ('delivered', 'aborted', 'gone')) AS has_failed,
           (array_agg(error) FILTER (WHERE outcome NOT IN ('delivered', 'aborted', 'gone')))[1] AS error
         FROM closed GROUP BY endpoint_id
       ),
       judged AS (
         SELECT w.id, h.slow_ms, h.is_quick, h.error, h.has_taken, h.has_failed AND NOT h.has_taken AS has_failed,
           w.disabled_because IS NOT DISTINCT FROM '${failing}' AS is_off
         FROM webhook_endpoints w JOIN heard h ON h.endpoint_id = w.id
         WHERE w.deleted_at IS NULL
           AND (w.places <> ${placesAfter('h.is_quick')} OR h.slow_ms IS NOT NULL OR h.has_failed OR (h.has_taken AND w.failing_since IS NOT NULL))
         ORDER BY w.id FOR NO KEY UPDATE OF w
       ),
       changed AS (
         UPDATE webhook_endpoints w SET
           places = ${placesAfter('j.is_quick')},
           slow_until = GREATEST(w.slow_until, now() + j.slow_ms * interval '1 millisecond'),
           failing_since = CASE WHEN j.has_failed THEN COALESCE(w.failing_since, now()) WHEN NOT j.has_taken THEN w.failing_since END,
           last_failed_at = CASE WHEN j.has_failed THEN now() WHEN NOT j.has_taken THEN w.last_failed_at END,
           last_error = CASE WHEN j.has_failed THEN j.error ELSE w.last_error END,
           warned_percent = CASE WHEN j.has_taken THEN 0 ELSE w.warned_percent END,
           is_enabled = w.is_enabled OR (j.has_taken AND j.is_off),
           disabled_because = CASE WHEN NOT (j.has_taken AND j.is_off) THEN w.disabled_because END,
           version = w.version + (j.has_taken AND j.is_off)::int,
           probe_wait = CASE WHEN j.has_failed THEN LEAST(w.probe_wait * 2, interval '${longestProbeWait}') ELSE w.probe_wait END,
           probe_at = CASE WHEN j.is_off AND NOT j.has_taken
             THEN now() + LEAST(w.probe_wait * 2, interval '${longestProbeWait}') END
         FROM judged j WHERE w.id = j.id
       ),
       ${dueAgain('SELECT id FROM judged WHERE has_taken AND is_off')},
       noticed AS (
         INSERT INTO endpoint_notices (endpoint_id, kind, delivery_id, error)
         SELECT id, 'endpoint.enabled', NULL::uuid, NULL FROM judged WHERE has_taken AND is_off
         UNION ALL
         SELECT c.endpoint_id, 'delivery.exhausted', c.id, c.error FROM closed c LEFT JOIN judged j ON j.id = c.endpoint_id
         WHERE c.state = 'EXHAUSTED' AND j.is_off IS NOT TRUE
       )`;
