import type { Decision, Delivery } from '../submission/axes.js';
import type { SubmissionState } from '../submission/state.js';
import { wordOf } from '../submission/word.js';
import { endAfterPause, endOfSpan, type DeadlineTable } from './rules.js';
import { turnAt, type SubmissionClocks } from './sla.js';
import type { WorkingCalendar } from './working-calendar.js';

/** By what a submission's times are reckoned. */
export interface ClockBasis {
  readonly table: DeadlineTable;
  readonly calendar: WorkingCalendar;
  /** Whether the channel says that a notice arrived. */
  readonly isAcknowledged: boolean;
}

const received: readonly Delivery[] = ['SENT', 'ACKNOWLEDGED'];
const undecided: readonly Decision[] = ['NONE', 'UNDER_REVIEW', 'INFO_REQUESTED', 'INFO_SUPPLIED'];

/**
 * The clocks of a submission after it moved.
 *
 * The platform's start when it has the notice, and anew when it takes up again what it had decided; they stand still
 * while it waits for our answer. Ours start when something waits for a person, and end when nothing does.
 *
 * @returns `clocks` itself where nothing changes; `isStarted` where the platform's time began (anew)
 */
export function moveClocks(
  clocks: SubmissionClocks,
  was: SubmissionState,
  is: SubmissionState,
  { table, calendar, isAcknowledged }: ClockBasis,
  nowMs: number,
): { readonly clocks: SubmissionClocks; readonly isStarted: boolean } {
  const [wordBefore, word] = [wordOf(was), wordOf(is)];
  const [before, now] = [turnAt(wordBefore), turnAt(word)];
  const isReceived = received.includes(is.delivery);
  const isTakenUpAgain = !undecided.includes(was.decision) && undecided.includes(is.decision);
  const isStarted = isReceived && (!received.includes(was.delivery) || isTakenUpAgain);
  let next = clocks;
  if (isStarted) {
    const dueAtMs = endOfSpan(nowMs, table.decision, calendar);
    const acknowledgeDueAtMs = isAcknowledged ? endOfSpan(nowMs, table.acknowledgement, calendar) : null;
    next = { ...next, dueAtMs, acknowledgeDueAtMs, pausedAtMs: null };
  } else if (before === 'ANSWER' && now !== 'ANSWER' && clocks.pausedAtMs !== null) {
    const pause = { pausedAtMs: clocks.pausedAtMs, resumedAtMs: nowMs };
    const { dueAtMs } = clocks;
    const isResumed = now === 'PLATFORM' && dueAtMs !== null;
    const laterMs = isResumed ? endAfterPause(dueAtMs, table.decision, pause, calendar) : dueAtMs;
    next = { ...next, dueAtMs: laterMs, pausedAtMs: null };
  }
  if (now === 'ANSWER' && before !== 'ANSWER')
    return {
      clocks: { ...next, pausedAtMs: nowMs, staffDueAtMs: endOfSpan(nowMs, table.answer, calendar) },
      isStarted,
    };
  const isHeldAnew = word === 'blocked' && is.holdUntilMs !== was.holdUntilMs;
  if (now === 'LOOK' && (word !== wordBefore || isHeldAnew)) {
    const heldUntilMs = word === 'blocked' ? is.holdUntilMs : null;
    const staffDueAtMs = heldUntilMs ?? endOfSpan(nowMs, table.firstLook, calendar);
    return { clocks: { ...next, staffDueAtMs }, isStarted };
  }
  if ((now === 'PLATFORM' || now === undefined) && next.staffDueAtMs !== null)
    return { clocks: { ...next, staffDueAtMs: null }, isStarted };
  return { clocks: next, isStarted };
}
