import { removingEffects, type Ask, type AskAnswer, type Effect, type Fact } from '#core';
import type { PlatformMessage, Reading } from '#application';
import {
  flatText,
  longestReadableChars,
  longestSentenceChars,
  mostSentences,
  sentencesOf,
} from './normalise.js';
import { listedAnswer } from './listed-answers.js';
import { namesPersons } from './names-persons.js';
import type { Meaning, PhraseTable } from './phrase-table.js';
import { markPlaces, placesIn } from './places.js';
import { readOfSeveral } from './several-targets.js';
import { contrastsUnexplained, standingOf, unexplainedWords, type FoundPhrase } from './standing.js';

const unreadable: Reading = { outcome: 'unreadable' };

/**
 * Reads a platform's answer by the platform's usual words. Pure, and careful on purpose: it understands a message only
 * where every sentence that speaks of an action is a known phrase, said plainly, and all of them agree. A negated,
 * doubted or unknown action word, two decisions that exclude each other, or no known phrase at all: `unreadable`.
 * Where the notice names several targets each decision has to say which of them it means.
 */
export function readByPhrases(message: PlatformMessage, table: PhraseTable): Reading {
  const { text, targets } = message;
  return targets
    ? readOfSeveral(text, targets, (part) => readOfOne({ ...message, text: part }, table))
    : readOfOne(message, table);
}

function readOfOne(message: PlatformMessage, table: PhraseTable): Reading {
  if (message.text.length > longestReadableChars) return unreadable;
  if (!namesPersons(message.text)) return readWhole(message, table, []);
  // A platform that names persons has answered whether it can; what it wrote is for a person.
  return { ...readWhole(message, table, [named]), namesPersons: true };
}

const named: Said = { meaning: { kind: 'asksAnswered', answers: { IDENTIFY_ADMINS: 'YES' } }, words: '' };

function readWhole(message: PlatformMessage, table: PhraseTable, known: readonly Said[]): Reading {
  const said = [...known];
  let hasContrast = false;
  const sentences = sentencesOf(message.text);
  if (sentences.length > mostSentences) return unreadable;
  let isList = false;
  for (const each of sentences) {
    const isItem: boolean = isList && listedVerb.test(each);
    const sentence = isItem ? `we ${each}` : each;
    isList = isItem || listOfActions.test(each);
    const read = sentence.length > longestSentenceChars ? undefined : readSentence(sentence, table);
    if (read === undefined) return unreadable;
    said.push(...read.said);
    hasContrast ||= read.hasContrast;
  }
  if (hasContrast && decidedBy(said).length > 0) return unreadable;
  return conclude(said, message, table);
}

/** A meaning, with the places and the number that stand in its words. */
interface Said {
  readonly meaning: Meaning;
  readonly words: string;
}

/** "We have done the following:", and lines that each begin with what was done. */
const listOfActions =
  /^(?:we (?:have )?(?:done|taken) the following(?: (?:actions?|steps?|measures?))?|actions? taken) ?:$/u;
const listedVerb =
  /^(?:(?:permanently )?(?:removed|deleted|disabled|suspended|banned|blocked|terminated|restricted|warned|added|reported|referred|preserved|restored)|taken down) /u;

/** What one sentence says, or undefined where it says something that nobody but a person should judge. */
function readSentence(line: string, table: PhraseTable) {
  const listed = listedAnswer(line);
  const sentence = markPlaces(listed?.rest ?? line);
  const found = longestOnly(phrasesIn(sentence, table));
  const said: Said[] = [];
  if (listed?.answer !== undefined)
    said.push({ meaning: { kind: 'asksAnswered', answers: { [listed.ask]: listed.answer } }, words: line });
  for (const each of found) {
    const standing = standingOf(sentence, each, found);
    if (standing === 'doubtful') return undefined;
    if (standing === 'said')
      said.push({ meaning: each.row.means, words: sentence.slice(each.start, each.end) });
  }
  if (unexplainedWords(sentence, found)) return undefined;
  return { said, hasContrast: contrastsUnexplained(sentence, found) };
}

