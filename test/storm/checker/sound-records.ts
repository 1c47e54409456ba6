import type { Records, ReportRow, SubmissionRow } from './records.js';
import { typeIdOf } from './type-id.js';

export const reportId = '01a21adc-0000-7000-8000-000000000001';
export const eventIds = [
  '01a21adc-0000-7000-8000-0000000000e1',
  '01a21adc-0000-7000-8000-0000000000e2',
] as const;
export const reference = 'UF-2026-000001-1-ABCDEF';

/** One report to one platform that was sent, answered and told to one consumer, without a fault. Synthetic. */
export function soundRecords(changes: Partial<Records> = {}): Records {
  const told = typeIdOf('rep', reportId);
  const delivery = { consumer: 0, reportId: told, status: 'RESOLVED_UNVERIFIED', isGenuine: true };
  return {
    told: [{ key: 'storm-1-1', ids: [told], targets: [1] }],
    unanswered: [],
    reports: [aReport()],
    submissions: [aSubmission()],
    sends: [
      {
        submissionId: 's1',
        number: 1,
        round: 0,
        outcome: 'confirmed',
        startedAtMs: 1_000,
        closedAtMs: 1_100,
      },
    ],
    replies: [{ platform: 'facebook', messageKey: 'm1', state: 'APPLIED', submissionId: 's1' }],
    events: eventIds.map((id, index) => ({
      ...{ id, reportId, sequence: index + 1, submissionId: index === 0 ? null : 's1' },
      ...{ word: index === 0 ? null : 'removed', previousWord: index === 0 ? null : 'queued' },
      ...{ status: 'RESOLVED_UNVERIFIED', previousStatus: null, attention: [] },
    })),
    notices: [{ number: 1, platform: 'facebook', reference, isTaken: true, isMarked: false, fault: null }],
    takenReplies: [
      {
        ...{
          platform: 'facebook',
          target: 1,
          step: 'removed',
          part: 1,
          messageKey: 'm1',
          writtenAtMs: 2_000,
        },
        ...{ isEarly: false, isRepeated: false, isShuffled: false },
      },
    ],
    deliveries: [
      { ...delivery, webhookId: typeIdOf('evt', eventIds[0]), sequence: 1, arrivedAs: 1, acceptedAs: 2 },
      { ...delivery, webhookId: typeIdOf('evt', eventIds[1]), sequence: 2, arrivedAs: 3, acceptedAs: 4 },
    ],
    consumers: 1,
    views: ['a', 'b'].map((api) => ({
      ...{ api, id: told, status: 'RESOLVED_UNVERIFIED', attention: [], counts: { removed: 1 } },
      submissions: [{ reference, word: 'removed', target: 1 }],
    })),
    rules: new Map([['facebook', 'resendMarked']]),
    resends: new Map(),
    faults: [],
    calls: [{ target: 1, worker: 'worker-1', beganAtMs: 1_010, endedAtMs: 1_050 }],
    nowMs: 100_000,
    ...changes,
  };
}

export function aReport(changes: Partial<ReportRow> = {}): ReportRow {
  return {
    ...{ id: reportId, reference: 'UF-2026-000001', status: 'RESOLVED_UNVERIFIED', attention: [] },
    ...{ counts: { removed: 1 }, lastSequence: 2 },
    ...changes,
  };
}

export function aSubmission(changes: Partial<SubmissionRow> = {}): SubmissionRow {
  return {
    ...{ id: 's1', reportId, reference, platform: 'facebook', delivery: 'ACKNOWLEDGED' },
    ...{
      decision: 'ACTIONED',
      effects: ['CONTENT_REMOVED'],
      verification: 'UNCHECKED',
      secondLook: 'NEEDED',
    },
    remedy: 'NONE',
    ...{ word: 'removed', waitingFor: null, nextTryAtMs: null, leaseUntilMs: null },
    ...changes,
  };
}
