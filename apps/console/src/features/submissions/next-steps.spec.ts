import type { Platform, Submission } from '#client';
import { decisions, deliveries, verifications, wordOf } from '#core';
import { languages } from '../../i18n/languages.js';
import { nextStepText } from './next-step-texts.js';
import { nextStepKinds, nextSteps } from './next-steps.js';
import { aQuestion, aSubmission } from './testing/a-submission.js';
import { textsIn } from './testing/texts-in.js';

const now = '2026-11-27T08:00:00.000Z';
const nowMs = Date.parse(now);
const before = '2026-11-27T07:00:00.000Z';
const soon = '2026-11-27T08:10:00.000Z';
const later = '2026-11-27T09:00:00.000Z';

type Standing = Pick<Platform, 'mode' | 'heldUntil' | 'heldBecause' | 'channels'>;
const standing = (but: Partial<Standing> = {}): Standing => ({
  ...{ mode: 'armed', heldUntil: null, heldBecause: null, channels: [] },
  ...but,
});
const decidedBy = (decisionBy: string) =>
  standing({ channels: [{ id: 'facebook-partner-mail', decisionBy } as Platform['channels'][number]] });

/** `kind` and, where there is one, the time and the reason. */
const steps = (but: Partial<Submission>, platform: Standing | undefined = standing()) =>
  nextSteps(aSubmission(but), platform, nowMs).map(({ kind, at, because }) =>
    [kind, at, because].filter((each) => each !== null).join(' '),
  );
const sent = { delivery: 'SENT', word: 'sent', sentAt: before } as const;

