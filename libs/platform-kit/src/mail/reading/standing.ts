import { actionWords, conditions, doubts, futures, negations } from './cue-words.js';
import type { PhraseRow } from './phrase-table.js';
import { plainWords } from './plain-words.js';
import { services } from './vocabulary.js';

/**
 * Whether a phrase is really said where it stands.
 *
 * said          plainly
 * hypothetical  under a condition, in the future, as a question: says nothing
 * doubtful      denied, narrowed down or about something else: a person must read it
 */
export type Standing = 'said' | 'hypothetical' | 'doubtful';

/** A known phrase in a sentence: its first character and the one behind it. */
export interface FoundPhrase {
  readonly row: PhraseRow;
  readonly start: number;
  readonly end: number;
}

/**
 * Judges one phrase by what stands around it. Words of all languages count at once: a wrong alarm costs a person a
 * look, a missed one a false status.
 *
 * @param found every known phrase of the sentence
 */
export function standingOf(
  sentence: string,
  { start, end, row }: FoundPhrase,
  found: readonly FoundPhrase[],
): Standing {
  if (row.means.kind === 'nothing') return 'hypothetical';
  if (row.means.kind === 'unheard') return 'said';
  const clause = clauseAround(sentence, start, end);
  // "We did not remove it because it does not go against …": the first "not" belongs to a phrase of its own.
  const told = row.isNegative
    ? Math.max(0, ...found.filter((other) => other.end <= start).map((other) => other.end))
    : 0;
  const from = Math.max(clause.start, told);
  const before = withoutReason(sentence.slice(from, start));
  const after = sentence.slice(end, clause.end).trimEnd();
  const isDecision = decisions.has(row.means.kind) || (row.means.kind === 'asksAnswered' && !row.isNegative);
  if (conditions.test(sentence.slice(clause.start, start))) return 'hypothetical';
  if (isDecision || row.means.kind === 'acknowledged')
    if (futures.test(before) || sentence.endsWith('?') || conditions.test(firstPart(after)))
      return 'hypothetical';
  const statement = sameStatement(sentence, from, start);
  if (negations.test(row.isNegative ? statement : `${statement} ${sentence.slice(start, end)}`))
    return 'doubtful';
  if (!isDecision) return 'said';
  // What follows from a reason ("…, so we did nothing") stands for itself.
  const isRefusal = row.means.kind === 'refused';
  const plainFrom = isRefusal ? start - statement.length : clause.start;
  if (
    doubts.test(isRefusal ? statement : before) ||
    doubts.test(after) ||
    !isPlain(sentence, plainFrom, start, found)
  )
    return 'doubtful';
  return goesOnPlainly(row, after) ? 'said' : 'doubtful';
}

/** Whether a word that speaks of an action stands outside every known phrase, said as a fact. */
export function unexplainedWords(sentence: string, known: readonly FoundPhrase[]): boolean {
  if (sentence.endsWith('?')) return false;
  for (const { index } of sentence.matchAll(actionWords)) {
    if (known.some(({ start, end }) => start <= index && index < end)) continue;
    const clause = clauseAround(sentence, index, index);
    if (conditions.test(sentence.slice(clause.start, index))) continue;
    const { part, before } = partAround(sentence, index);
    if (!conditions.test(part) && !futures.test(before)) return true;
  }
  return false;
}

/** What a platform can claim to have done or found; the other meanings are acts of the mail itself. */
const decisions: ReadonlySet<string> = new Set(['actioned', 'refused', 'notFound', 'duplicate', 'reversed']);

/** Whether a sentence sets something against what was said ("But …") that no known phrase explains. */
export function contrastsUnexplained(sentence: string, known: readonly FoundPhrase[]): boolean {
  for (const { index, 0: word } of sentence.matchAll(strongBreak)) {
    if (word === ';' || known.some(({ end }) => end > index)) continue;
    const rest = sentence.slice(index);
    if (!conditions.test(rest) && !futures.test(rest)) return true;
  }
  return false;
}

const strongBreak =
  /;|(?<![\p{L}])(?:but|however|mais|cependant|toutefois|maar|echter|aber|jedoch|sondern)(?![\p{L}])/gu;
const softBreak = /[,;]|(?<![\p{L}])(?:and|et|en|und)(?![\p{L}])/gu;
const newSubject =
  /(?<![\p{L}])(?:and|so|therefore|et|donc|en|dus|daarom|und|daher),? (?=(?:we|our teams?|nous|wij|wir) )|(?<![\p{L}])(?:daarom|dus|daher|deshalb) (?=(?:hebben|haben) (?:we|wij|wir) )/gu;