function phrasesIn(sentence: string, { phrases }: PhraseTable): FoundPhrase[] {
  const found: FoundPhrase[] = [];
  for (const { row, pattern } of phrases) {
    // `matchAll` would copy each of some hundred patterns for each sentence.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(sentence); match; match = pattern.exec(sentence))
      found.push({ row, start: match.index, end: pattern.lastIndex });
  }
  return found;
}

/** A phrase inside a longer one is part of it: "did not remove the post but limited it". */
function longestOnly(found: readonly FoundPhrase[]): FoundPhrase[] {
  return found.filter(
    (each) =>
      !found.some(
        (other) =>
          other.start <= each.start &&
          other.end >= each.end &&
          other.end - other.start > each.end - each.start,
      ),
  );
}

/** The platform's number of our notice; `others` are numbers it names for something else. */
function reportNumberIn(
  { subject, text }: PlatformMessage,
  { reportNumber }: PhraseTable,
  others: readonly string[],
): string | undefined {
  const found = flatText(`${subject}\n${text}`).matchAll(reportNumber);
  const numbers = Array.from(found, (match) => match.groups?.['number'] ?? '');
  const distinct = [...new Set(numbers)].filter(
    (number) => number !== '' && !/^UF-\d{4}-/iu.test(number) && !others.includes(number.toLowerCase()),
  );
  return distinct.length === 1 ? distinct[0] : undefined;
}

/** What an effect answers by itself. */
const answeredByEffect: Readonly<Partial<Record<Effect, Ask>>> = {
  CONTENT_REMOVED: 'REMOVE_CONTENT',
  CONTENT_DISABLED: 'REMOVE_CONTENT',
  ACCOUNT_SUSPENDED: 'SUSPEND_ACCOUNT',
  ACCOUNT_TERMINATED: 'SUSPEND_ACCOUNT',
  GROUP_DISABLED: 'BLOCK_GROUP',
  GROUP_ADMINS_ACTIONED: 'BLOCK_ADMINS',
  HASH_BLOCKED: 'HASH_BLOCK',
};

const decisionKinds = [
  'informationRequested',
  'memberReportRequired',
  'actioned',
  'refused',
  'notFound',
  'duplicate',
  'reversed',
] as const;

function decidedBy(said: readonly Said[]) {
  return decisionKinds.filter((kind) => said.some(({ meaning }) => meaning.kind === kind));
}

function conclude(all: readonly Said[], message: PlatformMessage, table: PhraseTable): Reading {
  const atMs = message.writtenAtMs;
  const has = (kind: Meaning['kind']) => all.some(({ meaning }) => meaning.kind === kind);
  const said = all.filter(({ meaning }) => !sayNothing.has(meaning.kind));
  if (has('unheard')) return unreadable;
  if (said.length === 0)
    return has('courtesy') && !has('closed') && message.isAutomatic === true
      ? { outcome: 'understood', facts: [] }
      : unreadable;
  const decided = settled(said);
  if (decided.length > 1 || (decided.length === 0 && has('closed'))) return unreadable;
  const answers = askAnswersOf(said);
  if (answers === 'conflict') return unreadable;
  const earlier = numbersOfDuplicates(said);
  const externalRef = reportNumberIn(message, table, earlier);
  const facts: Fact[] = [];
  // A notice that must first be reported by a member was not taken: a receipt would say that it was.
  if ((has('acknowledged') || externalRef !== undefined) && !decided.includes('memberReportRequired'))
    facts.push({ kind: 'acknowledged', atMs, ...(externalRef === undefined ? {} : { externalRef }) });
  if (decided.length === 0 && has('reviewStarted')) facts.push({ kind: 'reviewStarted', atMs });
  const decision = decisionFact(said, decided[0], atMs);
  if (decision) facts.push(decision);
  if (Object.keys(answers).length > 0) facts.push({ kind: 'asksAnswered', atMs, answers });
  return { outcome: 'understood', facts };
}

