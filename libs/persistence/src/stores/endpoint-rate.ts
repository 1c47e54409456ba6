/** How many deliveries the rate of an endpoint allows now; null where it has none. The bucket holds a sixth of a minute's. */
export function tokensOf(endpoint: string): string {
  // GREATEST and LEAST pass over nulls, so that these would make a rate of none.
  return `CASE WHEN ${endpoint}.rate_per_minute IS NOT NULL
    THEN LEAST(GREATEST(${endpoint}.rate_per_minute / 6, 1), ${refilled(endpoint)}) END`;
}

/** Takes what was `claimed` out of the buckets of their endpoints. Claims go one after the other, so that all keep to the rate. */
export const rateSpent = `spent AS (
      UPDATE webhook_endpoints w SET rate_refilled_at = now(), rate_tokens = ${tokensOf('w')} - c.count
      FROM (SELECT endpoint_id, count(*) AS count FROM claimed GROUP BY endpoint_id) c
      WHERE w.id = c.endpoint_id AND w.rate_per_minute IS NOT NULL
    )`;

function refilled(endpoint: string): string {
  return `floor(1e-9 + ${endpoint}.rate_tokens
    + ${endpoint}.rate_per_minute * extract(epoch FROM now() - ${endpoint}.rate_refilled_at)::double precision / 60)`;
}
