import { createHash } from 'node:crypto';

type Name = string | number;

/**
 * A number in [0, 1) that depends on its names alone: the same names give the same number, in whatever order and
 * process they are asked for.
 */
export function drawn(...names: readonly Name[]): number {
  return createHash('sha256').update(names.join('\u0000')).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** One of a list that is not empty. */
export function chosen<T>(list: readonly T[], ...names: readonly Name[]): T {
  const picked = list[Math.floor(drawn(...names) * list.length)];
  if (picked === undefined) throw new Error('nothing to choose from');
  return picked;
}

/** A whole number from `least` to `most`, both included. */
export function drawnBetween(least: number, most: number, ...names: readonly Name[]): number {
  return least + Math.floor(drawn(...names) * (most - least + 1));
}

export function shuffled<T>(list: readonly T[], ...names: readonly Name[]): T[] {
  return list
    .map((entry, index) => ({ entry, place: drawn(...names, index) }))
    .sort((some, other) => some.place - other.place)
    .map(({ entry }) => entry);
}
