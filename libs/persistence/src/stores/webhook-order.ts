/**
 * Condition on a row `d` of `webhook_deliveries`: nothing of the same report stands before it at its endpoint. What an
 * exhausted delivery holds back is neither due nor claimed.
 */
export const isEarliestOpen = `NOT EXISTS (
  SELECT 1 FROM webhook_deliveries earlier
  WHERE earlier.endpoint_id = d.endpoint_id AND earlier.report_id = d.report_id AND earlier.sequence < d.sequence
    AND earlier.state IN ('WAITING', 'EXHAUSTED'))`;
