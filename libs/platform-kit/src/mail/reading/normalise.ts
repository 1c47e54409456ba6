import { beginsWithAsk } from './listed-answers.js';

/** Longest message that is read; a longer one goes to a person whole rather than half read by us. */
export const longestReadableChars = 20_000;

/** More sentences than any answer has. */
export const mostSentences = 300;

/** A sentence longer than this is a list or a trick; what stands around a phrase in it proves nothing. */
export const longestSentenceChars = 2_000;

/**
 * A message as its sentences, in one spelling: lower case, no diacritics, straight quotes, single spaces, contractions
 * written out. Linear in the length of the text.
 */
export function sentencesOf(text: string): string[] {
  return paragraphsOf(withoutSignature(text))
    .flatMap((paragraph) => spelled(paragraph).split(/(?<=[.!?;])\s+/u))
    .map((sentence) => sentence.replace(leadIns, '$1').trim())
    .filter((sentence) => sentence !== '');
}

/** The same text with its letter case and line breaks folded to spaces: where report numbers are looked for. */
export function flatText(text: string): string {
  return straight(text.normalize('NFKC')).replace(/\s+/gu, ' ').trim();
}

/** What stands under `--` by itself is a signature and its small print (RFC 3676, 4.3). */
function withoutSignature(text: string): string {
  const at = text.search(/^-- ?\r?$/mu);
  return at <= 0 ? text : text.slice(0, at);
}

/** A list of answers has one line for each ask. */
function atAsks(paragraph: string): string[] {
  const parts: string[] = [];
  for (const line of paragraph.split('\n'))
    if (parts.length > 0 && !beginsWithAsk(spelled(line))) parts.push(`${parts.pop() ?? ''}\n${line}`);
    else parts.push(line);
  return parts;
}

/** Lines of one paragraph belong together (mails are wrapped); blank lines, list marks and names of asks part them. */
function paragraphsOf(text: string): string[] {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(/^[ \t]*>.*$/gmu, '')
    .split(/\n[ \t]*\n|(?:\n|^)[ \t]*(?:[-*•·]|\d{1,2}[.)])[ \t]/u)
    .flatMap(atAsks)
    .map((paragraph) => paragraph.replace(/\s+/gu, ' '));
}

function spelled(text: string): string {
  const folded = straight(text.normalize('NFC').toLowerCase())
    // Without its dots German "would" is the same word as "was": the one must not become the other.
    .replace(/würd/gu, 'wuerd')
    .replace(/ß/gu, 'ss')
    .replace(/œ/gu, 'oe')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '');
  return writtenOut(folded).replace(/\s+/gu, ' ').trim();
}

function straight(text: string): string {
  return text
    .replace(/[‘’‚‛′`´ʼ]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/\s[–—―-]\s/gu, '; ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, (character) => (/\s/u.test(character) ? ' ' : ''));
}

function writtenOut(text: string): string {
  return text
    .replace(/\bcan't\b|\bcannot\b/gu, 'can not')
    .replace(/\bwon't\b/gu, 'will not')
    .replace(/n't\b/gu, ' not')
    .replace(/\b(we|you|they|i)'ve\b/gu, '$1 have')
    .replace(/\b(we|you|they)'re\b/gu, '$1 are')
    .replace(/\b(we|you|they|i)'ll\b/gu, '$1 will')
    .replace(/\b(we|you|they|i)'d\b/gu, '$1 would')
    .replace(/\b(it|that)'s\b/gu, '$1 is')
    .replace(/"/gu, '');
}

/** "We can confirm that …" says no more than what follows, where it opens a sentence. */
const leadIns =
  /^((?:[^,]{0,60}, )?)(?:we (?:can|are able to|would like to|want to|wanted to|are writing to) (?:(?:confirm|inform you|let you know|tell you) that|let you know|inform you)|nous (?:pouvons|tenons a|souhaitons) (?:vous )?(?:confirmer|informer|faire savoir) que|(?:we|wij) (?:kunnen|willen) (?:u |je )?(?:bevestigen|laten weten|meedelen) dat|wir (?:konnen|mochten) (?:sie |ihnen )?(?:bestatigen|informieren|mitteilen),? dass) /u;
