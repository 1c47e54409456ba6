import { decisionRead, handoffDone, resendDecided, resendDecisions, type StaffAct } from '#application';
import type { Platform } from '#client';
import {
  applyFact,
  attentionWords as coreAttentionWords,
  decisions,
  deliveries,
  effects as coreEffects,
  memberChannel,
  planRoles,
  plannedSubmission,
  refusalReasons as coreRefusalReasons,
  verifications,
  visibilities,
  type SubmissionState,
} from '#core';
import {
  actsOf,
  attentionWords,
  decisionsOf,
  effects,
  isHandedToMember,
  refusalReasons,
  resendsOf,
} from './possible-acts.js';
import { aQuestion, aSubmission } from './testing/a-submission.js';

/** What the rules make of an act: as the API does it. */
function outcomeOf(state: SubmissionState, act: StaffAct): 'moved' | 'repeated' | 'refused' {
  const facts = act.facts(state, 1);
  if (typeof facts === 'string') return 'refused';
  let now = state;
  let outcome: 'moved' | 'repeated' = 'repeated';
  for (const fact of facts) {
    const applied = applyFact(now, fact);
    if (applied.outcome === 'refused') return 'refused';
    if (applied.outcome !== 'moved') continue;
    now = applied.next;
    outcome = 'moved';
  }
  return outcome;
}

/** Every state a submission can come to, as far as acts depend on it: what a platform decided on, it has. */
const states: readonly SubmissionState[] = deliveries.flatMap((delivery) =>
  decisions.flatMap((decision) =>
    verifications.flatMap((verification) =>
      [null, 'PLATFORM.MEMBER_REPORT_FIRST']
        .map((waitingFor) => ({
          ...plannedSubmission('facebook-partner-mail'),
          ...{ delivery, decision, verification, waitingFor },
          effects: decision === 'ACTIONED' ? (['CONTENT_REMOVED'] as const) : [],
          refusalReason: decision === 'REFUSED' ? ('NO_POLICY_VIOLATION' as const) : null,
        }))
        .filter((state) => isReachable(state)),
    ),
  ),
);

function isReachable({ delivery, decision, waitingFor }: SubmissionState): boolean {
  if (delivery === 'SENT' || delivery === 'ACKNOWLEDGED') return waitingFor === null;
  if (delivery === 'CANCELLED' && waitingFor !== null) return false;
  return decision === 'NONE' || decision === 'EXPIRED';
}

const shown = (state: SubmissionState) =>
  aSubmission({ ...state, effects: [...state.effects], territories: [], askAnswers: {}, word: 'sent' });

/** Says something else than is known already, where it is said again. */
const decisionActs = {
  ACTIONED: decisionRead({ decision: 'ACTIONED', effects: ['ACCOUNT_SUSPENDED'] }),
  REFUSED: decisionRead({ decision: 'REFUSED', reason: 'NO_REASON_GIVEN' }),
  UNDER_REVIEW: decisionRead({ decision: 'UNDER_REVIEW' }),
  INFO_REQUESTED: decisionRead({ decision: 'INFO_REQUESTED' }),
  NOT_FOUND: decisionRead({ decision: 'NOT_FOUND' }),
  DUPLICATE: decisionRead({ decision: 'DUPLICATE' }),
  EXPIRED: decisionRead({ decision: 'EXPIRED' }),
  REVERSED: decisionRead({ decision: 'REVERSED' }),
} as const;

