import fc from 'fast-check';
import { removingEffects } from '#core';
import { cutQuoted } from '#mail';
import { ownLines } from '#platform-kit';
import { learned, type CorpusMail, type Said } from './expected.js';
import { messageIn, readAs } from './read-mail.js';

/** Mails that say a removal, with what is left of them once our words are cut. */
const removals: { readonly mail: CorpusMail; readonly text: string }[] = [];
beforeAll(async () => {
  for (const mail of learned.mails)
    if (saysRemoved(mail.expected)) removals.push({ mail, text: (await messageIn(mail)).text });
});

const aRemoval = () => fc.nat({ max: removals.length - 1 }).map((index) => removals[index]!);
const runs = { numRuns: 60 };
const denials = [
  'It is not true that this was done.',
  'Correction: the content was not removed.',
  'We did not remove the post.',
  "Nous n'avons pas supprimé la publication.",
  'We hebben de inhoud niet verwijderd.',
  'Wir haben den Inhalt nicht entfernt.',
  'We restored the post.',
];

describe('a removal in the corpus', () => {
  it('is not read once a denial stands anywhere beside it', () => {
    fc.assert(
      fc.property(
        aRemoval(),
        fc.constantFrom(...denials),
        fc.boolean(),
        ({ mail, text }, denial, isBefore) => {
          const all = isBefore ? `${denial}\n\n${text}` : `${text.split('\n-- \n')[0] ?? ''}\n\n${denial}`;
          return !saysRemoved(readAs(mail.platform, all));
        },
      ),
      runs,
    );
  });

  it('is not read where it is only quoted, whatever the program that quotes', () => {
    const quotes: ((text: string) => string)[] = [
      (text) => text.replace(/^/gm, '> '),
      (text) => text.replace(/^/gm, '| '),
      (text) => `On 23/11/2026 12:00, Desk wrote:\n${text.replace(/^/gm, '> ')}`,
      (text) => `-----Original Message-----\n${text}`,
      (text) => `From: Desk\nSent: Monday\nTo: Helpline\nSubject: Answer\n\n${text}`,
      (text) => `---------- Forwarded message ---------\n${text}`,
      (text) => `${ownLines[0] ?? ''} Facebook\n\n${text}`,
    ];
    fc.assert(
      fc.property(aRemoval(), fc.constantFrom(...quotes), ({ mail, text }, quote) => {
        const unquoted = cutQuoted(`Thank you for your patience.\n\n${quote(text)}`, ownLines);
        return !saysRemoved(readAs(mail.platform, unquoted));
      }),
      runs,
    );
  });

  it('reads the same with a quote of ours below it that says the opposite', () => {
    fc.assert(
      fc.property(aRemoval(), fc.constantFrom(...denials), ({ mail, text }, denial) => {
        const answered = `${text}\n\nOn 23/11/2026 12:00, Helpline wrote:\n> ${denial}`;
        expect(readAs(mail.platform, cutQuoted(answered, ownLines))).toEqual(readAs(mail.platform, text));
      }),
      runs,
    );
  });
});

function saysRemoved(said: Said): boolean {
  return said.kind === 'facts' && (said.effects ?? []).some((effect) => removingEffects.includes(effect));
}