describe('what happens next', () => {
  it('before it is sent: it leaves, waits for its next try, or for the platform', () => {
    expect(steps({ delivery: 'QUEUED' })).toEqual(['leaves']);
    expect(steps({ delivery: 'SENDING' })).toEqual(['sending']);
    const waits = { delivery: 'RETRY_WAIT', nextTryAt: soon, waitingFor: 'PLATFORM.SERVER_ERROR' } as const;
    expect(steps(waits)).toEqual([`retry ${soon} PLATFORM.SERVER_ERROR`]);
    expect(steps({ ...waits, nextTryAt: before })).toEqual(['leaves']);
    expect(steps(waits, undefined)).toEqual([`retry ${soon} PLATFORM.SERVER_ERROR`]);
    expect(steps(waits, standing({ mode: 'stopped' }))).toEqual(['stopped']);
    const held = standing({ heldUntil: later, heldBecause: 'PLATFORM.RATE_LIMITED' });
    expect(steps(waits, held)).toEqual([`held ${later} PLATFORM.RATE_LIMITED`]);
    expect(steps({ delivery: 'QUEUED' }, held)).toEqual([`held ${later} PLATFORM.RATE_LIMITED`]);
    expect(steps({ delivery: 'QUEUED' }, standing({ heldUntil: before }))).toEqual(['leaves']);
  });

  it('where a person must act: with the reason', () => {
    const because = 'PLATFORM.MEMBER_REPORT_FIRST';
    expect(steps({ delivery: 'HANDOFF_PENDING', waitingFor: because })).toEqual([`handoff ${because}`]);
    expect(steps({ delivery: 'UNCERTAIN', waitingFor: 'SEND.WORKER_LOST' })).toEqual([
      'uncertain SEND.WORKER_LOST',
    ]);
    expect(steps({ delivery: 'FAILED', waitingFor: 'MAIL.REJECTED' })).toEqual(['failed MAIL.REJECTED']);
    expect(steps({ delivery: 'BLOCKED', waitingFor: 'CHANNEL.NONE' })).toEqual(['blocked CHANNEL.NONE']);
  });

  it('while the platform decides: when an answer is due, that it is late, or that none comes', () => {
    expect(steps({ ...sent, dueAt: later })).toEqual([`decisionDue ${later}`]);
    expect(steps({ ...sent, decision: 'UNDER_REVIEW', dueAt: before })).toEqual([`overdue ${before}`]);
    expect(steps({ ...sent, decision: 'INFO_SUPPLIED', dueAt: null })).toEqual(['decisionOpen']);
    expect(steps({ ...sent, dueAt: later }, decidedBy('NONE'))).toEqual(['noDecision']);
    expect(steps({ ...sent, dueAt: later }, decidedBy('MEMBER'))).toEqual(['memberIsTold']);
    expect(steps({ ...sent, dueAt: later }, decidedBy('EMAIL'))).toEqual([`decisionDue ${later}`]);
  });

  it('while the platform stays silent: that it was reminded, or that somebody has to', () => {
    const silent = (but: Partial<Submission['escalation']>) =>
      steps({
        ...sent,
        dueAt: before,
        escalation: { step: 'REMINDER', nextStepAt: later, messages: [], ...but },
      });
    const reminder = (state: 'SENT' | 'QUEUED' | 'FAILED' | 'UNCERTAIN', code: string | null = null) => [
      { purpose: 'REMINDER', state, code, at: before } as const,
    ];
    expect(silent({})).toEqual([`remindByHand ${before}`]);
    expect(silent({ messages: reminder('SENT') })).toEqual([`reminded ${before}`]);
    expect(silent({ messages: reminder('QUEUED', 'MAIL.DEFERRED') })).toEqual([
      `reminded ${before} MAIL.DEFERRED`,
    ]);
    expect(silent({ messages: reminder('FAILED', 'MAIL.REJECTED') })).toEqual([
      `overdue ${before} MAIL.REJECTED`,
    ]);
    expect(silent({ step: 'SUPERVISOR' })).toEqual([`overdue ${before}`]);
    expect(silent({ step: 'DECISION_OVERDUE' })).toEqual([`overdue ${before}`]);
  });

  it('while it asks something: an answer, unless one is on its way', () => {
    const asked = { ...sent, decision: 'INFO_REQUESTED', word: 'info_requested', dueAt: before } as const;
    expect(steps({ ...asked, question: aQuestion() })).toEqual(['answer']);
    expect(steps({ ...asked, question: null })).toEqual(['answer']);
    expect(steps({ ...asked, question: aQuestion('QUEUED') })).toEqual(['answering']);
    expect(steps({ ...asked, question: aQuestion('SENDING') })).toEqual(['answering']);
    expect(steps({ ...asked, question: aQuestion('FAILED') })).toEqual(['answerAgain']);
    expect(steps({ ...asked, question: aQuestion('UNCERTAIN') })).toEqual(['answerUncertain']);
  });

  it('after a decision: somebody looks, or takes another way', () => {
    const removed = { ...sent, decision: 'ACTIONED', word: 'removed', effects: ['CONTENT_REMOVED'] } as const;
    const actioned = (but: Partial<Submission> = {}) =>
      steps({ ...removed, effects: [...removed.effects], ...but });
    expect(actioned()).toEqual(['lookYourself']);
    expect(actioned({ nextCheckAt: later })).toEqual([`look ${later}`]);
    expect(actioned({ verification: 'GONE', word: 'gone_verified', nextCheckAt: later })).toEqual([
      'goneConfirmed',
      `look ${later}`,
    ]);
    expect(actioned({ verification: 'LIVE', word: 'not_really_gone' })).toEqual(['stillThere']);
    expect(actioned({ effects: ['ACCOUNT_WARNED'], word: 'restricted' })).toEqual(['restricted']);
    expect(actioned({ verification: 'REAPPEARED', word: 'reappeared' })).toEqual(['reappeared']);
    expect(steps({ ...sent, decision: 'REFUSED', word: 'refused' })).toEqual(['refused']);
    expect(steps({ ...sent, decision: 'REFUSED', word: 'contested', remedy: 'COMPLAINT_ART20' })).toEqual([
      'contested',
    ]);
    expect(steps({ ...sent, decision: 'REVERSED', word: 'reversed' })).toEqual(['reversed']);
  });

  it('when it is gone without a word of the platform: that it is, and when we look again', () => {
    const gone = { ...sent, verification: 'GONE', word: 'gone_unexplained', nextCheckAt: later } as const;
    expect(steps({ ...gone, dueAt: before })).toEqual(['goneUnexplained', `look ${later}`]);
  });

  it('where a person looks: when that is due, a second time, or no more', () => {
    const removed = { ...sent, decision: 'ACTIONED', word: 'removed', effects: [] } as const;
    const looks = (but: Partial<Submission>) => steps({ ...removed, effects: ['CONTENT_REMOVED'], ...but });
    expect(looks({ lookDueAt: before, watchEndsAt: later })).toEqual([`lookDue ${before}`]);
    expect(looks({ lookDueAt: later, secondLook: 'PENDING' })).toEqual([`lookSecond ${later}`]);
    expect(looks({ nextCheckAt: later, secondLook: 'PENDING' })).toEqual([`secondLook ${later}`]);
    const gone = { verification: 'GONE', word: 'gone_verified' } as const;
    expect(looks({ ...gone, watchEndsAt: before })).toEqual(['goneConfirmed', `watchEnded ${before}`]);
    expect(looks({ ...gone, watchEndsAt: later })).toEqual(['goneConfirmed']);
  });

  it('where it is still there: tell the platform, and what became of that', () => {
    const still = (state?: 'QUEUED' | 'SENT' | 'FAILED') =>
      steps({
        ...{ ...sent, decision: 'ACTIONED', verification: 'LIVE', word: 'not_really_gone' },
        effects: ['CONTENT_REMOVED'],
        reminder:
          state === undefined
            ? null
            : { state, code: state === 'FAILED' ? 'MAIL.BOUNCED' : null, givenAt: before },
      });
    expect(still()).toEqual(['stillThere']);
    expect(still('QUEUED')).toEqual(['telling']);
    expect(still('SENT')).toEqual([`told ${before}`]);
    expect(still('FAILED')).toEqual(['stillThere MAIL.BOUNCED']);
  });

  it('where a later notice stands in its place: that, and nothing else', () => {
    expect(steps({ ...sent, verification: 'REAPPEARED', word: 'reappeared', repeatedBy: 'sub_x' })).toEqual([
      'refiled',
    ]);
  });

  it('once it is withdrawn: nothing more', () => {
    expect(steps({ delivery: 'CANCELLED', word: 'withdrawn' })).toEqual(['withdrawn']);
  });

  it('is never nothing, whatever the state', () => {
    for (const delivery of deliveries)
      for (const decision of decisions)
        for (const verification of verifications) {
          const axes = { delivery, decision, verification, effects: [], remedy: 'NONE' } as const;
          expect(steps({ ...axes, effects: [], word: wordOf(axes) })).not.toEqual([]);
        }
  });

  it.each(languages)('has a text of its own in %s for each', async (language) => {
    const t = await textsIn(language);
    const texts = nextStepKinds.map((kind) => nextStepText(t, kind, 'Snapchat'));
    expect(new Set(texts).size).toBe(nextStepKinds.length);
    for (const text of texts) expect(text).toMatch(/^\p{Lu}[^{}]+$/u);
  });
});
