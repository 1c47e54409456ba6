import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_THEME } from '@mantine/core';
import { theme } from '../../../design/theme.js';
import { barColours } from './bar-colours.js';
import { decisionsInOrder } from './matrix.js';

/** Relative luminance, as WCAG 2 has it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

it('has bars that stand out from a card in both schemes', () => {
  const css = readFileSync(join(import.meta.dirname, '../../../design/global.css'), 'utf8');
  const [, lightCard = '', darkCard = ''] = /--uf-card: light-dark\((#\w+), (#\w+)\)/.exec(css) ?? [];
  const colours: Readonly<Record<string, readonly string[] | undefined>> = {
    ...DEFAULT_THEME.colors,
    ...theme.colors,
  };
  const weak = barColours.flatMap(([name, light, dark]) =>
    (
      [
        [colours[name]?.[light], lightCard],
        [colours[name]?.[dark], darkCard],
      ] as const
    )
      .filter(([colour = '', card]) => !(contrast(colour, card) >= 3))
      .map(([colour]) => `${name} ${colour ?? ''}`),
  );
  expect(weak).toEqual([]);
});

it('has a look for each decision', () => {
  expect(barColours.length).toBeGreaterThanOrEqual(decisionsInOrder.length);
});
