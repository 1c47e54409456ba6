import type { Ask, AskAnswer, Effect, Fact } from '#core';
import type { PlatformMessage, Reading } from '#application';
import {
  flatText,
  longestReadableChars,
  longestSentenceChars,
  mostSentences,
  sentencesOf,
} from './normalise.js';
import type { Meaning, PhraseTable } from './phrase-table.js';
import { contrastsUnexplained, standingOf, unexplainedWords, type FoundPhrase } from './standing.js';

const unreadable: Reading = { outcome: 'unreadable' };

/**
 * Reads a platform's answer by the platform's usual words. Pure, and careful on purpose: it understands a message only
 * where every sentence that speaks of an action is a known phrase, said plainly, and all of them agree. A negated,
 * doubted or unknown action word, two decisions that exclude each other, or no known phrase at all: `unreadable`.
 */
export function readByPhrases(message: PlatformMessage, table: PhraseTable): Reading {
  if (message.text.length > longestReadableChars) return unreadable;
  const meanings: Meaning[] = [];
  let hasContrast = false;
  const sentences = sentencesOf(message.text);
  if (sentences.length > mostSentences) return unreadable;
  for (const sentence of sentences) {
    const said = sentence.length > longestSentenceChars ? undefined : readSentence(sentence, table);
    if (said === undefined) return unreadable;
    meanings.push(...said.meanings);
    hasContrast ||= said.hasContrast;
  }
  if (hasContrast && decidedBy(meanings).length > 0) return unreadable;
  return conclude(meanings, reportNumberIn(message, table), message.writtenAtMs);
}

/** What one sentence says, or undefined where it says something that nobody but a person should judge. */
function readSentence(sentence: string, table: PhraseTable) {
  const found = longestOnly(phrasesIn(sentence, table));
  const meanings: Meaning[] = [];
  for (const each of found) {
    const standing = standingOf(sentence, each, found);
    if (standing === 'doubtful') return undefined;
    if (standing === 'said') meanings.push(each.row.means);
  }
  if (unexplainedWords(sentence, found)) return undefined;
  return { meanings, hasContrast: contrastsUnexplained(sentence, found) };
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

function reportNumberIn(message: PlatformMessage, table: PhraseTable): string | undefined {
  const text = flatText(`${message.subject}\n${message.text}`);
  const numbers = Array.from(text.matchAll(table.reportNumber), (match) => match.groups?.['number'] ?? '');
  const distinct = [...new Set(numbers.filter((number) => number !== '' && !/^UF-\d{4}-/iu.test(number)))];
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

function decidedBy(said: readonly Meaning[]) {
  return decisionKinds.filter((kind) => said.some((meaning) => meaning.kind === kind));
}

function conclude(meanings: readonly Meaning[], externalRef: string | undefined, atMs: number): Reading {
  const said = meanings.filter(({ kind }) => kind !== 'nothing');
  if (said.length === 0) return unreadable;
  const decided = decidedBy(said);
  if (decided.length > 1) return unreadable;
  const answers = askAnswersOf(said);
  if (answers === 'conflict') return unreadable;
  const facts: Fact[] = [];
  const isReceipt = said.some(({ kind }) => kind === 'acknowledged') || externalRef !== undefined;
  // A notice that must first be reported by a member was not taken: a receipt would say that it was.
  if (isReceipt && !decided.includes('memberReportRequired'))
    facts.push({ kind: 'acknowledged', atMs, ...(externalRef === undefined ? {} : { externalRef }) });
  if (decided.length === 0 && said.some(({ kind }) => kind === 'reviewStarted'))
    facts.push({ kind: 'reviewStarted', atMs });
  const decision = decisionFact(said, decided[0], atMs);
  if (decision) facts.push(decision);
  if (Object.keys(answers).length > 0) facts.push({ kind: 'asksAnswered', atMs, answers });
  return { outcome: 'understood', facts };
}

function decisionFact(
  said: readonly Meaning[],
  kind: (typeof decisionKinds)[number] | undefined,
  atMs: number,
): Fact | undefined {
  switch (kind) {
    case undefined:
      return undefined;
    case 'actioned':
      return { kind, atMs, effects: effectsOf(said) };
    case 'refused':
      return { kind, atMs, reason: refusalReasonOf(said) };
    case 'memberReportRequired': {
      const required = said.find((meaning) => meaning.kind === 'memberReportRequired');
      return required && { kind, atMs, channel: required.channel };
    }
    default:
      return { kind, atMs };
  }
}

function effectsOf(said: readonly Meaning[]): Effect[] {
  return [...new Set(said.flatMap((meaning) => (meaning.kind === 'actioned' ? meaning.effects : [])))];
}

/** The most telling reason: "not removed" alone gives none. */
function refusalReasonOf(said: readonly Meaning[]) {
  const reasons = said.flatMap((meaning) => (meaning.kind === 'refused' ? [meaning.reason] : []));
  return reasons.find((reason) => reason !== 'NO_REASON_GIVEN') ?? 'NO_REASON_GIVEN';
}

function askAnswersOf(said: readonly Meaning[]): Partial<Record<Ask, AskAnswer>> | 'conflict' {
  const answers: Partial<Record<Ask, AskAnswer>> = {};
  for (const effect of effectsOf(said)) {
    const ask = answeredByEffect[effect];
    if (ask) answers[ask] = 'YES';
  }
  for (const meaning of said) {
    if (meaning.kind !== 'asksAnswered') continue;
    for (const [ask, answer] of Object.entries(meaning.answers) as [Ask, AskAnswer][]) {
      if (answers[ask] !== undefined && answers[ask] !== answer) return 'conflict';
      answers[ask] = answer;
    }
  }
  return answers;
}
