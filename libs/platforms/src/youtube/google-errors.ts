import type { CallFault, HttpAnswer } from '#platform-kit';

/**
 * The reason word of a Google error body, such as `quotaExceeded`; undefined where there is none.
 *
 * Shape: `{ error: { code, message, errors: [{ domain, reason, message }], status, details? } }`; the token endpoint
 * answers `{ error: 'invalid_grant' }` (RFC 6749, 5.2). Read on 2026-11-23.
 */
export function googleReason({ json }: HttpAnswer): string | undefined {
  const error = field(json, 'error');
  if (typeof error === 'string') return error;
  const details = field(error, 'details');
  const detail = Array.isArray(details)
    ? details.map((each) => field(each, 'reason')).find(isText)
    : undefined;
  if (detail === 'API_KEY_INVALID') return 'keyInvalid';
  const errors = field(error, 'errors');
  const reason: unknown = Array.isArray(errors) ? field(errors[0], 'reason') : undefined;
  return isText(reason) ? reason : undefined;
}

/**
 * What Google's own words say about a failed call. A rate limit is a 400 there, not a 429.
 *
 * Sources: developers.google.com/youtube/v3/docs/videos/reportAbuse and …/docs/errors, read on 2026-11-23;
 * `dailyLimitExceeded` and `userRateLimitExceeded` are recalled.
 *
 * @param quotaResetInMs how long until the day's quota is whole again
 */
export function googleFault(answer: HttpAnswer, quotaResetInMs: number): CallFault | undefined {
  switch (googleReason(answer)) {
    case 'rateLimitExceeded':
    case 'userRateLimitExceeded':
      return { kind: 'rateLimited', code: 'YOUTUBE.RATE_LIMIT_EXCEEDED' };
    case 'quotaExceeded':
    case 'dailyLimitExceeded':
      return { kind: 'quotaExhausted', code: 'YOUTUBE.QUOTA_EXCEEDED', retryAfterMs: quotaResetInMs };
    case 'keyInvalid':
      return { kind: 'credentials', code: 'YOUTUBE.API_KEY_INVALID' };
    case 'invalid_grant':
    case 'invalid_client':
    case 'unauthorized_client':
      return { kind: 'credentials', code: 'YOUTUBE.SIGN_IN_REFUSED' };
    default:
      return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