describe('the acts that are offered', () => {
  it('include withdrawing exactly where the rules take it', () => {
    for (const state of states)
      expect([state, actsOf(shown(state)).includes('withdraw')]).toEqual([
        state,
        applyFact(state, { kind: 'withdrawn' }).outcome === 'moved',
      ]);
  });

  it('include each decision exactly where it would change something, and the notice may have left', () => {
    for (const state of states)
      for (const [decision, act] of Object.entries(decisionActs)) {
        // The rules let a case lapse wherever it is; only one that left can have lapsed with the platform.
        const mayHaveLeft =
          outcomeOf({ ...state, decision: 'NONE' }, decisionActs.UNDER_REVIEW) !== 'refused';
        expect([state, decision, decisionsOf(shown(state)).includes(decision as 'EXPIRED')]).toEqual([
          state,
          decision,
          mayHaveLeft && outcomeOf(state, act) === 'moved',
        ]);
      }
  });

  it('include recording a hand-off, and later the number alone, where the rules take it', () => {
    for (const state of states) {
      const acts = actsOf(shown(state));
      if (acts.includes('handoff')) expect(outcomeOf(state, handoffDone(null))).toBe('moved');
      if (acts.includes('handoff') || acts.includes('receipt'))
        expect(outcomeOf(state, handoffDone('SYNTH-1'))).toBe('moved');
      else expect(outcomeOf(state, handoffDone('SYNTH-1'))).toBe('refused');
    }
    const numbered = aSubmission({ delivery: 'ACKNOWLEDGED', externalRef: 'SYNTH-1' });
    expect(actsOf(numbered)).not.toContain('receipt');
  });

  it('include deciding about an uncertain or failed notice where the rules take it', () => {
    for (const state of states) {
      const offered = resendsOf(shown(state));
      const isOpen = state.delivery === 'UNCERTAIN' || state.delivery === 'FAILED';
      const taken = resendDecisions.filter((each) => outcomeOf(state, resendDecided(each)) === 'moved');
      expect([state, offered]).toEqual([state, isOpen ? taken : []]);
      expect(actsOf(shown(state)).includes('resend')).toBe(offered.length > 0);
    }
  });

  it('include looking until it is withdrawn: the rules always take what somebody sees', () => {
    for (const state of states) {
      for (const visibility of visibilities)
        expect(applyFact(state, { kind: 'seen', atMs: 1, visibility }).outcome).not.toBe('refused');
      expect(actsOf(shown(state)).includes('look')).toBe(state.delivery !== 'CANCELLED');
    }
  });

  it('include answering while the platform asks and no answer is on its way', () => {
    const asked = (question = aQuestion()) =>
      aSubmission({ delivery: 'SENT', decision: 'INFO_REQUESTED', question });
    expect(actsOf(asked())).toContain('answer');
    expect(actsOf(asked(aQuestion('FAILED')))).toContain('answer');
    expect(actsOf(asked(aQuestion('UNCERTAIN')))).toContain('answer');
    expect(actsOf(asked(aQuestion('QUEUED')))).not.toContain('answer');
    expect(actsOf(asked(aQuestion('SENDING')))).not.toContain('answer');
    expect(actsOf(aSubmission({ decision: 'INFO_SUPPLIED', question: aQuestion('SENT') }))).not.toContain(
      'answer',
    );
  });

  it('include telling a platform that it is still there, unless it was told or is being told', () => {
    const still = (state?: 'QUEUED' | 'SENDING' | 'SENT' | 'FAILED' | 'UNCERTAIN') =>
      actsOf(
        aSubmission({
          ...{ delivery: 'SENT', decision: 'ACTIONED', verification: 'LIVE', word: 'not_really_gone' },
          reminder: state === undefined ? null : { state, code: null, givenAt: '2026-11-27T08:00:00.000Z' },
        }),
      ).includes('stillThere');
    expect([undefined, 'FAILED', 'UNCERTAIN'].map((state) => still(state as 'FAILED'))).toEqual([
      true,
      true,
      true,
    ]);
    expect((['QUEUED', 'SENDING', 'SENT'] as const).map(still)).toEqual([false, false, false]);
    expect(actsOf(aSubmission({ delivery: 'SENT', word: 'removed' }))).not.toContain('stillThere');
  });

  it('include a link for a member exactly where the rules know a channel of theirs', () => {
    const channels = [
      { id: 'mail', kind: 'EMAIL' },
      { id: 'in-app', kind: 'IN_APP_BY_MEMBER' },
    ] as Platform['channels'];
    const plans = planRoles.map((role) => ({
      because: 'PLAN.USUAL' as const,
      channels: [{ channel: 'in-app', role }],
    }));
    for (const channel of ['mail', 'in-app'])
      for (const plan of [null, ...plans])
        for (const delivery of ['SENT', 'HANDOFF_PENDING', 'CANCELLED'] as const) {
          const submission = aSubmission({ channel, plan, delivery });
          const isOffered =
            actsOf(submission, { channels }).includes('memberLink') ||
            isHandedToMember(submission, { channels });
          const known = memberChannel({ channels: channels as never }, { channel, plan });
          expect([channel, plan, delivery, isOffered]).toEqual([
            ...[channel, plan, delivery],
            known !== undefined && delivery !== 'CANCELLED',
          ]);
        }
    expect(actsOf(aSubmission({ channel: 'in-app', delivery: 'SENT' }))).not.toContain('memberLink');
  });

  it('know every effect and every reason there is', () => {
    expect([...effects].sort()).toEqual([...coreEffects].sort());
    expect([...refusalReasons].sort()).toEqual([...coreRefusalReasons].sort());
  });
});

it('puts aside what needs a person, and brings it back', () => {
  expect([...attentionWords].sort()).toEqual([...coreAttentionWords].sort());
  const snoozes = (more: object) => actsOf(aSubmission(more)).includes('snooze');
  expect(snoozes({ word: 'failed' })).toBe(true);
  expect(snoozes({ word: 'sent' })).toBe(false);
  expect(snoozes({ word: 'sent', snoozedUntil: '2026-12-01T08:00:00Z' })).toBe(true);
});
