/**
 * Why a call to a platform failed. The worker acts on this alone.
 *
 * temporary       not sent; try again later
 * rateLimited     not sent; the platform asked us to slow down
 * quotaExhausted  not sent; nothing more today
 * credentials     not sent; our keys are wrong: stop this platform and tell a person once
 * refused         the platform answered and will not take this notice
 * unreadable      an answer came, and nobody can tell what it means
 * outcomeUnknown  the notice may have arrived
 */
export const platformFaultKinds = [
  'temporary',
  'rateLimited',
  'quotaExhausted',
  'credentials',
  'refused',
  'unreadable',
  'outcomeUnknown',
] as const;
export type PlatformFaultKind = (typeof platformFaultKinds)[number];

/** A failed call to a platform. Its message never holds an address, a key or what was sent. */
export class PlatformFault extends Error {
  override readonly name = 'PlatformFault';

  /**
   * @param code         stable reason for staff, such as `PLATFORM.RATE_LIMITED`
   * @param retryAfterMs how long the platform asked us to wait, where it did
   */
  constructor(
    readonly platform: string,
    readonly kind: PlatformFaultKind,
    readonly code: string,
    readonly retryAfterMs?: number,
    options?: { cause?: unknown },
  ) {
    super(`${platform}: ${code}`, options);
  }
}
