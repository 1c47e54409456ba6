import type { FeedEvent, Platform, Report, ReportEvent, ReportRow, Submission } from '../shapes.js';

/** Invented reports in the shapes of the API's description; the compiler keeps them true to it. */
export function aSubmission(more: Partial<Submission> = {}): Submission {
  return {
    id: 'sub_01kb0000000000000000000001',
    contentFor: null,
    reference: 'UF-2026-000123-1-K7QM9A',
    platform: 'instagram',
    channel: 'instagram-partner-mail',
    regime: 'PLATFORM_PRIORITY',
    target: {
      kind: 'post',
      key: 'instagram:post:Synthetic01',
      input: 'https://www.instagram.com/p/Synthetic01/',
      url: 'https://www.instagram.com/p/Synthetic01/',
      locator: null,
    },
    word: 'queued',
    delivery: 'QUEUED',
    decision: 'NONE',
    effects: [],
    tdbDecisions: [],
    territories: [],
    refusalReason: null,
    verification: 'UNCHECKED',
    remedy: 'NONE',
    decidedAt: null,
    externalRef: null,
    duplicateOf: null,
    waitingFor: null,
    asks: ['REMOVE_CONTENT'],
    plan: { because: 'PLAN.USUAL', channels: [{ channel: 'instagram-partner-mail', role: 'USED' }] },
    alternatives: [],
    askAnswers: {},
    earlierReport: null,
    laterReports: [],
    noticeOf: null,
    repeats: null,
    repeatedBy: null,
    verifiedAt: null,
    secondLook: null,
    sla: 'ON_TRACK',
    clock: null,
    sentAt: null,
    wait: null,
    nextTryAt: null,
    nextCheckAt: null,
    lookDueAt: null,
    watchEndsAt: null,
    dueAt: null,
    acknowledgeDueAt: null,
    escalation: { step: null, nextStepAt: null, messages: [] },
    question: null,
    reminder: null,
    withdrawal: null,
    correction: null,
    corrects: null,
    correctedBy: null,
    snoozedUntil: null,
    ...more,
  };
}

export function aRow(more: Partial<ReportRow> = {}): ReportRow {
  return {
    id: 'rep_01kb0000000000000000000000',
    reference: 'UF-2026-000123',
    category: 'CYBERBULLYING',
    status: 'IN_PROGRESS',
    attention: [],
    counts: { queued: 1 },
    sla: 'ON_TRACK',
    clock: null,
    escalated: false,
    createdAt: '2026-11-23T13:02:00.000Z',
    updatedAt: '2026-11-23T13:02:00.000Z',
    platforms: ['instagram'],
    standing: [{ platform: 'instagram', word: 'queued', count: 1 }],
    looksDue: 0,
    longWaits: 0,
    erasedAt: null,
    hold: null,
    snoozedUntil: null,
    earlierReports: [],
    laterReports: [],
    claim: null,
    ...more,
  };
}

export function aReport(more: Partial<Report> = {}): Report {
  const { platforms: _platforms, looksDue: _looks, longWaits: _waits, erasedAt: _erased, ...rest } = aRow();
  const {
    earlierReports: _earlier,
    laterReports: _later,
    hold: _hold,
    snoozedUntil: _until,
    claim: _claim,
    ...row
  } = rest;
  return {
    ...row,
    contentFor: null,
    language: 'fr',
    caller: { role: 'PARENT' },
    asks: ['REMOVE_CONTENT'],
    explanation: 'Synthetic explanation.',
    translations: {},
    confirmedFindings: [],
    legalBases: [],
    factsOn: null,
    seenAt: null,
    triage: [],
    referrals: [],
    hold: null,
    submissions: [aSubmission()],
    submissionsCursor: null,
    ...more,
  };
}

export function anEvent(sequence: number, more: Partial<ReportEvent> = {}): ReportEvent {
  return {
    id: `evt_01kb00000000000000000000${String(sequence).padStart(2, '0')}`,
    type: 'submission.sent',
    v: 1,
    timestamp: `2026-11-23T13:02:${String(sequence % 60).padStart(2, '0')}.000Z`,
    sequence,
    reportId: 'rep_01kb0000000000000000000000',
    submissionId: 'sub_01kb0000000000000000000001',
    platform: 'instagram',
    word: 'sent',
    previousWord: 'queued',
    status: 'IN_PROGRESS',
    previousStatus: null,
    attention: [],
    detail: {},
    ...more,
  };
}

export function aFeedEvent(sequence: number, more: Partial<FeedEvent> = {}): FeedEvent {
  const event = anEvent(sequence);
  return {
    ...event,
    reportReference: 'UF-2026-000123',
    category: 'CYBERBULLYING',
    links: { self: `https://uniflag.example/v1/reports/${event.reportId}` },
    ...more,
  };
}

/** As the API writes it into the live stream. */
export function sseMessage(event: ReportEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

export function aPlatform(more: Partial<Platform> = {}): Platform {
  return {
    key: 'youtube',
    name: 'YouTube',
    mode: 'rehearsed',
    modeChangedAt: null,
    modeChangedBy: null,
    heldUntil: null,
    heldBecause: null,
    dsaCoverage: 'FULL',
    flaggerStatus: 'NONE',
    flaggerSince: null,
    flaggerCategories: null,
    defaultChannel: 'yt-priority-form',
    channels: [],
    asks: ['REMOVE_CONTENT'],
    targetKinds: ['video'],
    verification: 'API',
    ...more,
  };
}
