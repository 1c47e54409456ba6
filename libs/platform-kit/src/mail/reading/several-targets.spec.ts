import type { Fact } from '#core';
import { phraseTable } from './phrase-table.js';
import { readByPhrases } from './read-by-phrases.js';
import { usualDecisions } from './usual-decisions.js';
import { speaksOfAll, toldApart } from './several-targets.js';

const targets = [
  { submissionId: 'one', names: ['UF-2026-000123-1', 'https://social.example/p/AAAaaa111', 'AAAaaa111'] },
  { submissionId: 'two', names: ['UF-2026-000123-2', 'https://social.example/p/BBBbbb222', 'BBBbbb222'] },
  { submissionId: 'ten', names: ['UF-2026-000123-10', 'https://social.example/p/BBB', 'BBB'] },
];
const told = (text: string) => Object.fromEntries(toldApart(text, targets));

describe('what an answer says of each target', () => {
  it('is the line that names it', () => {
    expect(told('https://social.example/p/AAAaaa111: removed\nBBBbbb222 - no violation')).toEqual({
      one: { leadingUp: [], lines: [': removed'] },
      two: { leadingUp: [], lines: ['- no violation'] },
    });
  });

  it('is the line that names it below those that lead up to it', () => {
    const text = [
      'We have removed the following:',
      '',
      '- https://social.example/p/AAAaaa111',
      '',
      'The following does not go against our rules:',
      '* https://social.example/p/BBBbbb222',
      'Kind regards',
    ].join('\n');
    expect(told(text)).toEqual({
      one: { leadingUp: ['We have removed the following:'], lines: ['-'] },
      two: { leadingUp: ['The following does not go against our rules:'], lines: ['*'] },
    });
  });

  it('is said by our reference as well, whatever stands after it', () => {
    expect(told('UF-2026-000123-2: removed.\nUF-2026-000123-10, no action')).toEqual({
      two: { leadingUp: [], lines: [': removed.'] },
      ten: { leadingUp: [], lines: [', no action'] },
    });
    expect(told('Your notice UF-2026-000123-1-K7QM9A was decided.')).toEqual({});
  });

  it('is nothing where it names none, or something longer', () => {
    expect(told('The content was removed.')).toEqual({});
    expect(told('https://social.example/p/AAAaaa111222 was removed; XBBB and BBB-2 as well')).toEqual({});
  });
});

describe('a decision about one of several targets', () => {
  const table = phraseTable({
    rows: usualDecisions,
    effects: ['CONTENT_REMOVED'],
    reportNumber: { labels: ['Number'], shape: '[0-9]{8}' },
  });
  const decided = (text: string) => {
    const message = { via: 'EMAIL', receivedAtMs: 1, writtenAtMs: 1, subject: '', text, targets } as const;
    const reading = readByPhrases(message, table);
    if (reading.outcome === 'unreadable') return 'unreadable';
    const kindOf = (facts: readonly Fact[]) => facts[0]?.kind;
    return reading.apart
      ? Object.fromEntries([...reading.apart].map(([id, facts]) => [id, kindOf(facts)]))
      : kindOf(reading.facts);
  };

  it.each<[string, object | string | undefined]>([
    [
      'UF-2026-000123-1: removed\nUF-2026-000123-2: This content does not violate our policies.',
      { one: 'actioned', two: 'refused' },
    ],
    ['AAAaaa111 - verwijderd\nBBBbbb222 - verwijderd', { one: 'actioned', two: 'actioned' }],
    ['1. AAAaaa111: supprimé', { one: 'actioned' }],
    ['https://social.example/p/BBBbbb222: entfernt.', { two: 'actioned' }],
    ['We have removed this content:\nAAAaaa111\nBBBbbb222', { one: 'actioned', two: 'actioned' }],
    ['We have removed all the content you reported.', 'actioned'],
    ['Nous avons supprimé tous les contenus signalés.', 'actioned'],
    ['Wij hebben alle gemelde inhoud verwijderd.', 'actioned'],
    ['Wir haben alle gemeldeten Inhalte entfernt.', 'actioned'],
  ])('is read: %s', (text, expected) => expect(decided(text)).toEqual(expected));

  it.each([
    'UF-2026-000123-1: not removed',
    'UF-2026-000123-1: to be removed',
    'UF-2026-000123-1: removed?',
    'UF-2026-000123-1: removed, or not',
    'UF-2026-000123-1: removed\nUF-2026-000123-2: under discussion with colleagues',
    'We removed the post.',
    'We have removed this content: AAAaaa111. We have not removed this content: BBBbbb222.',
    'We have removed this content:\nBBBbbb222 could not be removed',
  ])('is for a person: %s', (text) => expect(decided(text)).toBe('unreadable'));
});

describe('whether an answer that names no target speaks of all', () => {
  it.each([
    'We removed the content you reported.',
    'All links were removed.',
    'Both posts have been taken down.',
    'Nous avons supprimé le contenu signalé.',
    'Toutes les publications ont été supprimées.',
    'De gemelde inhoud is verwijderd.',
    'Alle berichten zijn verwijderd.',
    'Die gemeldeten Inhalte wurden entfernt.',
    'Sämtliche Beiträge wurden entfernt.',
    'The reported content does not go against our Community Guidelines.',
  ])('%s: yes', (text) => expect(speaksOfAll(text)).toBe(true));

  it.each([
    'We removed the post.',
    'One of the links was removed.',
    'The first link was removed.',
    '2 of 3 were removed.',
    'Three posts were removed.',
    'We removed some of the content.',
    'The content was partly removed.',
    'Le premier lien a été supprimé.',
    'Nous avons supprimé la vidéo.',
    'Le contenu a été supprimé en partie.',
    "L'une des publications a été supprimée.",
    'Een deel van de inhoud is verwijderd.',
    'Het bericht is verwijderd.',
    'Drie berichten zijn verwijderd.',
    'Der Beitrag wurde entfernt.',
    'Ein Teil der Inhalte wurde entfernt.',
    'Der zweite Link wurde entfernt.',
    'Das Konto wurde gesperrt.',
  ])('%s: a person has to say', (text) => expect(speaksOfAll(text)).toBe(false));
});
