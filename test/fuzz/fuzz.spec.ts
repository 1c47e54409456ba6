import { check } from './check.js';
import { surfaces } from './main.js';

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
