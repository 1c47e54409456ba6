import type { PhoneReader } from '../targets/rules.js';
import { foldText, type FoldedText } from './fold-text.js';
import { isNationalNumber } from './national-number.js';

/**
 * What must not reach a platform by accident: it may show what it gets to the one who is reported.
 *
 * CONFIDENTIAL_NAME is a name that the report itself says must not leave, such as that of a school.
 */
export const detailKinds = ['PHONE', 'EMAIL', 'HANDLE', 'NATIONAL_NUMBER', 'CONFIDENTIAL_NAME'] as const;
export type DetailKind = (typeof detailKinds)[number];

/** Where a detail stands: UTF-16 units of the text as given, the end not included. */
export interface Detail {
  readonly kind: DetailKind;
  readonly start: number;
  readonly end: number;
}

export interface DetailSearch {
  /** Names that must not leave, as they were given. */
  readonly confidential: readonly string[];
  /** Ids of what is reported, such as a telephone number in E.164 or a user name: the platform needs them, so they are no finding. */
  readonly targetIds: readonly string[];
  readonly readPhone: PhoneReader;
}

/**
 * Finds details of persons in text that leaves, in order.
 *
 * Each pattern is bounded, so that the work grows with the text's length alone.
 */
export function findDetails(text: string, search: DetailSearch): Detail[] {
  const folded = foldText(text);
  const found = finders.flatMap((find) => find(folded.text, search));
  return withoutRepeats(found).map(({ kind, start, end }) => ({
    kind,
    start: folded.starts[start] ?? 0,
    end: endOf(folded, end),
  }));
}

/** Whether something is left of a name to look for: `—` names nothing. */
export function isSearchable(name: string): boolean {
  return wordsOf(name).length > 0;
}

type Finder = (folded: string, search: DetailSearch) => Detail[];

const finders: readonly Finder[] = [
  (text, { confidential }) =>
    confidential.flatMap((name) => {
      const pattern = patternOf(name);
      return pattern ? matches(text, pattern, 'CONFIDENTIAL_NAME') : [];
    }),
  (text) => matches(text, email, 'EMAIL'),
  (text) =>
    matches(text, elevenDigits, 'NATIONAL_NUMBER').filter(({ start, end }) =>
      isNationalNumber(text.slice(start, end)),
    ),
  (text, { targetIds, readPhone }) => {
    // Some addresses leave the + out.
    const known = new Set(targetIds.map((id) => id.replace(/^\+/, '')));
    return phonesIn(text, readPhone).filter(
      ({ start, end }) => !isKnown(text.slice(start, end), known, readPhone),
    );
  },
  (text, { targetIds }) => {
    const known = new Set(targetIds.map((id) => foldText(id).text.replace(/^@/, '')));
    return matches(text, handle, 'HANDLE').filter(({ start, end }) => !known.has(text.slice(start + 1, end)));
  },
];

const email =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}(?:@|\s?[[(]\s?at\s?[\])]\s?)(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/gu;
const handle = /(?<![\p{L}\p{N}_.@/])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,58}[\p{L}\p{N}_])?/gu;
/** `93.05.18-223.61`, in whatever way it is cut up. */
const elevenDigits = /(?<!\d)\d{2}[ ./-]?\d{2}[ ./-]?\d{2}[ ./-]{0,3}\d{3}[ ./-]{0,2}\d{2}(?!\d)/gu;

/** Eight to fifteen digits in groups. */
const digitGroups =
  /(?<![\d\p{L}_=&/])(?:(?:\+|00) ?)?\(?\d(?:[ \u00a0./()\u2010-\u2015-]{0,3}\d){7,14}(?!\d)/gu;
const date =
  /(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d|[./-]\d)/uy;

/**
 * Numbers that begin like one (`+`, `0`), valid or not: a caller's number with a slip of the pen is still theirs. Others
 * only where they are a number once the missing sign stands there. A day is none.
 */
function phonesIn(text: string, readPhone: PhoneReader): Detail[] {
  const found: Detail[] = [];
  const pattern = new RegExp(digitGroups);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    date.lastIndex = match.index;
    const day = date.exec(text);
    if (day) {
      pattern.lastIndex = match.index + day[0].length;
      continue;
    }
    const written = match[0];
    const digits = written.replace(/\D/g, '');
    const isNumber =
      /^\(?[+0]/.test(written) ||
      (digits.length >= 10 && readPhone(`+${digits}`) !== undefined) ||
      (digits.length === 9 && readPhone(`0${digits}`) !== undefined);
    if (isNumber) found.push({ kind: 'PHONE', start: match.index, end: match.index + written.length });
  }
  return found;
}

function isKnown(written: string, known: ReadonlySet<string>, readPhone: PhoneReader): boolean {
  const number = readPhone(written) ?? readPhone(`+${written.replace(/\D/g, '')}`);
  return number !== undefined && known.has(number.slice(1));
}

/** The words of a name one after the other, however they are joined, also in the genitive (`Lauras`). */
function patternOf(name: string): RegExp | undefined {
  const words = wordsOf(name);
  if (words.length === 0) return undefined;
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]{0,3}')}s?(?![\\p{L}\\p{N}])`, 'gu');
}

/** Letters and digits alone, so that nothing in them means anything in a pattern. */
function wordsOf(name: string): string[] {
  return foldText(name).text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function matches(text: string, pattern: RegExp, kind: DetailKind): Detail[] {
  return [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({
    kind,
    start: index,
    end: index + length,
  }));
}

/** In order; what lies inside something that an earlier finder found is that. */
function withoutRepeats(found: readonly Detail[]): Detail[] {
  const kept: Detail[] = [];
  for (const detail of found)
    if (!kept.some(({ start, end }) => start <= detail.start && detail.end <= end)) kept.push(detail);
  return kept.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** Behind the last character, with whatever invisible one follows it. */
function endOf({ starts }: FoldedText, end: number): number {
  return starts[end] ?? starts.at(-1) ?? 0;
}
