import {
  askSentences,
  cutWithMark,
  minuteInUtc,
  noticeLanguage,
  noticeWords,
  oneLine,
  plainText,
  removedBeforeLine,
  type NoticeRequest,
  type VisibilityReading,
} from '#platform-kit';
import { manifest } from './manifest.js';
import type { AbuseReason, AbuseReport, VideoStanding } from './resources.js';

/** The ids of YouTube's reason for a flag. */
export interface ReasonIds {
  readonly reasonId: string;
  readonly secondaryReasonId?: string;
}

/** Longest `comments` we send. YouTube documents none. */
const maxCommentChars = 2_000;

/**
 * YouTube's reason for a category: by the ids we know, or by their English labels where the ids were given anew;
 * undefined where the list holds neither.
 */
export function matchReason(reasons: readonly AbuseReason[], category: string): ReasonIds | undefined {
  const wanted = manifest.reasons[category];
  if (wanted === undefined) return undefined;
  const [primaryLabel = '', secondaryLabel = ''] = wanted.label.split(' > ');
  const primary =
    reasons.find(({ id }) => id === wanted.primary) ??
    reasons.find(({ label }) => isSame(label, primaryLabel));
  if (primary === undefined) return undefined;
  if (wanted.secondary === undefined) return { reasonId: primary.id };
  const secondary =
    primary.secondary.find(({ id }) => id === wanted.secondary) ??
    primary.secondary.find(({ label }) => isSame(label, secondaryLabel));
  return secondary && { reasonId: primary.id, secondaryReasonId: secondary.id };
}

/** One flag, as `videos.reportAbuse` takes it. */
export function abuseReportOf(notice: NoticeRequest, reason: ReasonIds, organisation: string): AbuseReport {
  const [videoId = ''] = notice.target.ids;
  const comments = noticeText(notice, organisation, maxCommentChars);
  return { videoId, ...reason, comments, language: noticeLanguage(notice) };
}

/**
 * What a reviewer reads: our reference first, then the notice, cut to what the channel takes.
 *
 * @param maxChars longest text, in characters
 */
export function noticeText(notice: NoticeRequest, organisation: string, maxChars: number): string {
  const language = noticeLanguage(notice);
  const words = noticeWords[language];
  const { target, category, repeatOf } = notice;
  const removedBefore = removedBeforeLine(notice, language);
  const head = [
    notice.category.notifierNameOptional
      ? `[${notice.reference}]`
      : `[${notice.reference}] ${oneLine(organisation)}`,
    ...(repeatOf === null ? [] : [words.repeatLine(minuteInUtc(repeatOf.firstSentAtMs))]),
    ...(removedBefore === undefined ? [] : [removedBefore]),
    `${words.category}: ${oneLine(category.labels[language])}`,
    ...(target.locator === null
      ? []
      : [`${words.locator}: ${cutWithMark(oneLine(target.locator), 300, '…')}`]),
    ...(notice.seenAt === null ? [] : [`${words.seen}: ${oneLine(notice.seenAt)}`]),
    ...notice.asks.map((ask) => askSentences[language][ask]),
  ].join('\n');
  const room = Math.min(notice.channel.maxExplanationChars, maxChars - head.length - 2);
  return `${head}\n\n${cutWithMark(plainText(notice.explanation), room, words.cutMark(room))}`;
}

/**
 * Who can see a video.
 *
 * None, private, deleted, rejected: gone for everybody. Blocked in the country or not allowed in it, or behind the age
 * gate: limited. Unlisted videos are seen by whoever has the address.
 * Source: developers.google.com/youtube/v3/docs/videos, read on 2026-11-23.
 *
 * @param country ISO 3166-1 code of the country that looks
 */
export function visibilityOf(video: VideoStanding | null, country: string): VisibilityReading {
  if (video === null || video.privacyStatus === 'private' || isEnded(video.uploadStatus))
    return { visibility: 'GONE', effects: [] };
  const isBlocked =
    (video.blockedIn?.includes(country) ?? false) ||
    (video.allowedIn !== null && !video.allowedIn.includes(country));
  const isAgeGated = video.ytRating === 'ytAgeRestricted';
  if (!isBlocked && !isAgeGated) return { visibility: 'LIVE', effects: [] };
  return {
    visibility: 'LIMITED',
    effects: [
      ...(isBlocked ? (['GEO_RESTRICTED'] as const) : []),
      ...(isAgeGated ? (['AGE_RESTRICTED'] as const) : []),
    ],
  };
}

function isEnded(uploadStatus: string | null): boolean {
  return uploadStatus === 'deleted' || uploadStatus === 'rejected' || uploadStatus === 'failed';
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
