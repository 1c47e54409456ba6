import fc from 'fast-check';
import { check } from './check.js';
import { surfaces } from './main.js';
import { promise } from './surface.js';

/**
 * Few cases of one seed, to see that each promise can be checked; `npm run fuzz` looks for what breaks them. How many, and
 * so which, does not depend on how fast a machine is: what one finds, the next finds too.
 */
const seed = 20261127;
const casesOf: Readonly<Record<string, number>> = { mails: 10, api: 150 };
const usualCases = 300;
const withinMs = 120_000;

describe.each(surfaces)('the surface $name', (surface) => {
  it(
    'keeps its promises',
    async () => {
      const open = await surface.open();
      const cases = casesOf[surface.name] ?? usualCases;
      try {
        const checked = await check(open, { seed, cases });
        expect(checked.filter(({ broken }) => broken)).toEqual([]);
        expect(checked.map((each) => each.cases)).toEqual(open.promises.map(() => cases));
      } finally {
        await open.close();
      }
    },
    withinMs,
  );
});

describe('a promise that is broken', () => {
  const isSmall = promise(
    'is-small',
    fc.property(fc.nat(), (number) => number < 1_000),
  );
  const surface = { promises: [isSmall], close: async () => undefined };

  it('is shown by its smallest counterexample, which its path shows again', async () => {
    const [found] = await check(surface, { seed: 7, cases: 100 });
    expect(found?.broken?.counterexample).toBe('1000');
    const path = found?.broken?.path ?? '';
    const [again] = await check(surface, { seed: 7, only: 'is-small', path });
    expect(again?.broken?.counterexample).toBe('1000');
  });
});
