const minWaitMs = 1_000;
const maxWaitMs = 24 * 60 * 60 * 1_000;

/**
 * How long a platform asked us to wait.
 *
 * @param header value of `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3)
 * @param nowMs  milliseconds since 1970, UTC
 * @returns wait in milliseconds, between one second and one day; undefined where it says nothing usable
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return clampWaitMs(Number(text) * 1_000);
  const isHttpDate = /^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b/i.test(text);
  const at = isHttpDate ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : clampWaitMs(at - nowMs);
}

/** Keeps a wait that a platform named within reason. */
export function clampWaitMs(waitMs: number): number {
  return Math.min(maxWaitMs, Math.max(minWaitMs, Math.ceil(waitMs)));
}
