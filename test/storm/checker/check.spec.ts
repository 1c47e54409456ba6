import { check } from './check.js';
import type { Notice, Records, Violation } from './records.js';
import { aReport, aSubmission, eventIds, reference, soundRecords } from './sound-records.js';
import { typeIdOf } from './type-id.js';

const [notice] = soundRecords().notices as [Notice];
const [send] = soundRecords().sends as [Records['sends'][number]];
const [view, other] = soundRecords().views as [Records['views'][number], Records['views'][number]];
const [told] = soundRecords().told as [Records['told'][number]];
const [taken] = soundRecords().takenReplies as [Records['takenReplies'][number]];
const [first, second] = soundRecords().deliveries as [
  Records['deliveries'][number],
  Records['deliveries'][number],
];
const [created, decided] = soundRecords().events as [Records['events'][number], Records['events'][number]];

function broken(changes: Partial<Records>): readonly Violation['promise'][] {
  return [...new Set(check(soundRecords(changes)).violations.map(({ promise }) => promise))];
}

/** A submission that stands elsewhere, with its report and its views as they should then be. */
function standing(
  row: Parameters<typeof aSubmission>[0],
  status: string,
  attention: readonly string[] = [],
): Partial<Records> {
  const word = row?.word ?? '';
  const counts = { [word]: 1 };
  return {
    ...{
      submissions: [aSubmission({ decision: 'NONE', effects: [], ...row })],
      takenReplies: [],
      replies: [],
    },
    reports: [aReport({ status, attention, counts })],
    views: [view, other].map((each) => ({
      ...{ ...each, status, attention, counts },
      submissions: [{ reference, word, target: 1 }],
    })),
    events: [created, decided].map((event) => ({ ...event, status, attention })),
  };
}

describe('the checker', () => {
  it('finds nothing in sound records', () => {
    expect(check(soundRecords())).toEqual({
      ...{ violations: [], accepted: 1, submissions: 1, marked: 0, uncertain: 0, sent: 1 },
    });
  });

  it('finds an accepted report that is not there', () => {
    expect(broken({ reports: [], submissions: [] })).toContain('lost');
  });

  it('finds a client that was told two ids for one key, or a report that nobody asked for', () => {
    expect(broken({ told: [{ ...told, ids: [...told.ids, 'rep_other'] }] })).toContain('lost');
    expect(broken({ told: [], unanswered: [] })).toContain('lost');
  });

  it('finds a submission that is missing from its report', () => {
    expect(broken({ told: [{ ...told, targets: [1, 2] }] })).toEqual(['lost']);
  });

  it('finds a submission that is called sent and that no platform has', () => {
    expect(broken({ notices: [] })).toEqual(['lost']);
    expect(broken({ notices: [{ ...notice, isTaken: false, fault: 'down' }] })).toEqual(['lost']);
  });

  it('lets a person file by hand what no platform got from us', () => {
    expect(broken({ notices: [], sends: [] })).toEqual([]);
  });

  it('finds a failure without a reason', () => {
    const failed = standing({ delivery: 'FAILED', word: 'failed' }, 'UNSUCCESSFUL', ['failed']);
    expect(broken(failed)).toEqual(['lost']);
    expect(
      broken(standing({ delivery: 'FAILED', word: 'failed', waitingFor: 'X' }, 'UNSUCCESSFUL', ['failed'])),
    ).toEqual([]);
  });

  it('finds a client that was never answered', () => {
    expect(broken({ unanswered: ['storm-1-2'] })).toEqual(['unanswered']);
  });

  it('finds what came to no end, and what nobody acts on', () => {
    const waiting = { delivery: 'RETRY_WAIT', word: 'queued', waitingFor: 'X' };
    expect(broken(standing({ ...waiting, nextTryAtMs: 130_000 }, 'IN_PROGRESS'))).toEqual(['lost']);
    expect(broken(standing({ ...waiting, nextTryAtMs: 10_000 }, 'IN_PROGRESS'))).toEqual(['orphans']);
    expect(broken(standing(waiting, 'IN_PROGRESS'))).toEqual(['orphans']);
  });

  it('finds a send that was never closed', () => {
    expect(broken({ sends: [{ ...send, outcome: 'intent', closedAtMs: null }] })).toEqual(['openSends']);
  });
});

describe('second notices', () => {
  const unknown = { ...send, outcome: 'unknown' };
  const repeat = (isMarked: boolean, changes: Partial<Records> = {}) =>
    broken({
      notices: [notice, { ...notice, number: 2, isMarked }],
      sends: [unknown, { ...send, number: 2, round: 1 }],
      ...changes,
    });

  it('are found where they do not say so', () => {
    expect(repeat(false)).toEqual(['sentTwice']);
  });

  it('are let through where they say so and the channel repeats by itself', () => {
    expect(repeat(true)).toEqual([]);
  });

  it('are found where an unmarked one follows a marked one', () => {
    const notices = [
      { ...notice, isMarked: true },
      { ...notice, number: 2 },
    ];
    expect(repeat(true, { notices })).toEqual(['sentTwice']);
  });

  it('are found where the channel leaves them to a person and none decided so', () => {
    const rules = new Map([['facebook', 'askPerson' as const]]);
    expect(repeat(true, { rules })).toEqual(['sentTwice']);
    expect(repeat(true, { rules, resends: new Map([[reference, 1]]) })).toEqual([]);
  });

  it('are found where a platform that can be asked was not', () => {
    const rules = new Map([['facebook', 'lookup' as const]]);
    expect(repeat(true, { rules })).toEqual(['sentTwice']);
    const asked = [unknown, { ...send, number: 2, outcome: 'absent' }, { ...send, number: 3, round: 1 }];
    expect(repeat(true, { rules, sends: asked })).toEqual([]);
  });

  it('are found where the fate of the first was known', () => {
    expect(repeat(true, { sends: [send, { ...send, number: 2, round: 1 }] })).toEqual(['sentTwice']);
  });

  it('are counted where the platform knows a submission that we do not', () => {
    expect(broken({ notices: [notice, { ...notice, reference: 'UF-2026-000009-1-ABCDEF' }] })).toEqual([
      'sentTwice',
    ]);
  });
});

