import fc from 'fast-check';
import { plannedSubmission } from '../submission/state.js';
import type { Fact } from '../submission/facts.js';
import { wordOf } from '../submission/word.js';
import {
  addSubmissions,
  changeReport,
  createReport,
  noteReplyForPerson,
  recordReferral,
} from './change-report.js';
import type { ReportState, SubmissionFact } from './report-state.js';
import { rollUp } from './roll-up.js';

const queued: Fact = { kind: 'queued' };

function aReport(size = 2): ReportState {
  const submissions = Array.from({ length: size }, (_, index) => ({
    id: `synthetic-${index}`,
    platform: index % 2 === 0 ? 'facebook' : 'youtube',
    state: plannedSubmission('example-mail'),
  }));
  return createReport('synthetic-report', submissions, 1_000).report;
}

const about = (index: number, fact: Fact): SubmissionFact => ({ submissionId: `synthetic-${index}`, fact });

describe('createReport', () => {
  it('tells of the report, then of each submission, numbered from 1', () => {
    const submissions = [
      {
        id: 'synthetic-0',
        platform: 'facebook',
        state: { ...plannedSubmission('example-mail'), delivery: 'QUEUED' },
      },
      {
        id: 'synthetic-1',
        platform: 'whatsapp',
        state: {
          ...plannedSubmission('example-in-app'),
          delivery: 'HANDOFF_PENDING',
          waitingFor: 'HANDOFF.PORTAL',
        },
      },
      {
        id: 'synthetic-2',
        platform: 'youtube',
        state: { ...plannedSubmission(''), delivery: 'BLOCKED', waitingFor: 'CHANNEL.NONE' },
      },
    ] as const;
    const { report, events } = createReport('synthetic-report', submissions, 1_000);
    expect(events.map(({ sequence, type, word }) => [sequence, type, word])).toEqual([
      [1, 'report.created', null],
      [2, 'submission.queued', 'queued'],
      [3, 'submission.handed_off', 'staff_action'],
      [4, 'submission.blocked', 'blocked'],
    ]);
    expect(events[2]?.detail).toEqual({ channel: 'example-in-app', reason: 'HANDOFF.PORTAL' });
    expect(report).toMatchObject({
      status: 'IN_PROGRESS',
      attention: ['staff_action', 'blocked'],
      lastSequence: 4,
    });
    expect(report.counts).toEqual({ queued: 1, staff_action: 1, blocked: 1 });
  });
});

describe('addSubmissions', () => {
  const repeating = (state: Partial<ReturnType<typeof plannedSubmission>> = {}) => ({
    ...{ id: 'synthetic-9', platform: 'facebook', repeats: 'synthetic-0' },
    state: { ...plannedSubmission('example-mail'), delivery: 'QUEUED' as const, ...state },
  });
  const back = changeReport(
    aReport(1),
    (['GONE', 'LIVE'] as const).map((visibility, atMs) => about(0, { kind: 'seen', atMs, visibility })),
    2_000,
  ).report;

  it('tells of what comes, and counts it in the place of what it repeats', () => {
    const { report, events } = addSubmissions(back, [repeating()], 3_000);
    expect(events.map(({ type, detail }) => [type, detail])).toEqual([
      ['submission.queued', { channel: 'example-mail', isRefiled: true, actor: 'STAFF' }],
      ['report.status_changed', {}],
    ]);
    expect([back.status, report.status, report.attention]).toEqual(['REOPENED', 'IN_PROGRESS', []]);
    expect(report.counts).toEqual({ queued: 1 });
    expect(report.submissions).toHaveLength(2);
  });

  it('lets what was repeated count again where the later one is withdrawn', () => {
    const { report } = addSubmissions(back, [repeating()], 3_000);
    const withdrawn = changeReport(
      report,
      [{ submissionId: 'synthetic-9', fact: { kind: 'withdrawn' } }],
      4_000,
    );
    expect(withdrawn.report.status).toBe('REOPENED');
    expect(withdrawn.report.counts).toEqual({ reappeared: 1, withdrawn: 1 });
  });
});

