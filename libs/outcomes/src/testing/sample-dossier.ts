import { signingKeyFrom } from '#security';
import type { DossierContent, DossierEvent, DossierTarget } from '../dossier/content.js';

/** A key that is no secret. */
export const sampleKey = signingKeyFrom(Buffer.alloc(32, 7).toString('base64'), 'sample');
export const signedAtMs = Date.parse('2026-11-24T09:00:00Z');

const reportId = 'rep_01kb0000000000000000000000';
const video = 'sub_01kb0000000000000000000001';
const post = 'sub_01kb0000000000000000000002';
const videoReference = 'UF-2026-000123-1-K7QM9A';
const postReference = 'UF-2026-000123-2-P3ZT4C';

function target(own: Partial<DossierTarget>): DossierTarget {
  return {
    ...{ submissionId: video, reference: videoReference, platform: 'youtube', channel: 'yt-api' },
    ...{ regime: 'PLATFORM_PRIORITY', isRehearsed: false, kind: 'video', word: 'gone_verified' },
    ...{ address: 'https://video.example/watch?v=SYNTHETIC_1', locator: null, externalRef: null },
    ...{
      decision: 'ACTIONED',
      decidedAt: '2026-11-23T11:00:00.000Z',
      effects: ['CONTENT_REMOVED'],
      territories: [],
    },
    ...{ refusalReason: null, verification: 'GONE', verifiedAt: '2026-11-23T13:00:00.000Z', askAnswers: {} },
    sentAt: '2026-11-23T10:00:02.000Z',
    ...own,
  };
}

function event(sequence: number, minute: number, own: Partial<DossierEvent>): DossierEvent {
  return {
    ...{ id: `evt_01kb00000000000000000000${String(sequence).padStart(2, '0')}`, sequence, reportId },
    timestamp: new Date(Date.parse('2026-11-23T10:00:00Z') + minute * 60_000).toISOString(),
    ...{
      type: 'submission.sent',
      submissionId: video,
      platform: 'youtube',
      word: 'sent',
      status: 'IN_PROGRESS',
    },
    detail: {},
    ...own,
  };
}

/** A synthetic report of two targets: one removed and gone, one refused. */
export const sampleContent: DossierContent = {
  organisation: 'Synthetic Helpline',
  withheld: [],
  report: {
    ...{
      id: reportId,
      reference: 'UF-2026-000123',
      category: 'CYBERBULLYING',
      status: 'PARTLY_RESOLVED',
      language: 'nl',
    },
    categoryLabels: { en: 'Cyberbullying', fr: 'Cyberharcèlement', nl: 'Cyberpesten', de: 'Cybermobbing' },
    ...{
      callerRole: 'PARENT',
      asks: ['REMOVE_CONTENT'],
      factsOn: '2026-11-20',
      seenAt: null,
      legalBases: [],
    },
    explanation: 'Synthetisch voorbeeld: een video die iemand belachelijk maakt. “Zoë”, Łukasz, Мария, سلام.',
    translations: { en: 'Synthetic example: a video that makes fun of somebody.' },
    referrals: [{ key: 'CYBERHELP', state: 'OFFERED', recordedAt: '2026-11-23T10:05:00.000Z' }],
    filedAt: '2026-11-23T10:00:00.000Z',
  },
  targets: [
    target({}),
    target({
      ...{ submissionId: post, reference: postReference, platform: 'instagram', channel: 'ig-partner-mail' },
      ...{
        kind: 'post',
        word: 'refused',
        address: 'https://photo.example/p/Synthetic01/',
        locator: 'second picture',
      },
      ...{ decision: 'REFUSED', effects: [], refusalReason: 'NO_POLICY_VIOLATION', verification: 'LIVE' },
      ...{ externalRef: '#4711', askAnswers: { REMOVE_CONTENT: 'NO' } },
    }),
  ],
  events: [
    event(1, 0, { type: 'report.created', submissionId: null, platform: null, word: null }),
    event(2, 0, {}),
    event(3, 1, { submissionId: post, platform: 'instagram', detail: { channel: 'ig-partner-mail' } }),
    event(4, 60, {
      type: 'submission.decided',
      word: 'removed',
      detail: { effects: ['CONTENT_REMOVED'], actor: 'PLATFORM' },
    }),
    event(5, 90, {
      ...{ type: 'submission.decided', submissionId: post, platform: 'instagram', word: 'refused' },
      detail: { refusalReason: 'NO_POLICY_VIOLATION', actor: 'PLATFORM' },
    }),
    event(6, 180, {
      ...{ type: 'submission.verified', word: 'gone_verified', status: 'PARTLY_RESOLVED' },
      detail: { visibility: 'GONE', observedAt: '2026-11-23T13:00:00.000Z', actor: 'STAFF' },
    }),
  ],
  notices: [
    {
      ...{ submissionId: video, reference: videoReference, sharedWith: null, isByHand: false },
      attempts: [
        {
          ...{
            number: 1,
            channel: 'yt-api',
            startedAt: '2026-11-23T10:00:01.000Z',
            closedAt: '2026-11-23T10:00:02.000Z',
          },
          ...{ outcome: 'confirmed', code: null, receipt: '204', messageId: `${video}.0@uniflag.example` },
        },
      ],
      text: 'AS_SENT',
      fields: [{ label: 'comments', value: 'Synthetic notice about SYNTHETIC_1.' }],
    },
  ],
  messages: [
    {
      ...{ submissionId: post, reference: postReference, purpose: 'INFORMATION', state: 'SENT' },
      ...{ at: '2026-11-23T11:10:00.000Z', text: 'It is the second picture.' },
    },
  ],
  replies: [
    {
      ...{ submissionId: post, reference: postReference, platform: 'instagram', via: 'EMAIL' },
      ...{
        receivedAt: '2026-11-23T11:29:00.000Z',
        meaning: ['refused'],
        textState: 'READABLE',
        isIncomplete: false,
      },
      ...{ subject: 'Re: report', text: 'This does not go against our rules.', attachments: [] },
    },
  ],
  observations: [
    {
      ...{ submissionId: video, reference: videoReference, seen: 'GONE', effects: [], by: 'PLATFORM_LOOKUP' },
      ...{ observedAt: '2026-11-23T12:00:00.000Z', recordedAt: '2026-11-23T12:00:00.000Z' },
    },
    {
      ...{ submissionId: video, reference: videoReference, seen: 'GONE', effects: [], by: 'STAFF' },
      ...{ observedAt: '2026-11-23T13:00:00.000Z', recordedAt: '2026-11-23T13:00:20.000Z' },
    },
    {
      ...{ submissionId: post, reference: postReference, seen: 'LIVE', effects: [], by: 'MEMBER' },
      ...{ observedAt: '2026-11-23T13:05:00.000Z', recordedAt: '2026-11-23T13:06:00.000Z' },
    },
  ],
};
