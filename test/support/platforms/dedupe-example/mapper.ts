import type { Effect, Fact } from '#core';
import {
  cutWithMark,
  minuteInUtc,
  noticeLanguage,
  noticeWords,
  plainText,
  removedBeforeLine,
  type NoticeRequest,
  type PlatformConnection,
  type PlatformMessage,
  type PreparedHandoff,
  type Reading,
} from '#platform-kit';
import { manifest } from './manifest.js';
import type { NoticeBody } from './wire.js';

/** The body of a notice, or undefined where the platform has no reason for the category. */
export function noticeBodyOf(
  notice: NoticeRequest,
  sender: PlatformConnection['sender'],
): NoticeBody | undefined {
  const reason = manifest.reasons[notice.category.code];
  if (reason === undefined) return undefined;
  const language = noticeLanguage(notice);
  const { repeatOf, target, category } = notice;
  const notes = [
    ...(repeatOf === null ? [] : [noticeWords[language].repeatLine(minuteInUtc(repeatOf.firstSentAtMs))]),
    ...[removedBeforeLine(notice, language)].filter((line) => line !== undefined),
  ];
  return {
    reference: notice.reference,
    what: target.kind,
    ids: target.ids,
    reason: reason.primary,
    asks: notice.asks,
    explanation: explanationOf(notice),
    language,
    from: category.notifierNameOptional ? null : { name: sender.organisation, email: sender.replyTo },
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

/** One callback: `{ id, case, reference, event, at }`. */
export function readCallback({ via, text }: PlatformMessage): Reading {
  const callback = via === 'CALLBACK' ? objectIn(text) : undefined;
  const facts = callback && factsOf(callback);
  return facts === undefined ? { outcome: 'unreadable' } : { outcome: 'understood', facts };
}

function factsOf(callback: Record<string, unknown>): readonly Fact[] | undefined {
  const { case: externalRef, event, at } = callback;
  const atMs = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (typeof externalRef !== 'string' || typeof event !== 'string' || Number.isNaN(atMs)) return undefined;
  const acknowledged: Fact = { kind: 'acknowledged', atMs, externalRef };
  const actioned = (...effects: Effect[]): Fact[] => [acknowledged, { kind: 'actioned', atMs, effects }];
  switch (event) {
    case 'notice.received':
      return [acknowledged];
    case 'notice.review_started':
      return [acknowledged, { kind: 'reviewStarted', atMs }];
    case 'clip.removed':
      return actioned('CONTENT_REMOVED');
    case 'room.closed':
      return [
        ...actioned('GROUP_DISABLED'),
        { kind: 'asksAnswered', atMs, answers: { BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' } },
      ];
    case 'owner.warned':
      return actioned('ACCOUNT_WARNED');
    case 'notice.declined':
      return [acknowledged, { kind: 'refused', atMs, reason: 'NO_POLICY_VIOLATION' }];
    case 'decision.reversed':
      return [acknowledged, { kind: 'reversed', atMs }];
    default:
      return undefined;
  }
}

/** What a person needs to file by hand, or a member in the app. */
export function handoffOf(notice: NoticeRequest): PreparedHandoff {
  const place = notice.target.url ?? notice.target.ids.join(' ');
  const isMember = notice.channel.kind === 'IN_APP_BY_MEMBER';
  return {
    openUrl: null,
    steps: isMember
      ? [
          'Open the room in the app.',
          'Press and hold its name, choose "Report".',
          'Leave it only afterwards.',
        ]
      : ['Sign in.', 'Copy each field below.', `Leave ${notice.reference} in the text.`],
    fields: [
      { label: 'Place', value: place, maxChars: null },
      { label: 'Explanation', value: explanationOf(notice), maxChars: notice.channel.maxExplanationChars },
      { label: 'Reference', value: notice.reference, maxChars: null },
    ],
    numberHint: null,
  };
}

function explanationOf(notice: NoticeRequest): string {
  const { maxExplanationChars: maxChars } = notice.channel;
  const mark = noticeWords[noticeLanguage(notice)].cutMark(maxChars);
  return cutWithMark(plainText(notice.explanation), maxChars, mark);
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