describe('changeReport', () => {
  it('says what moved, from which word to which', () => {
    const sent = changeReport(
      aReport(1),
      [about(0, queued), about(0, { kind: 'sendingStarted' }), about(0, { kind: 'sendConfirmed' })],
      2_000,
    );
    const told = sent.events.map(({ type, previousWord, word }) => [type, previousWord, word]);
    expect(told).toEqual([
      ['submission.queued', 'queued', 'queued'],
      ['submission.sent', 'queued', 'sent'],
    ]);
    expect(sent.applied.map(({ outcome }) => outcome)).toEqual(['moved', 'moved', 'moved']);
  });

  it('adds one event when the status moves, with the status before it', () => {
    const open = changeReport(
      aReport(),
      [about(0, queued), about(0, { kind: 'sendingStarted' })],
      2_000,
    ).report;
    const { report, events } = changeReport(
      open,
      [about(0, { kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] })],
      3_000,
    );
    expect(events.map(({ type }) => type)).toEqual(['submission.decided', 'report.status_changed']);
    expect(events[1]).toMatchObject({
      status: 'IN_PROGRESS_PARTLY',
      previousStatus: 'IN_PROGRESS',
      submissionId: null,
    });
    expect(report.status).toBe('IN_PROGRESS_PARTLY');
  });

  it('adds it too when only the attention moves', () => {
    const { events } = changeReport(
      aReport(),
      [about(0, { kind: 'blocked', reason: 'CHANNEL.NONE' })],
      2_000,
    );
    expect(events.at(-1)).toMatchObject({
      type: 'report.status_changed',
      status: 'IN_PROGRESS',
      attention: ['blocked'],
    });
  });

  it('tells of a reappearance by its own name', () => {
    const gone = changeReport(
      aReport(1),
      [about(0, { kind: 'seen', atMs: 1, visibility: 'GONE' })],
      2_000,
    ).report;
    const { events } = changeReport(gone, [about(0, { kind: 'seen', atMs: 2, visibility: 'LIVE' })], 3_000);
    expect(events.map(({ type }) => type)).toEqual(['submission.reappeared', 'report.status_changed']);
    expect(events[1]).toMatchObject({
      status: 'REOPENED',
      previousStatus: 'RESOLVED',
      attention: ['reappeared'],
    });
  });

  it('says nothing of a look that finds everything as it was, and knows when it was taken', () => {
    const look = (atMs: number) => about(0, { kind: 'seen', atMs, visibility: 'GONE' });
    const gone = changeReport(aReport(1), [look(1)], 2_000).report;
    const { report, events } = changeReport(gone, [look(9)], 9_000);
    expect(events).toEqual([]);
    expect(report.submissions[0]?.state.seenAtMs).toBe(9);
  });

  it('tells of the first look that finds what was said to be removed', () => {
    const removed: Fact = { kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] };
    const live: Fact = { kind: 'seen', atMs: 6, visibility: 'LIVE', secondLookAfterMs: 9 };
    const sending = changeReport(aReport(1), [about(0, queued), about(0, { kind: 'sendingStarted' })], 2_000);
    const { events } = changeReport(sending.report, [about(0, removed), about(0, live)], 3_000);
    expect(events.map(({ type, word }) => [type, word]).slice(0, 2)).toEqual([
      ['submission.decided', 'removed'],
      ['submission.verified', 'removed'],
    ]);
    expect(events[1]?.detail).toEqual({ visibility: 'LIVE', observedAtMs: 6 });
  });

  it('says nothing of facts that are repeated or refused, and answers each', () => {
    const facts = [about(0, queued), about(0, queued), about(0, { kind: 'sendConfirmed' })];
    const { events, applied } = changeReport(aReport(1), facts, 2_000);
    expect(applied.map(({ outcome }) => outcome)).toEqual(['moved', 'repeated', 'refused']);
    expect(events).toHaveLength(1);
  });

  it('adds what the caller knows to the detail', () => {
    const fact: SubmissionFact = { ...about(0, queued), detail: { actor: 'STAFF', isMarkedResend: true } };
    expect(changeReport(aReport(1), [fact], 2_000).events[0]?.detail).toEqual({
      actor: 'STAFF',
      isMarkedResend: true,
    });
  });

  it('refuses a submission of another report as our own mistake', () => {
    expect(() => changeReport(aReport(1), [about(7, queued)], 2_000)).toThrow(
      'synthetic-7 is not part of report',
    );
  });

  const anyFact = fc.constantFrom<Fact>(
    queued,
    { kind: 'sendingStarted' },
    { kind: 'sendConfirmed' },
    { kind: 'withdrawn' },
    { kind: 'blocked', reason: 'CHANNEL.NONE' },
    { kind: 'refused', atMs: 1, reason: 'NO_POLICY_VIOLATION' },
    { kind: 'actioned', atMs: 2, effects: ['CONTENT_REMOVED'] },
    { kind: 'seen', atMs: 1, visibility: 'GONE' },
    { kind: 'seen', atMs: 2, visibility: 'LIVE' },
  );
  const anyFacts = fc
    .array(fc.tuple(fc.nat(2), anyFact), { maxLength: 20 })
    .map((all) => all.map(([index, fact]) => about(index, fact)));

  it('numbers events without gaps, however the facts are grouped', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(20), (facts, cut) => {
        const first = changeReport(aReport(3), facts.slice(0, cut), 2_000);
        const second = changeReport(first.report, facts.slice(cut), 3_000);
        const sequences = [...first.events, ...second.events].map(({ sequence }) => sequence);
        expect(sequences).toEqual(sequences.map((_, index) => index + 5));
        expect(second.report.lastSequence).toBe(4 + sequences.length);
      }),
    );
  });

  it('keeps status, attention and counts what the words say', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { report } = changeReport(aReport(3), facts, 2_000);
        expect(report).toMatchObject(rollUp(report.submissions.map(({ state }) => wordOf(state))));
      }),
    );
  });
});