const sayNothing: ReadonlySet<Meaning['kind']> = new Set(['nothing', 'courtesy', 'closed', 'unheard']);

/** "It does not go against our rules, but we limited its reach": limited is what it is. */
function settled(said: readonly Said[]) {
  const decided = decidedBy(said);
  const isLimitedOnly =
    decided.includes('actioned') && !effectsOf(said).some((effect) => removingEffects.includes(effect));
  return isLimitedOnly ? decided.filter((kind) => kind !== 'refused') : decided;
}

function decisionFact(
  said: readonly Said[],
  kind: (typeof decisionKinds)[number] | undefined,
  atMs: number,
): Fact | undefined {
  switch (kind) {
    case undefined:
      return undefined;
    case 'actioned': {
      const territories = territoriesOf(said);
      const effects = effectsOf(said);
      return { kind, atMs, effects, ...(territories.length === 0 ? {} : { territories }) };
    }
    case 'refused':
      return { kind, atMs, reason: refusalReasonOf(said) };
    case 'duplicate': {
      const [ofRef] = numbersOfDuplicates(said);
      return { kind, atMs, ...(ofRef === undefined ? {} : { ofRef }) };
    }
    case 'memberReportRequired': {
      const required = said.find(({ meaning }) => meaning.kind === 'memberReportRequired')?.meaning;
      return required?.kind === 'memberReportRequired'
        ? { kind, atMs, channel: required.channel }
        : undefined;
    }
    default:
      return { kind, atMs };
  }
}

function effectsOf(said: readonly Said[]): Effect[] {
  return [...new Set(said.flatMap(({ meaning }) => (meaning.kind === 'actioned' ? meaning.effects : [])))];
}

/** Where a country restriction holds; empty where no place is named. */
function territoriesOf(said: readonly Said[]): string[] {
  const restricted = said.filter(
    ({ meaning }) => meaning.kind === 'actioned' && meaning.effects.includes('GEO_RESTRICTED'),
  );
  return [...new Set(restricted.flatMap(({ words }) => placesIn(words)))];
}

/** The platform's numbers of earlier cases, in small letters. */
function numbersOfDuplicates(said: readonly Said[]): string[] {
  return said.flatMap(({ meaning, words }) =>
    meaning.kind === 'duplicate' ? (words.match(/(?<![a-z0-9-])[a-z0-9-]*\d{4}[a-z0-9-]*/gu) ?? []) : [],
  );
}

/** The most telling reason: "not removed" alone gives none. */
function refusalReasonOf(said: readonly Said[]) {
  const reasons = said.flatMap(({ meaning }) => (meaning.kind === 'refused' ? [meaning.reason] : []));
  return reasons.find((reason) => reason !== 'NO_REASON_GIVEN') ?? 'NO_REASON_GIVEN';
}

function askAnswersOf(said: readonly Said[]): Partial<Record<Ask, AskAnswer>> | 'conflict' {
  const answers: Partial<Record<Ask, AskAnswer>> = {};
  for (const effect of effectsOf(said)) {
    const ask = answeredByEffect[effect];
    if (ask) answers[ask] = 'YES';
  }
  for (const { meaning } of said) {
    if (meaning.kind !== 'asksAnswered') continue;
    for (const [ask, answer] of Object.entries(meaning.answers) as [Ask, AskAnswer][]) {
      const settled = answers[ask] === undefined ? answer : agreed(ask, answers[ask], answer);
      if (settled === undefined) return 'conflict';
      answers[ask] = settled;
    }
  }
  return answers;
}

/** "We can identify them, but tell only the police": that is the answer. */
function agreed(ask: Ask, one: AskAnswer, other: AskAnswer): AskAnswer | undefined {
  if (one === other) return one;
  const isForPolice =
    ask === 'IDENTIFY_ADMINS' && [one, other].includes('ONLY_VIA_POLICE') && [one, other].includes('YES');
  return isForPolice ? 'ONLY_VIA_POLICE' : undefined;
}
