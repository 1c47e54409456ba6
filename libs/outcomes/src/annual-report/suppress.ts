import { cheapestFlow, type Arc } from './cheapest-flow.js';

/**
 * One published count. All counts of a report are links of one net in which as much leaves each place as comes to it: a
 * total and its parts meet in a place, so that the net says everything that can be worked out of one count about others.
 */
export interface Cell {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** 0 or more, whole. */
  readonly count: number;
  /** How much it would be missed: of two cells, the one with less is hidden. Above 0. */
  readonly worth: number;
}

/**
 * Which counts are hidden, so that nobody who knows all others, every total and these rules can work out a small one.
 *
 * Hidden is each count from 1 to `smallest` - 1, and beside it what it takes for this: there is another table with the same
 * published counts, no hidden count below 1, in which the small count is greater by `smallest`. So what can be worked out
 * about a small count is an interval at least `smallest` wide, which reaches above `smallest`: not even that it is small.
 * None at all (0) is published, and no reader takes a hidden count for 0.
 *
 * Cells to hide are found as the cheapest flow around the net through the small count (Kelly, Golden and Assad 1992), which
 * is always there: every cell on a way that notices took can grow.
 *
 * @returns ids of hidden cells
 */
export function hiddenCells(cells: readonly Cell[], smallest: number): ReadonlySet<string> {
  const inOrder = [...cells].sort((one, other) => (one.id < other.id ? -1 : 1));
  const small = inOrder.filter(({ count }) => count > 0 && count < smallest);
  const hidden = new Set(small.map(({ id }) => id));
  for (const cell of small) {
    const others = inOrder.filter(({ id, count }) => id !== cell.id && count > 0);
    const arcs = others.flatMap(({ id, from, to, count, worth }): Arc[] => {
      const cost = hidden.has(id) ? 0 : worth;
      return [
        { from, to, capacity: Infinity, cost },
        { from: to, to: from, capacity: count - 1, cost },
      ];
    });
    const flows = cheapestFlow(arcs, cell.to, cell.from, smallest);
    if (!flows) throw new Error(`the counts around ${cell.id} do not add up`);
    for (const [index, { id }] of others.entries())
      if ((flows[2 * index] ?? 0) !== (flows[2 * index + 1] ?? 0)) hidden.add(id);
  }
  return hidden;
}
