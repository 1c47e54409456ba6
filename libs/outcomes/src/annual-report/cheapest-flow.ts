/** One direction of what may be moved along a link. */
export interface Arc {
  readonly from: string;
  readonly to: string;
  /** Whole units; may be Infinity. */
  readonly capacity: number;
  /** For each unit, 0 or more. */
  readonly cost: number;
}

/**
 * The cheapest way to bring so many units from one place to another, by one cheapest path after the other (Busacker and
 * Gowen, over Bellman and Ford). The same arcs in the same order give the same answer.
 *
 * @returns units on each arc, in the order of the arcs; undefined where so many cannot be brought there
 */
export function cheapestFlow(
  arcs: readonly Arc[],
  from: string,
  to: string,
  units: number,
): readonly number[] | undefined {
  const flows = arcs.map(() => 0);
  for (let left = units; left > 0;) {
    const path = cheapestPath(arcs, flows, from, to);
    if (!path) return undefined;
    const rooms = path.map(({ index, isBack }) =>
      isBack ? (flows[index] ?? 0) : (arcs[index]?.capacity ?? 0) - (flows[index] ?? 0),
    );
    const moved = Math.min(left, ...rooms);
    for (const { index, isBack } of path) flows[index] = (flows[index] ?? 0) + (isBack ? -moved : moved);
    left -= moved;
  }
  return flows;
}

/** One arc of a path; back takes away what flows along it. */
interface Step {
  readonly index: number;
  readonly isBack: boolean;
}

function cheapestPath(
  arcs: readonly Arc[],
  flows: readonly number[],
  from: string,
  to: string,
): readonly Step[] | undefined {
  const reached = new Map<string, { cost: number; by: (Step & { before: string }) | undefined }>([
    [from, { cost: 0, by: undefined }],
  ]);
  for (let isBetter = true; isBetter;) {
    isBetter = false;
    for (const [index, { from: tail, to: head, capacity, cost }] of arcs.entries()) {
      const flow = flows[index] ?? 0;
      if (flow < capacity) isBetter = reach(tail, head, cost, { index, isBack: false }) || isBetter;
      if (flow > 0) isBetter = reach(head, tail, -cost, { index, isBack: true }) || isBetter;
    }
  }
  if (!reached.has(to)) return undefined;
  const path: Step[] = [];
  for (let by = reached.get(to)?.by; by; by = reached.get(by.before)?.by) path.push(by);
  return path;

  function reach(before: string, place: string, cost: number, step: Step): boolean {
    const there = reached.get(before);
    if (!there || there.cost + cost >= (reached.get(place)?.cost ?? Infinity)) return false;
    reached.set(place, { cost: there.cost + cost, by: { ...step, before } });
    return true;
  }
}
