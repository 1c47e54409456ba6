import type { SendOutcome } from '#application';
import type { SubmissionState, UnknownOutcomeRule } from '#core';

/** How the worlds of one exploration differ from those of another. */
export interface Bounds {
  readonly rule: UnknownOutcomeRule;
  /** Waits after a try that failed; one more is the most tries of a round. */
  readonly retries: number;
  /** Things that go wrong: crashes, pauses longer than a lease, messages and answers lost, doubled or late. */
  readonly faults: number;
  /** Decisions a person may take. */
  readonly decisions: number;
  /** Times that the report may be held, each released by a second person or not. */
  readonly holds: number;
  /** What the platform may say afterwards. */
  readonly replies: readonly ReplyKind[];
  /**
   * A notice that leaves can be found before this many settle times have passed since its send was closed as unknown;
   * null where nobody knows when. Of use to a rule that looks things up alone.
   */
  readonly findableWithin: number | null;
  readonly variation: Variation | null;
}

/** One thing left out of the protocol, to see that it is needed. */
export type Variation =
  | 'intent is not written before the call'
  | 'a claim takes what is under a lease'
  | 'a claim that was taken over is handed back all the same'
  | 'results are written whatever the epoch'
  | 'the sweep leaves the epoch as it is'
  | 'a second notice is not marked'
  | 'one lookup that finds nothing is enough'
  | 'a replay takes a new key'
  | 'a reply is applied by whoever read it'
  | 'a hold leaves the next try as it is';

/** Everything that matters to one submission: its row, who works on it, what the platform has, what is on its way. */
export interface World {
  readonly row: Row;
  readonly sends: readonly Send[];
  /** Hints that wait on the queue. */
  readonly hints: number;
  readonly workers: readonly [Job, Job];
  /** Calls that nobody waits for any more and that still travel. */
  readonly strays: readonly Call[];
  readonly platform: Platform;
  readonly replies: Readonly<Record<ReplyKind, Reply>>;
  readonly faultsLeft: number;
  readonly decisionsLeft: number;
  readonly holdsLeft: number;
  /** Second notices a person decided on. */
  readonly resendsDecided: number;
  /** What a step did that no state shows. */
  readonly wrong: string | null;
}

export interface Row {
  readonly state: SubmissionState;
  readonly epoch: number;
  readonly tries: number;
  readonly round: number;
  /** Settle times until it is due, `Infinity` while its report is held; null where it is not to be sent. */
  readonly wait: number | null;
  readonly lease: 'none' | 'runs' | 'passed';
}

export interface Send {
  readonly id: number;
  readonly epoch: number;
  readonly round: number;
  readonly outcome: SendOutcome;
  /** Settle times since it was closed; counted where the rule looks things up. */
  readonly age: number;
}

/** What a worker does. A worker that is paused is one that makes no move; one that crashed is idle. */
export type Job = Idle | LostClaim | SendJob | SweepJob | ReplyJob;

export interface Idle {
  readonly kind: 'idle';
}

/** A claim went through and its answer was lost: nothing of it is sent, and the next claim hands it back first. */
export interface LostClaim {
  readonly kind: 'lostClaim';
  readonly sendId: number;
}

/** What a claim hands out. */
export interface Claim {
  readonly epoch: number;
  readonly tries: number;
  readonly round: number;
  readonly sendId: number;
}

export type Result = 'answered' | 'temporary' | 'refused' | 'unknown' | 'absent';

export interface SendJob extends Claim {
  readonly kind: 'send';
  readonly previous: SendOutcome | null;
  readonly mayHaveArrived: boolean;
  /** What to do next, or the call it waits for, or the result it has to commit. */
  readonly at: 'start' | 'call' | Call | Result;
}

export interface SweepJob extends Claim {
  readonly kind: 'sweep';
}

export interface ReplyJob {
  readonly kind: 'reply';
  readonly reply: ReplyKind;
  readonly tries: number;
  /** Whether nobody knows how a notice of another round ended, as it was when the reply was taken. */
  readonly othersMayHaveArrived: boolean;
}

/** One call to the platform. */
export interface Call {
  readonly sendId: number;
  readonly round: number;
  readonly key: string;
  readonly isMarked: boolean;
  readonly stage: 'travels' | 'taken' | 'temporary' | 'refused' | 'lost';
}

/** What the platform holds. */
export interface Platform {
  readonly unmarked: number;
  readonly marked: number;
  /** Round of the notice it took last. */
  readonly lastRound: number;
  /** Keys it drops repeats by; always empty where it does not deduplicate. */
  readonly keys: readonly string[];
  /** Notices its index does not show yet, by their sends. */
  readonly hidden: readonly number[];
  readonly canBeFound: boolean;
}

export const replyKinds = ['receipt', 'decision', 'bounce'] as const;
export type ReplyKind = (typeof replyKinds)[number];

export interface Reply {
  readonly isSent: boolean;
  /** Round of the notice it answers. */
  readonly round: number;
  /** Copies on their way to us. */
  readonly copies: number;
  readonly state: 'none' | 'NEW' | 'WAITING' | 'APPLIED' | 'REFUSED';
  readonly tries: number;
  readonly timesApplied: number;
}

export function callOf(job: Job): Call | undefined {
  return job.kind === 'send' && typeof job.at === 'object' ? job.at : undefined;
}

/** The one that says what is known: sends that were put off change nothing of it. */
export function lastTelling(sends: readonly Send[]): Send | undefined {
  return sends.findLast(({ outcome }) => outcome !== 'deferred');
}
