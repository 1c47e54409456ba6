import fc from 'fast-check';
import { examplebook, examplePhones } from '../../../../test/support/examplebook.js';
import { findTargets } from './find-targets.js';
import { resolveReasons } from './resolution.js';
import { resolveInput } from './resolve-input.js';
import { resolveTarget } from './resolve-target.js';

const rules = [examplebook];

/** Anything at all, and heaps of what the engine looks for, so that its branches are reached. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          'https://',
          'hxxp',
          '[.]',
          '(dot)',
          'examplebook',
          'examplebook.test',
          '.test',
          '/posts/',
          'abcd1',
          '@',
          ':',
        ],
        ...[
          '?comment=7',
          '#',
          '%',
          '%2F',
          '%00',
          '%E2%84',
          '..',
          '\\',
          ' ',
          '\n',
          '+32 470 00',
          '(',
          ')',
          '[',
          ']',
          '…',
        ],
        ...[
          'out.examplebook.test/?u=',
          'https%3A%2F%2F',
          '\u200b',
          '\u0000',
          '\ud800',
          '\udc00',
          'ｈ',
          'é',
          'e\u0301',
          '_',
        ],
      ),
      { maxLength: 40 },
    )
    .map((pieces) => pieces.join('')),
);

describe('on any text', () => {
  it('resolves or says why not, and never throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const resolution = resolveTarget(text, rules, examplePhones);
        if (resolution.outcome !== 'resolved') expect(resolveReasons).toContain(resolution.reason);
        expect(resolveInput(text, rules, examplePhones).input).toBe(text);
        expect(Array.isArray(findTargets(text, rules, examplePhones))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives keys and addresses that resolve to the same target', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const resolution = resolveInput(text, rules, examplePhones);
        if (resolution.outcome !== 'resolved') return;
        const { key, url } = resolution;
        expect(resolveTarget(key, rules)).toMatchObject({ key });
        if (url !== null) expect(resolveTarget(url, rules)).toMatchObject({ key, url });
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds in a text what it finds in its words', () => {
    const word = fc.constantFrom(
      ...[
        'https://examplebook.test/posts/abcd1',
        'examplebook.test/posts/abcd2',
        'exb.test/x1',
        'and',
        'hello,',
      ],
      ...[
        'https://elsewhere.test/',
        '(https://examplebook.test/posts/abcd3)',
        'examplebook:post:abcd4',
        '10:11:12',
      ],
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(findTargets(words.join(' '), rules)).toEqual(
          words.flatMap((each) => findTargets(each, rules)),
        );
      }),
    );
  });
});

/**
 * One million characters, each made to be slow for an engine that looks at anything twice. That they come back at all
 * is the test; why they come back in linear time stands at `boundedPattern`, `parseAddress` and `findTargets`.
 */
describe('on a megabyte of hostile text', () => {
  const length = 1_000_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

  it.each([
    'a',
    '@',
    '(',
    ')',
    '[.',
    '\\/',
    '%',
    '%25',
    '…',
    '_',
    'é',
    'e\u0301\u0316',
    '\ud800',
    'https://',
    'https:\\/\\/',
    'hxxp',
    'examplebook.test/',
    'examplebook:',
    'https://examplebook.test/posts/abcd1',
    'https://out.examplebook.test/?u=',
  ])('answers for %j over and over', (piece) => {
    const text = fill(piece);
    expect(resolveTarget(text, rules, examplePhones).outcome).toBe('invalid');
    expect(resolveInput(text, rules, examplePhones).input).toHaveLength(length);
  });

  it.each([
    'examplebook +32 ',
    'https://examplebook.test/posts/abcd1 ',
    'eb @jane ',
    '( ',
    'a.b/c ',
    '\ud800 ',
  ])('answers for words such as %j over and over', (piece) => {
    expect(Array.isArray(findTargets(fill(piece), rules, examplePhones))).toBe(true);
  });

  it('looks inside no word that is longer than an address', () => {
    expect(findTargets(`https://examplebook.test/posts/abcd1?${fill('x')}`, rules)).toEqual([
      expect.objectContaining({ resolution: { outcome: 'invalid', reason: 'TOO_LONG' } }),
    ]);
  });
});
