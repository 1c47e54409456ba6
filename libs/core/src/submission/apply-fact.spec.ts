import { applyFact } from './apply-fact.js';
import { deliveries } from './axes.js';
import type { Fact } from './facts.js';
import { plannedSubmission, type SubmissionState } from './state.js';
import { wordOf } from './word.js';

const aSubmission = (shown: Partial<SubmissionState> = {}): SubmissionState => ({
  ...plannedSubmission('example-mail'),
  ...shown,
});

function after(state: SubmissionState, ...facts: Fact[]): SubmissionState {
  return facts.reduce((before, fact) => {
    const applied = applyFact(before, fact);
    if (applied.outcome !== 'moved') throw new Error(`${fact.kind} was ${applied.outcome}`);
    return applied.next;
  }, state);
}

describe('a notice on its way', () => {
  it('is planned, queued, sent, acknowledged and decided', () => {
    const decided = after(
      plannedSubmission('example-mail'),
      { kind: 'queued' },
      { kind: 'sendingStarted' },
      { kind: 'sendConfirmed' },
      { kind: 'acknowledged', atMs: 1, externalRef: 'example-77' },
      { kind: 'actioned', atMs: 2, effects: ['CONTENT_REMOVED'] },
    );
    expect(decided).toMatchObject({
      delivery: 'ACKNOWLEDGED',
      decision: 'ACTIONED',
      externalRef: 'example-77',
      decidedAtMs: 2,
    });
  });

  it('says what it waits for, until nothing holds it', () => {
    const sending = aSubmission({ delivery: 'SENDING' });
    const waiting = after(sending, { kind: 'sendDeferred', waitingFor: 'PLATFORM.RATE_LIMITED' });
    expect(waiting).toMatchObject({ delivery: 'RETRY_WAIT', waitingFor: 'PLATFORM.RATE_LIMITED' });
    expect(after(waiting, { kind: 'sendingStarted' }).waitingFor).toBeNull();
  });

  it('takes a new reason for being blocked, and answers repeated to the same one', () => {
    const blocked = aSubmission({ delivery: 'BLOCKED', waitingFor: 'CHANNEL.NONE' });
    expect(applyFact(blocked, { kind: 'blocked', reason: 'CHANNEL.NONE' })).toEqual({ outcome: 'repeated' });
    expect(after(blocked, { kind: 'blocked', reason: 'PLATFORM.STOPPED' }).waitingFor).toBe(
      'PLATFORM.STOPPED',
    );
  });

  it('cannot be withdrawn while a sender has it', () => {
    expect(applyFact(aSubmission({ delivery: 'SENDING' }), { kind: 'withdrawn' })).toEqual({
      ...{ outcome: 'refused', axis: 'delivery', from: 'SENDING', fact: 'withdrawn' },
    });
  });

  it('is withdrawn where the platform has it, without a move back, and never begins anew', () => {
    for (const delivery of ['SENT', 'ACKNOWLEDGED'] as const) {
      const withdrawn = after(aSubmission({ delivery }), { kind: 'withdrawn' });
      expect([withdrawn.delivery, withdrawn.isWithdrawn, wordOf(withdrawn)]).toEqual([
        ...[delivery, true, 'withdrawn'],
      ]);
      const told = after(withdrawn, { kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] });
      expect([told.decision, wordOf(told)]).toEqual(['ACTIONED', 'withdrawn']);
      expect(applyFact({ ...withdrawn, delivery: 'FAILED' }, { kind: 'queued' }).outcome).toBe('refused');
    }
  });

  it('is blocked by a hold while it is here, whatever it waits for, and stands as before afterwards', () => {
    for (const delivery of deliveries.filter((each) => each !== 'CANCELLED')) {
      const before = aSubmission({ delivery });
      const held = after(before, { kind: 'held', untilMs: 9 });
      const isHere = ['PLANNED', 'BLOCKED', 'QUEUED', 'RETRY_WAIT', 'HANDOFF_PENDING'].includes(delivery);
      expect([delivery, wordOf(held)]).toEqual([delivery, isHere ? 'blocked' : wordOf(before)]);
      expect(after(held, { kind: 'released' })).toEqual(before);
    }
  });

  it('stays on what is withdrawn, so that the platform is not told before it is released', () => {
    const uncertain = aSubmission({ delivery: 'UNCERTAIN' });
    const withdrawn = after(after(uncertain, { kind: 'held', untilMs: 9 }), { kind: 'withdrawn' });
    expect(withdrawn).toMatchObject({ delivery: 'CANCELLED', holdUntilMs: 9 });
    expect(wordOf(withdrawn)).toBe('withdrawn');
    expect(after(withdrawn, { kind: 'released' }).holdUntilMs).toBeNull();
  });

  it('has not failed where the platform has decided, whatever bounces afterwards', () => {
    const bounced: Fact = { kind: 'sendFailed', reason: 'MAIL.BOUNCED' };
    const decided = aSubmission({ delivery: 'SENT', decision: 'ACTIONED', decidedAtMs: 1 });
    expect(applyFact(decided, bounced)).toMatchObject({ outcome: 'refused', axis: 'delivery' });
    expect(after(aSubmission({ delivery: 'SENT' }), bounced).delivery).toBe('FAILED');
  });

  it('answers repeated to our own confirmation when the acknowledgement overtook it', () => {
    const acknowledged = after(aSubmission({ delivery: 'SENDING' }), { kind: 'acknowledged', atMs: 1 });
    expect(acknowledged.delivery).toBe('ACKNOWLEDGED');
    expect(applyFact(acknowledged, { kind: 'sendConfirmed' })).toEqual({ outcome: 'repeated' });
  });
});