const reasonFirst =
  /^(?:and |et |en |und )?(?:as|because|since|while|although|after|following|having|comme|puisque|parce que|bien que|etant donne que|apres|suite a|omdat|aangezien|hoewel|nadat|na|weil|da|obwohl|nachdem|nach) [^,]*, /u;

function clauseAround(sentence: string, start: number, end: number): { start: number; end: number } {
  let from = 0;
  let to = sentence.length;
  for (const { index, 0: text } of sentence.matchAll(strongBreak)) {
    if (index + text.length <= start) from = index + text.length;
    else if (index >= end) {
      to = index;
      break;
    }
  }
  return { start: from, end: to };
}

function partAround(sentence: string, at: number): { readonly part: string; readonly before: string } {
  let from = 0;
  let to = sentence.length;
  for (const { index, 0: text } of sentence.matchAll(softBreak)) {
    if (index > at) {
      to = index;
      break;
    }
    from = index + text.length;
  }
  return { part: sentence.slice(from, to), before: sentence.slice(from, at) };
}

/** "Because it does not follow our rules, we …": the reason in front neither denies nor puts off what follows. */
function withoutReason(before: string): string {
  return before.trimStart().replace(reasonFirst, '');
}

/** What stands in front within the same statement: "… does not comply and we" starts another. */
function sameStatement(sentence: string, from: number, start: number): string {
  let statement = from;
  for (const { index, 0: text } of sentence.matchAll(newSubject))
    if (index >= from && index + text.length <= start) statement = index + text.length;
  return withoutReason(sentence.slice(statement, start));
}

function firstPart(after: string): string {
  return after.slice(0, after.search(/,|;| and | et | en | und |$/u));
}

/** Whether nothing but ordinary words and other known phrases stand in front of a decision. */
function isPlain(sentence: string, from: number, start: number, found: readonly FoundPhrase[]): boolean {
  let before = '';
  let at = from;
  for (const phrase of [...found].sort((one, other) => one.start - other.start)) {
    if (phrase.end > start || phrase.end <= at) continue;
    before += ` ${sentence.slice(at, Math.max(at, phrase.start))}`;
    at = phrase.end;
  }
  before = withoutReason(`${before} ${sentence.slice(at, start)}`).replace(greeting, '');
  return (before.match(/\p{L}+/gu) ?? []).every((word) => plainWords.has(word));
}

/** Names stand in greetings. */
const greeting =
  /^(?:hello|hi|dear|bonjour|cher|chere|beste|geachte|dag|hallo|guten tag|sehr geehrte[rs]?) [^,:]{0,60}[,:] ?/u;

/**
 * Whether a decision ends, or goes on, in a way that takes nothing back: "removed in Belgium", "removed for 24 hours",
 * "removed from search", "the post's caption", "the group link" are less than they seem.
 */
function goesOnPlainly({ means }: PhraseRow, after: string): boolean {
  if (means.kind !== 'actioned' && means.kind !== 'notFound' && means.kind !== 'reversed') return true;
  if (plainEnd.test(after)) return true;
  const isOnAccount =
    means.kind === 'actioned' && means.effects.some((effect) => effect.startsWith('ACCOUNT_'));
  return isOnAccount && plainEndOfAccount.test(after);
}

const plainEnd = new RegExp(
  `^(?: (?:permanently|definitivement|today|already|again|(?:itself )?too|as well|both|also|deshalb|daher|daarom))?(?:$|[.!,;:)]| (?:${[
    `and|because|since|as (?:it|they|this|these|the)|so|which|that|after|following|under|due to|by (?:us|our)|(?:from|on) ${services.en}`,
    'to comply with|for (?:violating|breaching|breaking|going|being|your)|in (?:line|accordance|response|keeping|breach|violation)',
    `et|car|parce|puisque|qui|apres|suite|conformement|en (?:vertu|application|raison)|pour (?:se conformer|violation|infraction|non-respect)|(?:de|sur) ${services.fr}`,
    `en|omdat|want|wegens|vanwege|conform|na|aangezien|in (?:lijn|overeenstemming|strijd)|op (?:basis|grond)|(?:van|op) ${services.nl}`,
    `und|da|weil|wegen|gemass|aufgrund|nach|nachdem|(?:von|auf) ${services.de}`,
  ].join('|')})(?![\\p{L}]))`,
  'u',
);
const plainEndOfAccount =
  /^ (?:for (?:\d{1,3}|some|one|a) [a-z]+|temporarily|temporairement|tijdelijk|vorubergehend|from using|from whatsapp|pour \d{1,3}|voor \d{1,3}|fur \d{1,3}|pendant \d{1,3})(?![\p{L}])/u;