describe('the status', () => {
  it('is wrong where a word is not what the axes say', () => {
    expect(broken({ submissions: [aSubmission({ word: 'sent' })] })).toEqual(['wrongStatus']);
  });

  it('is wrong where the report does not say what its rows say', () => {
    expect(broken({ reports: [aReport({ status: 'RESOLVED' })] })).toEqual(['wrongStatus']);
    expect(broken({ reports: [aReport({ counts: { removed: 2 } })] })).toEqual(['wrongStatus']);
  });

  it('is wrong where an API shows something else', () => {
    expect(broken({ views: [view, { ...other, status: 'RESOLVED' }] })).toEqual(['wrongStatus']);
  });

  it('is wrong where the last event says something else, or an event skips a step', () => {
    expect(broken({ events: [created, { ...decided, status: 'RESOLVED' }] })).toEqual(['wrongStatus']);
    expect(broken({ events: [created, { ...decided, previousStatus: 'DRAFT' }] })).toEqual(['wrongStatus']);
  });

  it("is wrong where the platform's last word is not in it", () => {
    const replies = [{ platform: 'facebook', messageKey: 'm2', state: 'APPLIED', submissionId: 's1' }];
    const refused = { ...taken, messageKey: 'm2', step: 'refused_no_violation' };
    const later = { ...refused, writtenAtMs: taken.writtenAtMs + 2_000 };
    const earlier = { ...refused, writtenAtMs: taken.writtenAtMs - 2_000 };
    const both = [...soundRecords().replies, ...replies];
    expect(broken({ takenReplies: [taken, later], replies: both })).toEqual(['wrongStatus']);
    expect(broken({ takenReplies: [taken, earlier], replies: both })).toEqual([]);
  });

  it('is wrong where a reply was taken and is not there, there twice, or not applied', () => {
    const [reply] = soundRecords().replies as [Records['replies'][number]];
    for (const replies of [[], [reply, reply], [{ ...reply, state: 'REFUSED' }]])
      expect(broken({ replies })).toEqual(['wrongStatus']);
  });
});

describe('events', () => {
  it('are missing where their numbers have a gap', () => {
    expect(broken({ events: [created, { ...decided, sequence: 3 }] })).toContain('eventsMissing');
    expect(broken({ reports: [aReport({ lastSequence: 3 })] })).toEqual(['eventsMissing']);
  });

  it('are missing where a consumer never took one, or could not believe it', () => {
    expect(broken({ deliveries: [first] })).toEqual(['eventsMissing']);
    expect(broken({ deliveries: [first, { ...second, acceptedAs: null }] })).toEqual(['eventsMissing']);
    expect(broken({ deliveries: [first, { ...second, isGenuine: false }] })).toEqual(['eventsMissing']);
  });

  it('are missing where one comes under another id', () => {
    const repeated = { ...second, webhookId: typeIdOf('evt', eventIds[0]), arrivedAs: 5, acceptedAs: 6 };
    expect(broken({ deliveries: [first, second, repeated] })).toEqual(['eventsMissing']);
  });

  it('are out of order where one comes before the one before it was taken', () => {
    expect(broken({ deliveries: [{ ...first, acceptedAs: 5 }, second] })).toEqual(['eventsOutOfOrder']);
  });

  it('may be repeated', () => {
    expect(broken({ deliveries: [first, { ...first, arrivedAs: 5, acceptedAs: 6 }, second] })).toEqual([]);
  });
});

describe('uncertain submissions', () => {
  const uncertain = (changes: Partial<Records>) =>
    broken({
      ...standing(
        { delivery: 'UNCERTAIN', word: 'delivery_uncertain', waitingFor: 'SEND.NO_ANSWER_IN_TIME' },
        'IN_PROGRESS',
        ['delivery_uncertain'],
      ),
      sends: [{ ...send, outcome: 'unknown' }],
      ...changes,
    });

  it('need a fault that hit their send', () => {
    expect(uncertain({})).toEqual(['unexplained']);
  });

  it('are explained by what the platform did with the answer', () => {
    expect(uncertain({ notices: [{ ...notice, fault: 'lost_response' }] })).toEqual([]);
  });

  it('are explained by a fault of their worker or of its connections, not by one of another', () => {
    const fault = { kind: 'killWorker', on: 'worker-1', fromMs: 1_020, toMs: 1_500 };
    expect(uncertain({ faults: [fault] })).toEqual([]);
    expect(uncertain({ faults: [{ ...fault, kind: 'cut', on: 'worker-1>simulator' }] })).toEqual([]);
    expect(uncertain({ faults: [{ ...fault, on: 'worker-2' }] })).toEqual(['unexplained']);
    expect(uncertain({ faults: [{ ...fault, fromMs: 50_000, toMs: 51_000 }] })).toEqual(['unexplained']);
  });
});
