const columns = 'd.id, d.endpoint_id, d.report_id, d.sequence, d.state, d.next_try_at';
const isOpen = `d.state IN ('WAITING', 'EXHAUSTED')`;

/**
 * A recursive table expression `earliest`: of each report at each endpoint the first delivery that is not done, the only
 * one that may go. An exhausted one holds back what stands behind it. Steps from report to report by the index
 * `webhook_deliveries_stream`, so that it costs the same however much waits behind.
 *
 * @param endpoints table whose `id` names the endpoints that count
 */
export function earliestOpenOf(endpoints: string): string {
  return `earliest AS (
    SELECT first.* FROM ${endpoints} w CROSS JOIN LATERAL (
      SELECT ${columns} FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND ${isOpen}
      ORDER BY d.report_id, d.sequence LIMIT 1
    ) first
    UNION ALL
    SELECT next.* FROM earliest e CROSS JOIN LATERAL (
      SELECT ${columns} FROM webhook_deliveries d
      WHERE d.endpoint_id = e.endpoint_id AND ${isOpen} AND d.report_id > e.report_id
      ORDER BY d.report_id, d.sequence LIMIT 1
    ) next
  )`;
}

/** Whether a delivery goes whatever else of its report waits, because its endpoint wants no order. */
export function isDueUnordered(delivery: string): string {
  return `${delivery}.state = 'WAITING' AND NOT ${delivery}.is_ordered AND ${delivery}.next_try_at <= now()`;
}
