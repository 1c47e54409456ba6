import { attentionWords } from '../report/roll-up.js';
import type { Word } from '../submission/word.js';

export const slaStates = ['ON_TRACK', 'DUE_SOON', 'BREACHED', 'PAUSED'] as const;
export type SlaState = (typeof slaStates)[number];

/** Worst last: what a report with several submissions is shown as. */
export const slaOrder = ['ON_TRACK', 'PAUSED', 'DUE_SOON', 'BREACHED'] as const satisfies readonly SlaState[];

/** What is awaited, and of whom. */
export const expectations = ['ACKNOWLEDGEMENT', 'DECISION', 'ANSWER', 'FIRST_LOOK'] as const;
export type Expectation = (typeof expectations)[number];

/** The times of a submission, in milliseconds since 1970; null where none is set. */
export interface SubmissionClocks {
  /** When the platform's decision is due. While its clock is paused: as if it were not. */
  readonly dueAtMs: number | null;
  readonly acknowledgeDueAtMs: number | null;
  /** When we are to have answered, or looked. */
  readonly staffDueAtMs: number | null;
  /** Since when the platform's clock stands still. */
  readonly pausedAtMs: number | null;
}

export const noClocks: SubmissionClocks = {
  dueAtMs: null,
  acknowledgeDueAtMs: null,
  staffDueAtMs: null,
  pausedAtMs: null,
};

/** The one clock that runs. */
export interface RunningClock {
  readonly whose: 'PLATFORM' | 'STAFF';
  readonly expectation: Expectation;
  readonly dueAtMs: number;
}

/** Words at which the platform is to say something. */
export const platformTurnWords = ['sent', 'acknowledged', 'under_review'] as const satisfies readonly Word[];
/** Words at which a person is to look; at `info_requested` a person is to answer. */
export const staffTurnWords: readonly Word[] = attentionWords.filter((word) => word !== 'info_requested');

/** Whose turn it is, and for what; undefined where nobody is waited for. */
export type Turn = 'PLATFORM' | 'ANSWER' | 'LOOK' | undefined;

export function turnAt(word: Word): Turn {
  if ((platformTurnWords as readonly Word[]).includes(word)) return 'PLATFORM';
  if (word === 'info_requested') return 'ANSWER';
  return staffTurnWords.includes(word) ? 'LOOK' : undefined;
}

/** The clock that runs at a word; null where none does. */
export function runningClock(word: Word, clocks: SubmissionClocks): RunningClock | null {
  const { dueAtMs, acknowledgeDueAtMs, staffDueAtMs } = clocks;
  const clock = (whose: RunningClock['whose'], expectation: Expectation, atMs: number | null) =>
    atMs === null ? null : { whose, expectation, dueAtMs: atMs };
  switch (turnAt(word)) {
    case 'PLATFORM':
      return word === 'sent' && acknowledgeDueAtMs !== null && acknowledgeDueAtMs < (dueAtMs ?? Infinity)
        ? clock('PLATFORM', 'ACKNOWLEDGEMENT', acknowledgeDueAtMs)
        : clock('PLATFORM', 'DECISION', dueAtMs);
    case 'ANSWER':
      return clock('STAFF', 'ANSWER', staffDueAtMs);
    case 'LOOK':
      return clock('STAFF', 'FIRST_LOOK', staffDueAtMs);
    case undefined:
      return null;
  }
}

/** Whether a submission keeps its time. While a platform waits for our answer its clock is paused, and ours runs. */
export function slaOf(word: Word, clocks: SubmissionClocks, nowMs: number, dueSoonMs: number): SlaState {
  if (word === 'info_requested') return 'PAUSED';
  const clock = runningClock(word, clocks);
  if (clock === null || nowMs < clock.dueAtMs - dueSoonMs) return 'ON_TRACK';
  return nowMs >= clock.dueAtMs ? 'BREACHED' : 'DUE_SOON';
}

/** A report's state, and the clock that made it so: the one that ends first. */
export function worstSla(
  submissions: readonly { readonly sla: SlaState; readonly clock: RunningClock | null }[],
): { readonly sla: SlaState; readonly clock: RunningClock | null } {
  const sla = submissions.reduce<SlaState>(
    (worst, each) => (slaOrder.indexOf(each.sla) > slaOrder.indexOf(worst) ? each.sla : worst),
    'ON_TRACK',
  );
  const clocks = submissions.flatMap((each) => (each.sla === sla && each.clock ? [each.clock] : []));
  const first = clocks.reduce<RunningClock | null>(
    (earliest, each) => (earliest === null || each.dueAtMs < earliest.dueAtMs ? each : earliest),
    null,
  );
  return { sla, clock: first };
}