describe('a receipt', () => {
  it.each(['SENDING', 'RETRY_WAIT', 'UNCERTAIN', 'HANDOFF_PENDING'] as const)(
    'is proved by a reply while the notice is %s',
    (delivery) => {
      const state = aSubmission({ delivery, waitingFor: 'SEND.NO_ANSWER' });
      expect(after(state, { kind: 'reviewStarted', atMs: 1 })).toMatchObject({
        delivery: 'SENT',
        decision: 'UNDER_REVIEW',
        waitingFor: null,
      });
      expect(after(state, { kind: 'acknowledged', atMs: 1 }).delivery).toBe('ACKNOWLEDGED');
    },
  );

  it.each(['PLANNED', 'BLOCKED', 'QUEUED', 'FAILED', 'CANCELLED'] as const)(
    'cannot be while no notice of ours is out: %s',
    (delivery) => {
      const applied = applyFact(aSubmission({ delivery }), {
        kind: 'refused',
        atMs: 1,
        reason: 'NO_POLICY_VIOLATION',
      });
      expect(applied).toEqual({ outcome: 'refused', axis: 'delivery', from: delivery, fact: 'refused' });
    },
  );

  it('is taken from a reply whose statement is old news', () => {
    const state = aSubmission({ delivery: 'UNCERTAIN', decision: 'UNDER_REVIEW', decidedAtMs: 9 });
    expect(after(state, { kind: 'reviewStarted', atMs: 3 })).toEqual({ ...state, delivery: 'SENT' });
  });

  it('never moves a decision back when it comes late', () => {
    const decided = after(aSubmission({ delivery: 'SENT' }), {
      kind: 'refused',
      atMs: 5,
      reason: 'NO_REASON_GIVEN',
    });
    const acknowledged = after(decided, { kind: 'acknowledged', atMs: 2, externalRef: 'example-5' });
    expect(acknowledged).toEqual({ ...decided, delivery: 'ACKNOWLEDGED', externalRef: 'example-5' });
  });

  it("keeps the platform's first number and adds one that was missing", () => {
    const numbered = after(aSubmission({ delivery: 'ACKNOWLEDGED' }), {
      kind: 'acknowledged',
      atMs: 1,
      externalRef: 'example-1',
    });
    expect(numbered.externalRef).toBe('example-1');
    expect(applyFact(numbered, { kind: 'acknowledged', atMs: 2, externalRef: 'example-2' })).toEqual({
      outcome: 'repeated',
    });
  });
});

