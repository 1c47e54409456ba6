import fc from 'fast-check';
import { removingEffects } from '#core';
import { longestReadableChars } from './normalise.js';
import { meaningOf, read, table } from '../../testing/usual-reader.js';

describe('whatever is read by phrases', () => {
  it('reads the same in any letter case, spacing, quotes and with or without diacritics', () => {
    const texts = [
      'We have removed the post that you reported.',
      "We didn't remove the post because it doesn't go against our Community Standards.",
      'Nous avons supprimé la publication signalée.',
      'Wij hebben de groep geblokkeerd, maar kunnen niet meedelen wie de beheerders zijn.',
    ];
    const gaps = fc.array(fc.constantFrom(' ', '  ', '\n', '\t', '\u00a0', ' \r\n'), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        gaps,
        fc.boolean(),
        fc.boolean(),
        (text, spaces, isUpper, isPlain) => {
          let turn = 0;
          let spelled = text
            .replaceAll(' ', () => spaces[(turn += 1) % spaces.length] ?? ' ')
            .replaceAll("'", '’');
          if (isPlain) spelled = spelled.normalize('NFD').replace(/[\u0300-\u036f]/gu, '');
          if (isUpper) spelled = spelled.toUpperCase();
          expect(meaningOf(spelled)).toEqual(meaningOf(text));
        },
      ),
    );
  });

  it('never reads a removal where a denial stands beside it', () => {
    const claims = [
      'we removed the post',
      'the video was deleted',
      'we disabled the account',
      'we blocked the group',
    ];
    const denials = [
      'we did not remove the post',
      'it is not true that',
      'if needed',
      'nothing was removed',
      'it was restored',
      'we might',
      'you asked whether',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...claims),
        fc.constantFrom(...denials),
        fc.constantFrom(' ', ', '),
        (claim, denial, gap) => {
          const reading = read(`${denial}${gap}${claim}.`);
          const facts = reading.outcome === 'understood' ? reading.facts : [];
          return !facts.some(
            (fact) => fact.kind === 'actioned' && fact.effects.some((each) => removingEffects.includes(each)),
          );
        },
      ),
    );
  });

  it('never throws', () => {
    const words = fc.constantFrom(
      'we ',
      'removed ',
      'not ',
      'the post ',
      'and ',
      ', ',
      'nous avons ',
      "n'",
      'hebben ',
      '. ',
      'wir ',
    );
    fc.assert(fc.property(fc.array(words, { maxLength: 200 }), (all) => void read(all.join(''))));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => void read(text)));
  });

  it('knows no phrase with an unbounded repeat', () => {
    const unbounded = table.phrases.filter(({ pattern }) => /(?<!\\)[*+]|\{\d+,\}/u.test(pattern.source));
    expect(unbounded.map(({ pattern }) => pattern.source)).toEqual([]);
  });

  it('stays quick on hostile text', () => {
    const parts = [
      'we removed the ',
      'we removed the post. ',
      "nous n'avons pas supprime et ",
      ', and ',
      'a',
      'but not; ',
      'case ',
    ];
    const long = (part: string) => part.repeat(longestReadableChars / part.length);
    const sentences = (part: string) => `${part.repeat(1_900 / part.length)}. `.repeat(10);
    const startedAtMs = performance.now();
    for (const part of parts) for (const text of [long(part), sentences(part)]) read(text);
    expect(performance.now() - startedAtMs).toBeLessThan(15_000);
  });
});
