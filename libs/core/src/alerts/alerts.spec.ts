import fc from 'fast-check';
import type { WorkingCalendar } from '../deadlines/working-calendar.js';
import { isAtWork } from '../deadlines/working-calendar.js';
import { urgencies, type Urgency } from '../taxonomy/category.js';
import { words } from '../submission/word.js';
import { alertCauseOf, alertKinds, endsAlert } from './alert-causes.js';
import { alertRecipients, alertRuleFor, alertStepAt, type AlertRule } from './alert-rules.js';
import { endOfQuiet, type QuietHours } from './quiet-hours.js';

const minuteMs = 60_000;
/** Christmas Eve 2026 is a Thursday. */
const office: WorkingCalendar = {
  timeZone: 'Europe/Brussels',
  weekdays: [1, 2, 3, 4, 5],
  opensAtMinute: 9 * 60,
  closesAtMinute: 17 * 60,
  isHoliday: (day) => day === '2026-12-25',
};
const night: QuietHours = { fromMinute: 20 * 60, toMinute: 8 * 60, daysOff: true };
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace(':00.000Z', 'Z'));

type Told = Parameters<typeof alertCauseOf>[0];
const told = (more: Partial<Told>): Told => ({
  ...{ type: 'submission.decided', submissionId: 'sub', platform: 'facebook' },
  ...{ word: 'refused', previousWord: 'sent', detail: { actor: 'PLATFORM' } },
  ...more,
});

const ofReport = { submissionId: null, platform: null, word: null } as const;

describe('what staff are alerted about', () => {
  it.each<[Partial<Told>, string, string, readonly string[]]>([
    [
      { type: 'submission.info_requested', word: 'info_requested' },
      'INFORMATION_REQUESTED',
      'info_requested',
      ['info_requested'],
    ],
    [{ word: 'refused' }, 'REFUSED', 'refused', ['refused']],
    [{ type: 'submission.reappeared', word: 'reappeared' }, 'REAPPEARED', 'reappeared', ['reappeared']],
    [
      { type: 'submission.verified', word: 'not_really_gone' },
      'NOT_REALLY_GONE',
      'not_really_gone',
      ['not_really_gone'],
    ],
    [
      { type: 'submission.uncertain', word: 'delivery_uncertain' },
      'DELIVERY_UNCERTAIN',
      'delivery_uncertain',
      ['delivery_uncertain'],
    ],
    [{ type: 'submission.failed', word: 'failed' }, 'FAILED', 'failed', ['failed']],
    [
      { type: 'submission.blocked', word: 'blocked', detail: { reason: 'CHANNEL.DEAD', actor: 'WORKER' } },
      'CHANNEL_DEAD',
      'blocked',
      ['blocked'],
    ],
    [
      {
        type: 'member.answered',
        ...{ word: 'staff_action', previousWord: 'staff_action' },
        detail: { actor: 'MEMBER', answer: 'COULD_NOT' },
      },
      'MEMBER_ANSWERED',
      'COULD_NOT',
      ['staff_action'],
    ],
    [
      { type: 'submission.failed', word: 'failed', detail: { reason: 'MAIL.BOUNCED_FULL' } },
      'BOUNCED',
      'failed',
      ['failed'],
    ],
    [
      {
        type: 'submission.sla_breached',
        word: 'sent',
        previousWord: 'sent',
        detail: { expectation: 'ACKNOWLEDGEMENT' },
      },
      ...(['DEADLINE_BREACHED', 'ACKNOWLEDGEMENT', ['sent']] as const),
    ],
    [
      {
        type: 'submission.sla_breached',
        word: 'sent',
        previousWord: 'sent',
        detail: { expectation: 'DECISION' },
      },
      ...(['DEADLINE_BREACHED', 'DECISION', ['sent', 'acknowledged', 'under_review']] as const),
    ],
    [
      {
        type: 'submission.due_soon',
        word: 'sent',
        previousWord: 'sent',
        detail: { expectation: 'DECISION' },
      },
      ...(['DUE_SOON', 'DECISION', ['sent', 'acknowledged', 'under_review']] as const),
    ],
    [
      {
        type: 'submission.due_soon',
        word: 'failed',
        previousWord: 'failed',
        detail: { expectation: 'FIRST_LOOK' },
      },
      ...(['DUE_SOON', 'FIRST_LOOK', ['failed']] as const),
    ],
  ])('%j is %s', (event, kind, cause, standsAt) => {
    expect(alertCauseOf(told(event))).toEqual({
      ...{ submissionId: 'sub', platform: 'facebook' },
      ...{ kind, cause, standsAt },
    });
  });

  it.each<[string, Partial<Told>]>([
    ['what moves along as it should', { word: 'removed' }],
    ['what staff recorded themselves', { detail: { actor: 'STAFF' } }],
    ['what stood so before', { type: 'submission.asks_answered', previousWord: 'refused' }],
    ['a report as a whole', { type: 'report.status_changed', ...ofReport }],
  ])('is not %s', (_what, event) => {
    expect(alertCauseOf(told(event))).toBeUndefined();
  });

  it('is a second question as much as the first', () => {
    const again = { type: 'submission.info_requested', word: 'info_requested' } as const;
    expect(alertCauseOf(told({ ...again, previousWord: 'info_requested' }))?.kind).toBe(
      'INFORMATION_REQUESTED',
    );
  });

  it('never stands where it was over at once', () => {
    const anyEvent = fc.record({ word: fc.constantFrom(...words), previousWord: fc.constantFrom(...words) });
    fc.assert(
      fc.property(anyEvent, (event) => {
        const cause = alertCauseOf(told(event));
        return cause === undefined || (alertKinds.includes(cause.kind) && !endsAlert(cause, told(event)));
      }),
    );
  });

  it.each<[string, boolean, Partial<Told>]>([
    ['goes on while its cause stands', false, { word: 'refused' }],
    ['ends with its cause', true, { word: 'contested' }],
    ['ends when staff act', true, { type: 'remedy.moved', word: 'refused', detail: { actor: 'STAFF' } }],
    ['goes on whatever becomes of another submission', false, { submissionId: 'other', word: 'contested' }],
    ['goes on when its report is released', false, { ...ofReport, type: 'report.released' }],
    ['ends when its report is put aside', true, { ...ofReport, type: 'report.snoozed' }],
    ['goes on when somebody takes it', false, { type: 'alert.acknowledged', detail: { actor: 'STAFF' } }],
  ])('%s', (_what, ends, event) => {
    expect(endsAlert({ submissionId: 'sub', kind: 'REFUSED', standsAt: ['refused'] }, told(event))).toBe(
      ends,
    );
  });
});

