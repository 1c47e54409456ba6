import { explore, type Exploration } from './explorer.js';
import { sendProtocol } from './protocol.js';
import type { Bounds } from './world.js';

/** One world to explore to its last state; what it is called in the README. */
export interface Planned {
  readonly about: 'sending' | 'replies' | 'bounces';
  readonly bounds: Bounds;
}

const rules = ['askPerson', 'resendMarked', 'replay', 'lookup'] as const;
function bounded(rule: Bounds['rule'], more: Pick<Bounds, 'faults' | 'decisions' | 'replies'>): Bounds {
  return { rule, retries: 2, findableWithin: 2, variation: null, ...more };
}

/**
 * Deep where things go wrong while sending, wide where replies come in between; bounces where notices are mails. Chosen
 * so that all of them together take about 20 seconds.
 */
export const planned: readonly Planned[] = [
  ...rules.map((rule): Planned => {
    return { about: 'sending', bounds: bounded(rule, { faults: 3, decisions: 2, replies: [] }) };
  }),
  ...rules.map((rule): Planned => {
    const replies = ['receipt', 'decision'] as const;
    return { about: 'replies', bounds: bounded(rule, { faults: 2, decisions: 1, replies }) };
  }),
  ...(['askPerson', 'resendMarked'] as const).map((rule): Planned => {
    const replies = ['receipt', 'bounce'] as const;
    return { about: 'bounces', bounds: bounded(rule, { faults: 1, decisions: 2, replies }) };
  }),
];

export function run({ bounds }: Planned): Exploration {
  return explore(sendProtocol(bounds));
}

/** How the README tells of one exploration. */
export function lineOf({ about, bounds }: Planned, { states, moves, depth }: Exploration): string {
  const { rule, retries, faults, decisions } = bounds;
  const numbers = [
    retries + 1,
    faults,
    decisions,
    ...[states, moves].map((each) => each.toLocaleString('en')),
    depth,
  ];
  return `| \`${rule}\` | ${about} | ${numbers.join(' | ')} |`;
}
