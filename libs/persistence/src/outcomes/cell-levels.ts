import type { OutcomeDimension } from '#core';

/** What cells may be kept apart by beside mode, regime and time, and the bit of it in their level. */
export const cellDimensions = { platform: 1, channel: 2, category: 4, team: 8 } as const;
export type CellDimension = keyof typeof cellDimensions;

export const cellColumns = Object.keys(cellDimensions) as readonly CellDimension[];

/** The level of those cells that are kept apart by these and nothing more. A channel is one of a platform. */
export function levelOf(dimensions: ReadonlySet<OutcomeDimension>): number {
  const isKept = (name: CellDimension) =>
    dimensions.has(name) || (name === 'platform' && dimensions.has('channel'));
  return cellColumns.filter(isKept).reduce((level, name) => level + cellDimensions[name], 0);
}