describe('recordReferral', () => {
  it('adds one event of the whole report, and moves nothing', () => {
    const before = changeReport(aReport(), [about(0, queued)], 2_000).report;
    const { report, events } = recordReferral(before, { key: 'POLICE', state: 'OFFERED' }, 3_000);
    expect(report).toEqual({ ...before, lastSequence: before.lastSequence + 1 });
    expect(events).toMatchObject([
      {
        ...{ type: 'referral.recorded', sequence: before.lastSequence + 1, submissionId: null, word: null },
        detail: { referral: 'POLICE', referralState: 'OFFERED', actor: 'STAFF' },
      },
    ]);
  });
});

describe('noteReplyForPerson', () => {
  it('adds one event that says where the submission stands, and moves nothing', () => {
    const before = changeReport(aReport(), [about(0, queued)], 2_000).report;
    const { report, events, applied } = noteReplyForPerson(before, 'synthetic-0', 'reply.unreadable', 3_000);
    expect(report).toEqual({ ...before, lastSequence: before.lastSequence + 1 });
    expect(applied).toEqual([]);
    expect(events).toMatchObject([
      {
        ...{ type: 'reply.unreadable', sequence: before.lastSequence + 1, submissionId: 'synthetic-0' },
        ...{ platform: 'facebook', word: 'queued', previousWord: 'queued', status: before.status },
      },
    ]);
  });

  it('refuses a submission of another report as our own mistake', () => {
    expect(() => noteReplyForPerson(aReport(1), 'synthetic-7', 'reply.unreadable', 2_000)).toThrow(
      'is not part of report',
    );
  });
});
