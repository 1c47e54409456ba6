import fc from 'fast-check';
import { check } from './check.js';
import { surfaces } from './main.js';
import { promise } from './surface.js';

/** Few cases of one seed, to see that each promise can be checked; `npm run fuzz` looks for what breaks them. */
const options = { seed: 20261127, cases: 300, withinMs: 2_500 };

describe.each(surfaces)('the surface $name', (surface) => {
  it('keeps its promises', async () => {
    const open = await surface.open();
    try {
      const checked = await check(open, options);
      expect(checked.filter(({ broken }) => broken)).toEqual([]);
      expect(checked.map(({ cases }) => cases > 0)).toEqual(open.promises.map(() => true));
    } finally {
      await open.close();
    }
  });
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
