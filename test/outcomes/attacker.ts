import highs from 'highs';
import type { AnnualFigures, Published } from '#outcomes';

/** From the least to the most that a hidden count may be. */
export interface Interval {
  readonly cell: string;
  readonly least: number;
  readonly most: number;
}

/**
 * Somebody who has a published report and its rules and wants to know a hidden count: writes down that parts add up to
 * totals, that hidden counts are whole and 1 at least, and has a solver for such problems (HiGHS) find the least and the
 * most that each can be. Nothing of how cells were hidden is used here.
 */
export async function attack(figures: AnnualFigures): Promise<readonly Interval[]> {
  const solver = await loadSolver();
  const names = new Map<string, string>();
  const equations: string[] = [];
  const addUp = (total: [string, Published], parts: readonly [string, Published][]) => {
    const unknown = [total, ...parts].filter(([, count]) => count === null);
    for (const [cell] of unknown) if (!names.has(cell)) names.set(cell, `x${names.size}`);
    if (unknown.length === 0) return;
    const sum = parts.reduce((known, [, count]) => known + (count ?? 0), 0);
    const left = unknown.map(([cell]) => `${cell === total[0] ? '-' : '+'} ${names.get(cell)}`).join(' ');
    equations.push(`e${equations.length}: ${left} = ${(total[1] ?? 0) - sum}`);
  };
  for (const [total, parts] of sumsIn(figures)) addUp(total, parts);
  const variables = [...names.values()];
  const problem = (aim: 'Minimize' | 'Maximize', variable: string) =>
    [
      ...[aim, ` goal: ${variable}`, 'Subject To', ...equations.map((each) => ` ${each}`)],
      ...['Bounds', ...variables.map((each) => ` 1 <= ${each} <= 1000000`)],
      ...['General', ` ${variables.join(' ')}`, 'End'],
    ].join('\n');
  const solve = (aim: 'Minimize' | 'Maximize', variable: string): number => {
    const { Status, ObjectiveValue } = solver.solve(problem(aim, variable), { output_flag: false });
    if (Status !== 'Optimal') throw new Error(`no answer about ${variable}: ${Status}`);
    return Math.round(ObjectiveValue);
  };
  return [...names].map(([cell, variable]) => ({
    ...{ cell, least: solve('Minimize', variable), most: solve('Maximize', variable) },
  }));
}

/** Its types tell of a default that a CommonJS package does not have. */
const loadSolver = highs as unknown as typeof highs.default;

type Named = [string, Published];

/** Everything that adds up in a report: a total, and its parts. */
export function sumsIn(figures: AnnualFigures): readonly (readonly [Named, readonly Named[]])[] {
  const { notices, actions, providers, types, refusalReasons, removedWithin } = figures;
  const named = (name: string, counts: Readonly<Record<string, Published>>): Named[] =>
    Object.entries(counts).map(([key, count]) => [`${name}/${key}`, count]);
  const all: Named = ['all', notices];
  return [
    [all, named('action', actions)],
    [all, providers.map((each): Named => [`provider/${each.provider}`, each.notices])],
    [all, types.map((each): Named => [`type/${each.type}`, each.notices])],
    ...providers.map(({ provider, notices: own, actions: parts }): [Named, Named[]] => [
      [`provider/${provider}`, own],
      named(`provider/${provider}`, parts),
    ]),
    ...types.flatMap(({ type, notices: own, actions: parts, keywords }): [Named, Named[]][] => [
      [[`type/${type}`, own], named(`type/${type}`, parts)],
      [[`type/${type}`, own], named(`keyword/${type}`, keywords)],
    ]),
    ...named('action', actions).flatMap(([cell, count]): [Named, Named[]][] => {
      const action = cell.slice('action/'.length) as keyof typeof actions;
      return [
        [
          [cell, count],
          providers.map((each): Named => [`provider/${each.provider}/${action}`, each.actions[action]]),
        ],
        [[cell, count], types.map((each): Named => [`type/${each.type}/${action}`, each.actions[action]])],
      ];
    }),
    [['action/REFUSED', actions.REFUSED], named('refused', refusalReasons)],
    [['action/REMOVED', actions.REMOVED], named('removed', removedWithin)],
  ];
}