describe('a hold past its day', () => {
  const overdue = told({ ...ofReport, type: 'report.hold_overdue', detail: { actor: 'WORKER' } });
  const alert = alertCauseOf(overdue)!;

  it('is an alert about the report as a whole', () => {
    expect(alert).toEqual({
      ...{ submissionId: null, platform: null, kind: 'HOLD_OVERDUE', cause: 'HOLD', standsAt: [] },
    });
  });

  it.each<[Told['type'], boolean]>([
    ['report.held', true],
    ['report.released', true],
    ['report.snoozed', true],
    ['report.corrected', false],
    ['report.status_changed', false],
  ])('with %s after it: over is %s', (type, isOver) => {
    expect(endsAlert(alert, told({ ...ofReport, type, detail: { actor: 'STAFF' } }))).toBe(isOver);
  });

  it('goes on whatever becomes of its submissions', () => {
    expect(endsAlert(alert, told({ word: 'withdrawn', detail: { actor: 'STAFF' } }))).toBe(false);
  });
});

it('what is overdue is no longer due soon', () => {
  const soon = { submissionId: 'sub', kind: 'DUE_SOON', standsAt: ['sent'] } as const;
  const breached = (expectation: 'DECISION' | 'ACKNOWLEDGEMENT') =>
    told({ type: 'submission.sla_breached', word: 'sent', previousWord: 'sent', detail: { expectation } });
  expect(endsAlert(soon, breached('DECISION'))).toBe(true);
  expect(endsAlert(soon, breached('ACKNOWLEDGEMENT'))).toBe(false);
});

describe('quiet hours', () => {
  it.each([
    ['let through what comes by day', '2026-11-24T13:00Z', '2026-11-24T13:00Z'],
    ['hold what comes at 22:00 until the morning', '2026-11-24T21:00Z', '2026-11-25T07:00Z'],
    ['hold what comes before the morning', '2026-11-25T03:00Z', '2026-11-25T07:00Z'],
    ['begin on the minute', '2026-11-24T19:00Z', '2026-11-25T07:00Z'],
    ['hold a weekend', '2026-11-27T21:00Z', '2026-11-30T07:00Z'],
    ['hold a holiday and the weekend behind it', '2026-12-24T20:00Z', '2026-12-28T07:00Z'],
    ['follow the clock on the wall in summer', '2026-07-07T20:00Z', '2026-07-08T06:00Z'],
    ['follow it over the change to winter time', '2026-10-23T20:00Z', '2026-10-26T07:00Z'],
  ])('%s', (_what, from, until) => {
    expect(iso(endOfQuiet(Date.parse(from), night, office))).toBe(until);
  });

  it('can lie within a day, and leave days off alone', () => {
    const noon = { fromMinute: 720, toMinute: 780, daysOff: false };
    expect(iso(endOfQuiet(Date.parse('2026-11-28T11:30Z'), noon, office))).toBe('2026-11-28T12:00Z');
    expect(iso(endOfQuiet(Date.parse('2026-11-28T22:30Z'), noon, office))).toBe('2026-11-28T22:30Z');
  });

  it('are said to never end rather than waited for', () => {
    expect(() => endOfQuiet(0, night, { ...office, weekdays: [] })).toThrow('never end');
  });
});

