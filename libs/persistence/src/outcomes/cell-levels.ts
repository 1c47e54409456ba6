import type { OutcomeDimension } from '#core';

/**
 * What cells are kept apart by, beside mode, regime and time, and the bit of it in their level: the channel with its
 * platform, the category, and the team with the category.
 */
export const levelBits = { channel: 1, category: 2, team: 4 } as const;

export const cellColumns = ['platform', 'channel', 'category', 'team'] as const;

/** The level of the fewest cells that are kept apart by these. */
export function levelOf(dimensions: ReadonlySet<OutcomeDimension>): number {
  const hasOne = (...names: OutcomeDimension[]) => names.some((name) => dimensions.has(name));
  return (
    (hasOne('platform', 'channel') ? levelBits.channel : 0) +
    (hasOne('category', 'team') ? levelBits.category : 0) +
    (hasOne('team') ? levelBits.team : 0)
  );
}

/** The times that cells are kept apart by; each is a whole number of the one before. */
export const cellSpans = ['DAY', 'MONTH', 'QUARTER', 'YEAR'] as const;
