import { transformSync } from '@swc/core';
import { applied } from './edit.js';
import { plants } from './plants.js';

describe('planted defects', () => {
  it('have names of their own', () => {
    expect(new Set(plants.map(({ name }) => name)).size).toBe(plants.length);
  });

  it.each(plants.map((plant) => ({ plant, name: plant.name })))(
    '$name still finds its places, and what it makes of them compiles',
    ({ plant }) => {
      for (const source of applied(plant))
        expect(() =>
          transformSync(source, {
            swcrc: false,
            jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
          }),
        ).not.toThrow();
    },
  );
});
