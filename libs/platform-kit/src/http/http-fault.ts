import type { PlatformFaultKind } from '#application';

/** What is wrong with a call, before it becomes a `PlatformFault`. */
export interface CallFault {
  readonly kind: PlatformFaultKind;
  readonly code: string;
  readonly retryAfterMs?: number;
}

/** How far a call got and what a repeat of it would do. */
export interface CallProgress {
  /** A connection stood (with TLS where wanted), so bytes may have left. */
  readonly isBegun: boolean;
  /** A repeat does no harm: the end of the call need not be known. */
  readonly isSafe: boolean;
}

/**
 * What a complete answer with an unexpected status means.
 *
 * Certain for every call: 401 and 403 (keys), 408 and 503 (not taken), 429 (slow down), other 4xx (refused).
 * Uncertain for unsafe calls: 3xx, every other 5xx (a gateway's 502 or 504 says nothing about what stands behind
 * it) and a 2xx that was not expected. Source: RFC 9110, 15, read on 2026-11-23.
 *
 * @param retryAfterMs wait the answer asks for, where it does
 */
export function faultOfStatus(status: number, isSafe: boolean, retryAfterMs: number | undefined): CallFault {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 401 || status === 403) return { kind: 'credentials', code: 'PLATFORM.CREDENTIALS_REFUSED' };
  if (status === 429) return { kind: 'rateLimited', code: 'PLATFORM.RATE_LIMITED', ...wait };
  if (status === 503) {
    const kind = retryAfterMs === undefined ? 'temporary' : 'rateLimited';
    return { kind, code: 'PLATFORM.UNAVAILABLE', ...wait };
  }
  if (status === 408) return { kind: 'temporary', code: 'PLATFORM.UNAVAILABLE' };
  if (status >= 400 && status < 500) return { kind: 'refused', code: 'PLATFORM.NOTICE_REFUSED' };
  if (status >= 500) {
    return isSafe
      ? { kind: 'temporary', code: 'PLATFORM.SERVER_ERROR' }
      : { kind: 'outcomeUnknown', code: 'PLATFORM.SERVER_ERROR' };
  }
  return faultOfUnreadable(isSafe);
}

/** What an answer means that nobody can read: garbage, a wrong shape, too long. */
export function faultOfUnreadable(isSafe: boolean): CallFault {
  return isSafe
    ? { kind: 'unreadable', code: 'PLATFORM.ANSWER_UNREADABLE' }
    : { kind: 'outcomeUnknown', code: 'PLATFORM.ANSWER_UNREADABLE' };
}

/** What a call means that ended without a complete answer: refused connection, deadline, reset, cut body. */
export function faultOfBreak(code: string | undefined, { isBegun, isSafe }: CallProgress): CallFault {
  if (!isBegun) return { kind: 'temporary', code: 'PLATFORM.UNREACHABLE' };
  if (code !== undefined && isGarbled(code)) return faultOfUnreadable(isSafe);
  return isSafe
    ? { kind: 'temporary', code: 'PLATFORM.NO_ANSWER' }
    : { kind: 'outcomeUnknown', code: 'PLATFORM.NO_ANSWER' };
}

/** Node's parser errors start with HPE_; `TOO_LONG` is our own word for an answer above the cap. */
function isGarbled(code: string): boolean {
  return code.startsWith('HPE_') || code === tooLong;
}

export const tooLong = 'TOO_LONG';
