import { effects, type Fact } from '#core';
import type { PlatformMessage } from '#application';
import { metaPhrases } from '../mail/meta-phrases.js';
import { phraseTable } from '../mail/reading/phrase-table.js';
import { readByPhrases } from '../mail/reading/read-by-phrases.js';
import { usualConversation } from '../mail/reading/usual-conversation.js';
import { usualDecisions } from '../mail/reading/usual-decisions.js';

/** A reader with every usual phrase, to try it with. */
export const table = phraseTable({
  rows: [...usualDecisions, ...metaPhrases, ...usualConversation('example-in-app')],
  effects,
  reportNumber: {
    labels: [
      'report number',
      'case',
      'numero de signalement',
      'numéro de signalement',
      'meldingsnummer',
      'meldungsnummer',
    ],
    shape: '\\d{6,18}',
  },
});
export const writtenAtMs = Date.UTC(2026, 10, 23, 12);
export const aMail = (text: string, subject = 'Re: [UF-2026-000123-2-K7QM9A] Notice'): PlatformMessage => ({
  via: 'EMAIL',
  receivedAtMs: writtenAtMs + 5_000,
  writtenAtMs,
  subject,
  text,
});
export const read = (text: string, subject?: string) => readByPhrases(aMail(text, subject), table);

/** Facts without their time, or `unreadable`. */
export function meaningOf(text: string, subject?: string): unknown {
  const reading = read(text, subject);
  if (reading.outcome === 'unreadable') return 'unreadable';
  return reading.facts.map((fact) => {
    const { atMs, ...said } = fact as Extract<Fact, { atMs: number }>;
    expect(atMs).toBe(writtenAtMs);
    return said;
  });
}

/** A plain removal, as it is read. */
export const removed = [
  { kind: 'actioned', effects: ['CONTENT_REMOVED'] },
  { kind: 'asksAnswered', answers: { REMOVE_CONTENT: 'YES' } },
];
