const minMs = 1_000;
const maxMs = 24 * 60 * 60 * 1_000;

/**
 * What a `Retry-After` header asks for, in milliseconds from now, kept between 1 second and 24 hours.
 *
 * @param header seconds or an HTTP date (RFC 9110, 10.2.3); anything else counts as not there
 */
export function retryAfterMs(header: unknown, nowMs: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const text = header.trim();
  const waitMs = /^\d+$/.test(text)
    ? Number(text) * 1_000
    : Date.parse(httpDate.test(text) ? text : '') - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, minMs), maxMs);
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
