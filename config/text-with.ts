import { z } from 'zod';

/** Text with values in double braces, of which only these are known. */
export function textWith(...known: readonly string[]) {
  return z
    .string('must be text')
    .min(1, 'must not be empty')
    .refine(
      (text) => [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, name = '']) => known.includes(name)),
      known.length === 0 ? 'holds no values in braces' : `may hold {{${known.join('}}, {{')}}} only`,
    );
}
