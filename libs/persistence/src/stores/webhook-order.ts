const isOpen = (delivery: string) => `${delivery}.state IN ('WAITING', 'EXHAUSTED')`;

/** Whether a delivery is due, and not known to wait for an earlier one of its report: read by the index `webhook_deliveries_next`. */
export function mayBeNext(delivery: string, dueUntil = 'now()'): string {
  return `${delivery}.state = 'WAITING' AND NOT ${delivery}.is_behind AND ${delivery}.next_try_at <= ${dueUntil}`;
}

/** Whether a delivery waits for a later try, and is not under way. */
export function waitsForLater(delivery: string): string {
  return `${delivery}.state = 'WAITING' AND ${delivery}.next_try_at > now() AND COALESCE(${delivery}.lease_until <= now(), true)`;
}

/**
 * Table expression: what waits for a later try at endpoints whose consumers are there again is due now, and starts its
 * schedule anew. @param endpoints query of their ids
 */
export function dueAgain(endpoints: string): string {
  return `due_again AS (
      UPDATE webhook_deliveries d SET next_try_at = now(), attempts_before = d.attempts
      FROM (
        SELECT l.id FROM (${endpoints}) back CROSS JOIN LATERAL (
          SELECT l.id FROM webhook_deliveries l WHERE l.endpoint_id = back.id AND NOT l.is_behind AND ${waitsForLater('l')}
          OFFSET 0
        ) l
      ) l
      WHERE d.id = l.id AND ${waitsForLater('d')}
    )`;
}

/** So many more than there are places are looked at for each endpoint, because some wait for others. */
const spare = 50;

/**
 * Table expressions of a claim: `next` has what is due at each endpoint, the longest due first, with the open delivery
 * of the same report that goes before it (`earlier_id`), if any. Of an endpoint that is only tried it has what is not due
 * as well, and one that may be used up, for where nothing waits.
 * `set_behind` marks those that wait, so that no claim looks at them again before what they wait for has ended: claims
 * cost the same however much waits. What ends meanwhile is locked by whoever ends it, and marks nothing.
 *
 * @param endpoints table of endpoints (`id`, `places`, `is_probe`)
 */
export function nextOf(endpoints: string): string {
  const dueUntil = `CASE WHEN w.is_probe THEN 'infinity' ELSE now() END`;
  return `next AS MATERIALIZED (
      SELECT d.*, earlier.id AS earlier_id FROM ${endpoints} w CROSS JOIN LATERAL (
        SELECT d.id, d.endpoint_id, d.report_id, d.sequence, d.state, d.next_try_at, d.is_ordered
        FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND ${mayBeNext('d', dueUntil)}
        ORDER BY d.next_try_at LIMIT w.places + ${spare}
      ) d
      LEFT JOIN LATERAL (
        SELECT e.id FROM webhook_deliveries e WHERE d.is_ordered AND e.endpoint_id = d.endpoint_id
          AND e.report_id = d.report_id AND e.sequence < d.sequence AND ${isOpen('e')}
        ORDER BY e.sequence LIMIT 1
      ) earlier ON true
      UNION ALL
      SELECT d.*, NULL FROM ${endpoints} w CROSS JOIN LATERAL (
        SELECT d.id, d.endpoint_id, d.report_id, d.sequence, d.state, d.next_try_at, d.is_ordered
        FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND ${isOpen('d')} ORDER BY d.report_id, d.sequence LIMIT 1
      ) d
      WHERE w.is_probe
    ),
    waited_for AS MATERIALIZED (
      SELECT e.id FROM webhook_deliveries e WHERE e.id IN (SELECT earlier_id FROM next) AND ${isOpen('e')}
      FOR SHARE SKIP LOCKED
    ),
    set_behind AS (
      UPDATE webhook_deliveries d SET is_behind = true FROM next n JOIN waited_for ON waited_for.id = n.earlier_id
      WHERE d.id = n.id AND d.state = 'WAITING' AND d.is_ordered RETURNING 1
    )`;
}
