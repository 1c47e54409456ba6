import type { Fact } from '#core';
import {
  cutWithMark,
  noticeLanguage,
  noticeWords,
  plainText,
  removedBeforeLine,
  type NoticeRequest,
  type PlatformConnection,
  type PreparedHandoff,
  type VisibilityReading,
} from '#platform-kit';
import { manifest } from './manifest.js';
import type { KeptNotice, NoticeBody } from './wire.js';

/** The body of a notice, or undefined where the platform has no reason for the category. */
export function noticeBodyOf(
  notice: NoticeRequest,
  sender: PlatformConnection['sender'],
): NoticeBody | undefined {
  const reason = manifest.reasons[notice.category.code];
  if (reason === undefined) return undefined;
  const { target, category, repeatOf } = notice;
  return {
    reference: notice.reference,
    item: { kind: target.kind, id: target.ids[0] ?? '', hint: target.locator },
    reason: reason.primary,
    asks: notice.asks.map((ask) => ask.toLowerCase()),
    text: explanationOf(notice),
    language: noticeLanguage(notice),
    goodFaithAt: new Date(notice.goodFaithAtMs).toISOString(),
    notifier: category.notifierNameOptional ? null : { name: sender.organisation, email: sender.replyTo },
    mayRepeatNoticeOf: repeatOf === null ? null : new Date(repeatOf.firstSentAtMs).toISOString(),
  };
}

/** What a kept notice says; undefined for a status that the documentation does not name. */
export function factsOf({ number, status, changedAt }: KeptNotice): readonly Fact[] | undefined {
  const atMs = Date.parse(changedAt);
  const acknowledged: Fact = { kind: 'acknowledged', atMs, externalRef: number };
  switch (status) {
    case 'open':
      return [acknowledged];
    case 'in_review':
      return [acknowledged, { kind: 'reviewStarted', atMs }];
    case 'needs_information':
      return [acknowledged, { kind: 'informationRequested', atMs }];
    case 'removed':
      return [acknowledged, { kind: 'actioned', atMs, effects: ['CONTENT_REMOVED'] }];
    case 'limited':
      return [acknowledged, { kind: 'actioned', atMs, effects: ['GEO_RESTRICTED'] }];
    case 'kept':
      return [acknowledged, { kind: 'refused', atMs, reason: 'NO_POLICY_VIOLATION' }];
    case 'gone':
      return [acknowledged, { kind: 'notFound', atMs }];
    default:
      return undefined;
  }
}

export function visibilityOf(visible: 'everywhere' | 'limited' | 'nowhere'): VisibilityReading {
  switch (visible) {
    case 'everywhere':
      return { visibility: 'LIVE', effects: [] };
    case 'limited':
      return { visibility: 'LIMITED', effects: ['GEO_RESTRICTED'] };
    case 'nowhere':
      return { visibility: 'GONE', effects: [] };
  }
}

/** The form, ready to be filled in by hand. */
export function handoffOf(notice: NoticeRequest, openUrl: string | null): PreparedHandoff {
  const { maxExplanationChars: maxChars } = notice.channel;
  return {
    openUrl,
    steps: ['Open the form.', 'Copy each field below into it.', `Leave ${notice.reference} in the text.`],
    fields: [
      { label: 'Address', value: notice.target.url ?? notice.target.ids.join(' '), maxChars: null },
      { label: 'Explanation', value: explanationOf(notice), maxChars },
      { label: 'Reference', value: notice.reference, maxChars: null },
    ],
    numberHint: null,
  };
}

function explanationOf(notice: NoticeRequest): string {
  const { maxExplanationChars: maxChars } = notice.channel;
  const language = noticeLanguage(notice);
  const before = removedBeforeLine(notice, language);
  const text = [...(before === undefined ? [] : [before]), plainText(notice.explanation)].join('\n\n');
  return cutWithMark(text, maxChars, noticeWords[language].cutMark(maxChars));
}
