import { carriesExplanation, type Ask, type ChannelManifest, type Language, type WrittenText } from '#core';

/**
 * How what leaves differs from what staff wrote.
 *
 * CUT          only the first `kept` characters of a text leave, `cut` do not
 * LEFT_OUT     a field does not leave: the law lets it stay away, or the channel has no place for it
 * TRANSLATED   a translation leaves in place of the explanation
 * REASON       the platform's own reason stands for the category
 * ASK_LEFT_OUT the platform cannot be asked that, or not over this channel
 */
export const differenceCodes = ['CUT', 'LEFT_OUT', 'TRANSLATED', 'REASON', 'ASK_LEFT_OUT'] as const;
export const differingFields = ['EXPLANATION', 'LOCATOR', 'SEEN_AT', 'LEGAL_BASES', 'NOTIFIER_NAME'] as const;
export type DifferingField = (typeof differingFields)[number];

export type NoticeDifference =
  | { readonly code: 'CUT'; readonly field: DifferingField; readonly kept: number; readonly cut: number }
  | { readonly code: 'LEFT_OUT'; readonly field: DifferingField; readonly because: 'LAW' | 'CHANNEL' }
  | { readonly code: 'TRANSLATED'; readonly from: Language; readonly into: Language }
  | {
      readonly code: 'REASON';
      readonly label: string;
      readonly primary: string;
      readonly secondary: string | null;
    }
  | { readonly code: 'ASK_LEFT_OUT'; readonly ask: Ask };

export interface DifferenceQuestion {
  readonly channel: ChannelManifest;
  readonly language: Language;
  readonly explanation: string;
  /** What the channel gets of it; undefined where a translation is missing. */
  readonly written: WrittenText | undefined;
  readonly wantedAsks: readonly Ask[];
  readonly asks: readonly Ask[];
  readonly reason: {
    readonly label: string;
    readonly primary: string;
    readonly secondary?: string;
  } | null;
  readonly locator: string | null;
  readonly seenAt: string | null;
  /** Names of each picked subject of the law table, in every language. */
  readonly legalBases: readonly (readonly string[])[];
  readonly notifier: string;
  readonly notifierNameOptional: boolean;
  /** Every text that leaves, as prepared. */
  readonly left: readonly string[];
}

/** Measured on what really leaves, so that no mapper has to tell. */
export function noticeDifferences(question: DifferenceQuestion): NoticeDifference[] {
  const { channel, language, written, asks, wantedAsks, reason, legalBases, notifier } = question;
  const left = flat(question.left.join('\n'));
  const text = written?.text ?? question.explanation;
  const isNamedByLaw = question.notifierNameOptional;
  const namesNotifier = channel.kind === 'EMAIL' || channel.needs.includes('notifierName');
  const isLeftOut = (parts: readonly string[]) => !parts.some((part) => left.includes(flat(part)));
  return [
    ...(written && written.language !== language
      ? [{ code: 'TRANSLATED' as const, from: language, into: written.language }]
      : []),
    ...cutOrLeftOut('EXPLANATION', text, left),
    ...cutOrLeftOut('LOCATOR', question.locator ?? '', left),
    ...(question.seenAt !== null && isLeftOut([question.seenAt]) ? [leftOut('SEEN_AT', 'CHANNEL')] : []),
    ...(legalBases.length > 0 && legalBases.every(isLeftOut) ? [leftOut('LEGAL_BASES', 'CHANNEL')] : []),
    ...(namesNotifier && isNamedByLaw && isLeftOut([notifier]) ? [leftOut('NOTIFIER_NAME', 'LAW')] : []),
    ...(reason && carriesExplanation(channel) && left.includes(flat(reason.label))
      ? [
          {
            code: 'REASON' as const,
            ...{ label: reason.label, primary: reason.primary, secondary: reason.secondary ?? null },
          },
        ]
      : []),
    ...wantedAsks.filter((ask) => !asks.includes(ask)).map((ask) => ({ code: 'ASK_LEFT_OUT' as const, ask })),
  ];
}

function leftOut(field: DifferingField, because: 'LAW' | 'CHANNEL'): NoticeDifference {
  return { code: 'LEFT_OUT', field, because };
}

function cutOrLeftOut(field: DifferingField, text: string, left: string): NoticeDifference[] {
  const wanted = flat(text);
  if (wanted === '') return [];
  const kept = longestStart(wanted, left);
  if (kept === wanted.length) return [];
  // A few letters stand anywhere.
  return kept < Math.min(wanted.length, shortestStart)
    ? [leftOut(field, 'CHANNEL')]
    : [{ code: 'CUT', field, kept, cut: wanted.length - kept }];
}

const shortestStart = 20;

/** Length of the longest start of a text that stands in another. */
function longestStart(text: string, within: string): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (within.includes(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Without what mails and forms do to lines: indenting, joining, empty ones. */
function flat(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
