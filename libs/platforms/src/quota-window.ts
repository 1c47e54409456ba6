import { DateTime } from 'luxon';

/**
 * When the running quota day began.
 *
 * @param nowMs milliseconds since 1970, UTC
 */
export function quotaWindowStartMs(nowMs: number, resetsAt: { readonly hour: number; readonly timeZone: string }): number {
  const now = DateTime.fromMillis(nowMs, { zone: resetsAt.timeZone });
  const today = now.startOf('day').set({ hour: resetsAt.hour });
  return (today > now ? today.minus({ days: 1 }) : today).toMillis();
}
