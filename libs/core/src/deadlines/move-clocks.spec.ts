import { plannedSubmission, type SubmissionState } from '../submission/state.js';
import { moveClocks } from './move-clocks.js';
import { deadlineTableFor, type DeadlineRules, type DeadlineTable } from './rules.js';
import { noClocks, type SubmissionClocks } from './sla.js';

const hourMs = 3_600_000;
const hours = (count: number) => ({ elapsedMs: count * hourMs });
const table: DeadlineTable = {
  ...{ firstLook: hours(1), answer: hours(48), acknowledgement: hours(24), decision: hours(72) },
  ...{ reminder: hours(0), secondContact: null, supervisor: hours(48), regulatorDraft: null },
};
const calendar = {
  ...{ timeZone: 'Europe/Brussels', weekdays: [1, 2, 3, 4, 5], opensAtMinute: 540, closesAtMinute: 1_020 },
  isHoliday: () => false,
};
const basis = { table, calendar, isAcknowledged: true };
const state = (more: Partial<SubmissionState>): SubmissionState => ({
  ...plannedSubmission('mail'),
  ...more,
});

const queued = state({ delivery: 'QUEUED' });
const sent = state({ delivery: 'SENT' });
const asked = state({ delivery: 'SENT', decision: 'INFO_REQUESTED' });
const answered = state({ delivery: 'SENT', decision: 'INFO_SUPPLIED' });
const removed = state({ delivery: 'SENT', decision: 'ACTIONED', effects: ['CONTENT_REMOVED'] });
const running: SubmissionClocks = { ...noClocks, dueAtMs: 72 * hourMs, acknowledgeDueAtMs: 24 * hourMs };

describe('moveClocks', () => {
  it("starts the platform's time when it has the notice", () => {
    expect(moveClocks(noClocks, queued, sent, basis, 0)).toEqual({ clocks: running, isStarted: true });
  });

  it('expects an acknowledgement only of a channel that gives one', () => {
    const silent = { ...basis, isAcknowledged: false };
    expect(moveClocks(noClocks, queued, sent, silent, 0).clocks.acknowledgeDueAtMs).toBeNull();
  });

  it('goes on through acknowledgement and review', () => {
    for (const next of [
      state({ delivery: 'ACKNOWLEDGED' }),
      state({ delivery: 'SENT', decision: 'UNDER_REVIEW' }),
    ])
      expect(moveClocks(running, sent, next, basis, hourMs)).toEqual({ clocks: running, isStarted: false });
  });

  it("stops the platform's time and starts ours while it waits for our answer", () => {
    const paused = moveClocks(running, sent, asked, basis, 10 * hourMs).clocks;
    expect(paused).toEqual({ ...running, pausedAtMs: 10 * hourMs, staffDueAtMs: 58 * hourMs });
    const resumed = moveClocks(paused, asked, answered, basis, 30 * hourMs).clocks;
    expect(resumed).toEqual({ ...running, dueAtMs: 92 * hourMs });
  });

  it('leaves both alone when the platform asks once more before we answered', () => {
    const paused = { ...running, pausedAtMs: 1, staffDueAtMs: 2 };
    expect(moveClocks(paused, asked, { ...asked, decidedAtMs: 5 }, basis, hourMs).clocks).toEqual(paused);
  });

  it('ends ours where the platform decides without waiting for us', () => {
    const paused = { ...running, pausedAtMs: 1, staffDueAtMs: 2 };
    expect(moveClocks(paused, asked, removed, basis, hourMs).clocks).toEqual(running);
  });

  it('starts both where a question is the first thing known of a notice', () => {
    const moved = moveClocks(noClocks, queued, asked, basis, 0);
    expect(moved.clocks).toEqual({ ...running, pausedAtMs: 0, staffDueAtMs: 48 * hourMs });
    expect(moved.isStarted).toBe(true);
  });

  it('gives us time for a first look at what waits for a person, anew for each reason, and ends it', () => {
    const failed = state({ delivery: 'FAILED' });
    const uncertain = state({ delivery: 'UNCERTAIN' });
    const looking = moveClocks(noClocks, queued, uncertain, basis, 0).clocks;
    expect(looking).toEqual({ ...noClocks, staffDueAtMs: hourMs });
    const again = moveClocks(looking, uncertain, failed, basis, 5 * hourMs).clocks;
    expect(again.staffDueAtMs).toBe(6 * hourMs);
    expect(moveClocks(again, failed, queued, basis, 6 * hourMs).clocks).toEqual(noClocks);
  });

  it('starts anew when the platform takes up what it had decided, or a hand-off was a notice of its own', () => {
    const review = { ...removed, decision: 'UNDER_REVIEW', effects: [] } as const;
    const anew = moveClocks(running, removed, review, basis, 500 * hourMs);
    expect([anew.clocks.dueAtMs, anew.isStarted]).toEqual([572 * hourMs, true]);
    const handed = state({ delivery: 'HANDOFF_PENDING' });
    expect(moveClocks(running, handed, sent, basis, 500 * hourMs).clocks.dueAtMs).toBe(572 * hourMs);
  });
});

describe('deadlineTableFor', () => {
  const rules: DeadlineRules = {
    critical: table,
    other: { ...table, decision: hours(168) },
    platforms: { one: { critical: { decision: hours(12) }, other: { answer: hours(5) } } },
    categories: { SEXTORTION: { decision: hours(6) } },
    dueSoonMs: 0,
  };
  const decision = (platform: string, category: string, urgency: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'TRIAGE') =>
    deadlineTableFor(rules, { platform, category, urgency }).decision;

  it.each([
    ['other', 'HATE', 'CRITICAL', 72],
    ['other', 'HATE', 'HIGH', 168],
    ['other', 'HATE', 'TRIAGE', 168],
    ['one', 'HATE', 'CRITICAL', 12],
    ['one', 'HATE', 'MEDIUM', 168],
    ['one', 'SEXTORTION', 'CRITICAL', 6],
    ['other', 'SEXTORTION', 'MEDIUM', 6],
  ] as const)('gives %s with %s of urgency %s %d hours', (platform, category, urgency, expected) => {
    expect(decision(platform, category, urgency)).toEqual(hours(expected));
  });

  it('takes what a platform leaves out from its urgency', () => {
    expect(deadlineTableFor(rules, { platform: 'one', category: 'HATE', urgency: 'HIGH' })).toEqual({
      ...rules.other,
      answer: hours(5),
    });
  });
});