describe('a decision', () => {
  const sent = aSubmission({ delivery: 'SENT' });

  it('is not replaced by an older one', () => {
    const removed = after(sent, { kind: 'actioned', atMs: 10, effects: ['CONTENT_REMOVED'] });
    expect(applyFact(removed, { kind: 'reviewStarted', atMs: 9 })).toEqual({ outcome: 'repeated' });
    expect(after(removed, { kind: 'reviewStarted', atMs: 11 }).decision).toBe('UNDER_REVIEW');
  });

  it('is taken after our answer to a question, though the platform dates it by a clock behind ours', () => {
    const answered = after(
      sent,
      { kind: 'informationRequested', atMs: 10 },
      { kind: 'informationSupplied', atMs: 9_000 },
    );
    expect(answered).toMatchObject({ decision: 'INFO_SUPPLIED', decidedAtMs: 10 });
    expect(after(answered, { kind: 'reviewStarted', atMs: 8_000 }).decision).toBe('UNDER_REVIEW');
  });

  it('gathers effects while the platform stands by its action, and starts anew after another decision', () => {
    const limited = after(sent, { kind: 'actioned', atMs: 1, effects: ['GEO_RESTRICTED'] });
    const both = after(limited, { kind: 'actioned', atMs: 2, effects: ['ACCOUNT_WARNED', 'GEO_RESTRICTED'] });
    expect(both.effects).toEqual(['GEO_RESTRICTED', 'ACCOUNT_WARNED']);
    const reversed = after(both, { kind: 'reversed', atMs: 3 });
    expect(reversed.effects).toEqual([]);
    expect(after(reversed, { kind: 'actioned', atMs: 4, effects: ['CONTENT_REMOVED'] }).effects).toEqual([
      'CONTENT_REMOVED',
    ]);
  });

  it('gives the reason of a refusal only while it is one', () => {
    const refused = after(sent, { kind: 'refused', atMs: 1, reason: 'CANNOT_IDENTIFY_CONTENT' });
    expect(refused.refusalReason).toBe('CANNOT_IDENTIFY_CONTENT');
    expect(after(refused, { kind: 'reviewStarted', atMs: 2 }).refusalReason).toBeNull();
    expect(after(refused, { kind: 'actioned', atMs: 2, effects: ['OTHER'] }).refusalReason).toBeNull();
  });

  it('is refused where the table has no such move', () => {
    expect(applyFact(sent, { kind: 'reversed', atMs: 1 })).toEqual({
      outcome: 'refused',
      axis: 'decision',
      from: 'NONE',
      fact: 'reversed',
    });
  });

  it('answers each ask by itself', () => {
    const blocked = after(sent, { kind: 'asksAnswered', atMs: 1, answers: { BLOCK_GROUP: 'YES' } });
    const both = after(blocked, {
      kind: 'asksAnswered',
      atMs: 2,
      answers: { IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' },
    });
    expect(both.askAnswers).toEqual({ BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' });
    expect(both.decision).toBe('NONE');
  });
});

describe("a member's report asked for first", () => {
  const asked: Fact = { kind: 'memberReportRequired', atMs: 4, channel: 'example-in-app' };

  it('turns the notice into a hand-off through the other channel', () => {
    const handed = after(aSubmission({ delivery: 'SENT' }), asked);
    expect(handed).toMatchObject({
      delivery: 'HANDOFF_PENDING',
      channel: 'example-in-app',
      waitingFor: 'PLATFORM.MEMBER_REPORT_FIRST',
      decision: 'NONE',
    });
    expect(wordOf(handed)).toBe('staff_action');
    expect(applyFact(handed, asked)).toEqual({ outcome: 'repeated' });
  });

  it('stands where an older acknowledgement comes after it, and ends with a newer one', () => {
    const handed = after(aSubmission({ delivery: 'SENDING' }), asked);
    expect(applyFact(handed, { kind: 'acknowledged', atMs: 4 })).toEqual({ outcome: 'repeated' });
    expect(applyFact(handed, { kind: 'reviewStarted', atMs: 3 })).toEqual({ outcome: 'repeated' });
    expect(after(handed, { kind: 'acknowledged', atMs: 5 }).delivery).toBe('ACKNOWLEDGED');
  });

  it('stands where a mail bounces afterwards: the platform has answered another', () => {
    const handed = after(aSubmission({ delivery: 'SENT' }), asked);
    expect(applyFact(handed, { kind: 'sendFailed', reason: 'MAIL.BOUNCED' }).outcome).toBe('refused');
  });

  it('is a question where the platform works on the notice already', () => {
    const state = after(aSubmission({ delivery: 'ACKNOWLEDGED' }), asked);
    expect(state).toMatchObject({
      delivery: 'ACKNOWLEDGED',
      decision: 'INFO_REQUESTED',
      channel: 'example-mail',
    });
    expect(applyFact(state, asked)).toEqual({ outcome: 'repeated' });
  });
});

describe('a look', () => {
  const look = (visibility: Extract<Fact, { kind: 'seen' }>['visibility'], shown: Partial<Fact> = {}): Fact =>
    ({ kind: 'seen', atMs: 1, visibility, ...shown }) as Fact;

  it.each(['LIVE', 'LIMITED'] as const)(
    'that finds content %s again after it was gone says that it reappeared',
    (visibility) => {
      const back = after(aSubmission({ verification: 'GONE' }), look(visibility));
      expect(back.verification).toBe('REAPPEARED');
      expect(applyFact(back, look(visibility))).toEqual({ outcome: 'repeated' });
    },
  );

  it('clears a reappearance only when the content is gone again', () => {
    const back = aSubmission({ verification: 'REAPPEARED', seenAtMs: 1 });
    for (const visibility of ['LIVE', 'LIMITED', 'UNCHECKABLE'] as const)
      expect(applyFact(back, look(visibility))).toEqual({ outcome: 'repeated' });
    expect(after(back, look('GONE')).verification).toBe('GONE');
  });

  it('that cannot tell does not make gone content return', () => {
    expect(applyFact(aSubmission({ verification: 'GONE' }), look('UNCHECKABLE'))).toEqual({
      outcome: 'repeated',
    });
  });

  it('keeps the limits it finds until the platform says what it did', () => {
    const blocked = after(
      aSubmission({ delivery: 'SENT' }),
      look('LIMITED', { effects: ['GEO_RESTRICTED'] }),
    );
    expect(blocked.effects).toEqual(['GEO_RESTRICTED']);
    const both = after(blocked, look('LIMITED', { effects: ['GEO_RESTRICTED', 'AGE_RESTRICTED'] }));
    expect(both.effects).toEqual(['GEO_RESTRICTED', 'AGE_RESTRICTED']);
    expect(applyFact(both, look('LIMITED'))).toEqual({ outcome: 'repeated' });
    expect(after(both, look('LIVE')).effects).toEqual([]);
    const said = after(both, { kind: 'actioned', atMs: 2, effects: ['CONTENT_LABELLED'] });
    expect(after(said, look('GONE')).effects).toEqual(['CONTENT_LABELLED']);
  });
});

describe('a look by the time it was taken', () => {
  const look = (visibility: 'LIVE' | 'GONE' | 'UNCHECKABLE', atMs: number): Fact => ({
    ...{ kind: 'seen', atMs, visibility },
  });

  it('never replaces a later one, whenever it is told', () => {
    const gone = after(aSubmission({ delivery: 'SENT' }), look('GONE', 5));
    expect(applyFact(gone, look('LIVE', 4))).toEqual({ outcome: 'repeated' });
    expect(after(gone, look('GONE', 9)).seenAtMs).toBe(9);
    expect(after(gone, look('LIVE', 6)).verification).toBe('REAPPEARED');
  });

  it('that cannot tell is no later look at what was seen', () => {
    const gone = after(aSubmission({ delivery: 'SENT' }), look('GONE', 5));
    expect(applyFact(gone, look('UNCHECKABLE', 9))).toEqual({ outcome: 'repeated' });
  });
});

describe('a removal', () => {
  const removed: Fact = { kind: 'actioned', atMs: 10, effects: ['CONTENT_REMOVED'] };
  const live = (atMs: number): Fact => ({ kind: 'seen', atMs, visibility: 'LIVE', secondLookAfterMs: 60 });
  const said = (...facts: Fact[]) => after(aSubmission({ delivery: 'SENT' }), ...facts);

  it.each<[what: string, facts: readonly Fact[], word: string]>([
    ['is believed while nobody looked', [removed], 'removed'],
    ['is believed though it was seen before', [live(9), removed], 'removed'],
    ['is in doubt after one look', [removed, live(20)], 'removed'],
    ['is in doubt after a look that overtook the message', [live(20), removed], 'removed'],
    ['is in doubt while looks follow too soon', [removed, live(20), live(79)], 'removed'],
    ['is disproved by a second look', [removed, live(20), live(80)], 'not_really_gone'],
    [
      'is disproved by the second look that counts',
      [removed, live(20), live(79), live(80)],
      'not_really_gone',
    ],
    [
      'is disproved by two looks after one that found it limited',
      [removed, live(20), { kind: 'seen', atMs: 30, visibility: 'LIMITED' }, live(90), live(150)],
      'not_really_gone',
    ],
    [
      'is proved by one look',
      [removed, live(20), { kind: 'seen', atMs: 30, visibility: 'GONE' }],
      'gone_verified',
    ],
    [
      'is in doubt still where nobody could tell in between',
      [removed, live(20), { kind: 'seen', atMs: 30, visibility: 'UNCHECKABLE' }],
      'removed',
    ],
    [
      'is believed again where the platform says it again after our looks',
      [removed, live(20), live(80), { ...removed, atMs: 90 }],
      'removed',
    ],
    [
      'says nothing any more once it is reversed',
      [removed, live(20), { kind: 'reversed', atMs: 30 }],
      'reversed',
    ],
    [
      'that comes after a lesser measure is in doubt from there',
      [{ kind: 'actioned', atMs: 1, effects: ['AGE_RESTRICTED'] }, live(2), removed, live(20)],
      'removed',
    ],
  ])('%s', (_what, facts, word) => {
    expect(wordOf(said(...facts))).toBe(word);
  });

  it('is not believed again by a copy of the first message', () => {
    const disproved = said(removed, live(20), live(80));
    expect(applyFact(disproved, removed)).toEqual({ outcome: 'repeated' });
    expect(applyFact(disproved, { ...removed, atMs: 80 })).toEqual({ outcome: 'repeated' });
  });
});

describe('a remedy', () => {
  it('goes its own way', () => {
    const refused = aSubmission({ delivery: 'SENT', decision: 'REFUSED' });
    const contested = after(refused, { kind: 'remedyMoved', remedy: 'COMPLAINT_ART20' });
    expect(wordOf(contested)).toBe('contested');
    expect(wordOf(after(contested, { kind: 'remedyMoved', remedy: 'UPHELD' }))).toBe('refused');
  });
});
