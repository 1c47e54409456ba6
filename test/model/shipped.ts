import {
  LookTiming,
  SentTiming,
  resendDecided,
  settleSend,
  type ClaimedSubmission,
  type LockedReport,
  type LockedSubmission,
  type ResendDecision,
  type SendClosing,
  type SettledSend,
  type SubmissionTiming,
} from '#application';
import { applyFact, noClocks, type Applied, type Fact, type ReportState } from '#core';
import { closeSends } from '../../libs/application/src/sending/close-sends.js';
import type { Bounds, Claim, Result, Row } from './world.js';

/**
 * Where the model calls what runs in production: the tables of the core, `settleSend`, `closeSends` and what a person
 * may decide. One unit of time is one settle time.
 */

const submissionId = 'submission';
const reportId = 'report';

/** What a change does to the row and its sends. */
export interface Changed {
  readonly row: Row;
  readonly closes: readonly SendClosing[];
}

/** A result is committed, unless somebody else took the submission meanwhile. */
export function commitResult(row: Row, claim: Claim, end: SettledSend): Changed {
  const { change } = closeSends(
    [{ claimed: claimedOf(claim), end, isFound: false }],
    new Map([[reportId, lockedReport(row)]]),
    0,
    nothingRuns,
  );
  const [write] = change.reports;
  const state = write?.state.submissions[0]?.state ?? row.state;
  return { row: timed({ ...row, state }, write?.timing ?? []), closes: change.sends ?? [] };
}

/** The parts of a claim that are used once the call is over. */
function claimedOf(claim: Claim): ClaimedSubmission {
  const used = { ...claim, submissionId, reportId, platform: 'platform', sendId: String(claim.sendId) };
  return used as unknown as ClaimedSubmission;
}

/** What a result means under the channel's rule. */
export function settled(result: Result, claim: Claim, mayHaveArrived: boolean, bounds: Bounds): SettledSend {
  const settings = {
    retryScheduleMs: Array.from({ length: bounds.retries }, () => 1),
    ...{ settleMs: 1, rateLimitedDefaultMs: 1, credentialsRecheckMs: 1 },
  };
  const { tries, round } = claim;
  const context = { onUnknown: bounds.rule, tries, round, mayHaveArrived, jitter: 0.5 };
  switch (result) {
    case 'answered':
      return settleSend({ outcome: 'answered', answer: { receipt: null, facts: [] } }, context, settings);
    case 'absent':
      return settleSend({ outcome: 'absent' }, context, settings);
    case 'unknown':
      return settleSend(fault('outcomeUnknown'), context, settings);
    default:
      return settleSend(fault(result), context, settings);
  }
}

function fault(kind: 'outcomeUnknown' | 'temporary' | 'refused') {
  return { outcome: 'fault', kind, code: 'MODEL' } as const;
}

export function applyFacts(row: Row, facts: readonly Fact[]): { row: Row; applied: readonly Applied[] } {
  let { state } = row;
  const applied = facts.map((fact) => {
    const answer = applyFact(state, fact);
    if (answer.outcome === 'moved') state = answer.next;
    return answer;
  });
  return { row: { ...row, state }, applied };
}

/** @returns undefined where the decision is refused or changes nothing */
export function decideByPerson(row: Row, decision: ResendDecision): Row | undefined {
  const act = resendDecided(decision);
  const facts = act.facts(row.state, 0);
  if (typeof facts === 'string') return undefined;
  const changed = applyFacts(row, facts);
  if (changed.applied.every(({ outcome }) => outcome !== 'moved')) return undefined;
  return timed(changed.row, [{ submissionId, ...act.timing?.(row) }]);
}

export function timed(row: Row, timing: readonly SubmissionTiming[]): Row {
  const after = timing.reduce(
    (before, { nextTryInMs, round, resetsTries, refundsTry, releasesLease }) => ({
      ...before,
      ...(nextTryInMs === undefined ? {} : { wait: nextTryInMs }),
      ...(round === undefined ? {} : { round }),
      ...(resetsTries ? { tries: 0 } : {}),
      ...(refundsTry ? { tries: before.tries - 1 } : {}),
      ...(releasesLease ? { lease: 'none' as const } : {}),
    }),
    row,
  );
  return keptWhileHeld(after);
}

/** As the stores write it: what is held has a next try that never comes. */
export function keptWhileHeld(row: Row): Row {
  return row.wait !== null && row.state.holdUntilMs !== null ? { ...row, wait: Infinity } : row;
}

function lockedReport(row: Row): LockedReport {
  const { epoch, tries, round } = row;
  const submission: LockedSubmission = {
    ...{ id: submissionId, epoch, tries, round, unmarkedRound: 0, checks: 0, sentAtMs: null, followUp: null },
    ...{ nextCheckAtMs: null, lookDueAtMs: null, watchEndsAtMs: null, snoozedUntilMs: null },
    ...{ regime: 'USER', clocks: noClocks, escalationStep: null },
  };
  const state = reportOf(row);
  return {
    ...{ state, reference: '', category: '', createdAtMs: 0, hold: null, isErased: false, screenshots: [] },
    submissions: new Map([[submissionId, submission]]),
  };
}

function reportOf({ state }: Row): ReportState {
  const submissions = [{ id: submissionId, platform: 'platform', state }];
  return { id: reportId, status: 'DRAFT', attention: [], counts: {}, lastSequence: 0, submissions };
}

const nothingRuns = new SentTiming(
  new LookTiming(new Map(), {
    ...{ firstCheckAfterMs: 0, scheduleMs: [1], secondLookAfterMs: 1, watchForMs: 1 },
  }),
);
