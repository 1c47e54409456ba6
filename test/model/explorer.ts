/**
 * One step of a model.
 *
 * calm     happens by itself sooner or later
 * outside  somebody outside may do it, or never: a platform that answers, a person who decides
 * fault    goes wrong; a model allows a limited number of these
 */
export interface Move<State> {
  readonly label: string;
  readonly kind: 'calm' | 'outside' | 'fault';
  readonly to: State;
}

export interface Model<State> {
  readonly start: State;
  readonly movesFrom: (state: State) => readonly Move<State>[];
  /** States with the same key behave the same from here on. */
  readonly keyOf: (state: State) => string;
  /** The promise that a state breaks, if any. */
  readonly brokenBy: (state: State) => string | undefined;
  /** Whether it is right that nothing more happens here by itself. */
  readonly isEnd: (state: State) => boolean;
}

export interface CounterExample {
  readonly broken: string;
  /** Labels of the moves that lead there; none shorter exists. */
  readonly path: readonly string[];
}

export interface Exploration {
  readonly states: number;
  readonly moves: number;
  /** Moves on the shortest way to the state that lies furthest from the start. */
  readonly depth: number;
  /** How often each move was made. */
  readonly made: ReadonlyMap<string, number>;
  readonly counterExample: CounterExample | null;
}

export const noEnd = 'once faults have stopped, every run comes to an end';

/**
 * Visits every state that can be reached, nearest first, and stops at the first that breaks a promise.
 *
 * Where none does, it looks at what happens by itself alone: every such run must end, and end rightly, from every state
 * that was reached. That is stronger than fairness needs, and simpler to say.
 */
export function explore<State>(model: Model<State>): Exploration {
  const search = new Search(model);
  const counterExample = search.run();
  const { states, moves, depth, made } = search;
  return { states, moves, depth, made, counterExample };
}

class Search<State> {
  moves = 0;
  depth = 0;
  readonly made = new Map<string, number>();
  private readonly idByKey = new Map<string, number>();
  /** By state id: the state it was first reached from, and by which move. */
  private readonly cameFrom: number[] = [];
  private readonly cameBy: string[] = [];
  private readonly calmNext: number[][] = [];
  private readonly wrongStops: number[] = [];

  constructor(private readonly model: Model<State>) {}

  get states(): number {
    return this.cameFrom.length;
  }

  run(): CounterExample | null {
    const { start, movesFrom, brokenBy, isEnd } = this.model;
    let layer: { id: number; state: State }[] = [{ id: this.add(start, -1, ''), state: start }];
    while (layer.length > 0) {
      const next: typeof layer = [];
      for (const { id, state } of layer) {
        const broken = brokenBy(state);
        if (broken !== undefined) return { broken, path: this.pathTo(id) };
        const calm: number[] = [];
        for (const { label, kind, to } of movesFrom(state)) {
          this.moves += 1;
          this.made.set(label, (this.made.get(label) ?? 0) + 1);
          const known = this.idByKey.get(this.model.keyOf(to));
          const target = known ?? this.add(to, id, label);
          if (known === undefined) next.push({ id: target, state: to });
          if (kind === 'calm') calm.push(target);
        }
        this.calmNext[id] = calm;
        if (calm.length === 0 && !isEnd(state)) this.wrongStops.push(id);
      }
      if (next.length > 0) this.depth += 1;
      layer = next;
    }
    const [stop] = this.wrongStops;
    if (stop !== undefined) return { broken: noEnd, path: this.pathTo(stop) };
    const endless = this.firstThatMayNeverEnd();
    return endless === undefined ? null : { broken: noEnd, path: this.pathTo(endless) };
  }

  private add(state: State, from: number, label: string): number {
    const id = this.cameFrom.length;
    this.idByKey.set(this.model.keyOf(state), id);
    this.cameFrom.push(from);
    this.cameBy.push(label);
    return id;
  }

  private pathTo(id: number): string[] {
    const path: string[] = [];
    for (let at = id; (this.cameFrom[at] ?? -1) >= 0; at = this.cameFrom[at] ?? -1)
      path.unshift(this.cameBy[at] ?? '');
    return path;
  }

  /** Takes away, from the ends backwards, every state whose calm moves all lead to one taken away: what stays runs for ever. */
  private firstThatMayNeverEnd(): number | undefined {
    const before: number[][] = this.calmNext.map(() => []);
    const open = this.calmNext.map((targets, id) => {
      for (const target of targets) before[target]?.push(id);
      return targets.length;
    });
    const ended = open.flatMap((count, id) => (count === 0 ? [id] : []));
    for (let at = ended.pop(); at !== undefined; at = ended.pop())
      for (const id of before[at] ?? []) if ((open[id] = (open[id] ?? 0) - 1) === 0) ended.push(id);
    const endless = open.findIndex((count) => count > 0);
    return endless < 0 ? undefined : endless;
  }
}