describe('rules', () => {
  const rule = (more: Partial<AlertRule> = {}): AlertRule => ({
    breaksQuietHours: false,
    steps: [
      { to: ['team'], outsideHoursTo: ['onCall'], afterMs: 0 },
      { to: ['supervisors'], afterMs: 120 * minuteMs },
    ],
    ...more,
  });
  const rules = { quietHours: night, gatherMs: 2 * minuteMs };
  const at = (step: number, urgency: Urgency, since: string, more = {}) =>
    iso(alertStepAt(rule(more), step, urgency, Date.parse(since), rules, office));

  it('hold in their order: the first that fits', () => {
    const [first, second, last] = [
      rule({ kinds: ['REFUSED'], urgencies: ['HIGH'] }),
      rule({ kinds: ['HOLD_OVERDUE'] }),
      rule({ urgencies: ['CRITICAL'] }),
    ];
    const found = (kind: string, urgency: Urgency) =>
      alertRuleFor({ rules: [first, second, last] }, { kind, urgency });
    expect(found('REFUSED', 'HIGH')).toBe(first);
    expect(found('HOLD_OVERDUE', 'CRITICAL')).toBe(second);
    expect(found('REFUSED', 'CRITICAL')).toBe(last);
    expect(found('REFUSED', 'MEDIUM')).toBeUndefined();
  });

  it.each<[string, number, Urgency, string, string | null]>([
    ['gathers for a moment by day', 0, 'MEDIUM', '2026-11-24T13:00Z', '2026-11-24T13:02Z'],
    ['waits for the morning', 0, 'MEDIUM', '2026-11-24T21:00Z', '2026-11-25T07:00Z'],
    ['counts the next step in working time', 1, 'MEDIUM', '2026-11-25T07:00Z', '2026-11-25T10:00Z'],
    ['counts it over a weekend', 1, 'HIGH', '2026-11-27T15:00Z', '2026-11-30T09:00Z'],
    ['waits for nothing where it is critical', 0, 'CRITICAL', '2026-11-24T21:00Z', '2026-11-24T21:02Z'],
    ['counts round the clock where it is critical', 1, 'CRITICAL', '2026-11-24T21:02Z', '2026-11-24T23:02Z'],
    ['has an end', 2, 'CRITICAL', '2026-11-24T21:00Z', null],
  ])('a step %s', (_what, step, urgency, since, due) => {
    expect(at(step, urgency, since)).toBe(due);
  });

  it('may break quiet hours for less than critical', () => {
    expect(at(0, 'HIGH', '2026-11-24T21:00Z', { breaksQuietHours: true })).toBe('2026-11-24T21:02Z');
  });

  it('never wake anybody for what is not critical, whenever it comes', () => {
    const sinceMs = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });
    const ordinary = fc.constantFrom(...urgencies.filter((urgency) => urgency !== 'CRITICAL'));
    fc.assert(
      fc.property(sinceMs, ordinary, fc.constantFrom(0, 1), (since, urgency, step) => {
        const dueMs = alertStepAt(rule(), step, urgency, since, rules, office) ?? 0;
        return dueMs >= since && endOfQuiet(dueMs, night, office) === dueMs;
      }),
    );
  });

  it('go to somebody else outside working hours', () => {
    const [first, second] = rule().steps;
    const names = (step: AlertRule['steps'][number] | undefined, when: string) =>
      step && alertRecipients(step, Date.parse(when), office);
    expect(names(first, '2026-11-24T13:00Z')).toEqual(['team']);
    expect(names(first, '2026-11-24T21:00Z')).toEqual(['onCall']);
    expect(names(first, '2026-11-28T13:00Z')).toEqual(['onCall']);
    expect(names(second, '2026-11-28T13:00Z')).toEqual(['supervisors']);
    expect(isAtWork(Date.parse('2026-11-24T16:00Z'), office)).toBe(false);
  });
});
