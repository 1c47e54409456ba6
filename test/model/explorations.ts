import { explore, type Exploration } from './explorer.js';
import { sendProtocol } from './protocol.js';
import type { Bounds } from './world.js';

/** One world to explore to its last state; what it is called in the README. */
export interface Planned {
  readonly about: 'sending' | 'replies' | 'bounces' | 'any lag' | 'holds';
  readonly bounds: Bounds;
}

/**
 * Deep where things go wrong while sending, wide where replies come in between; bounces where notices are mails; a
 * lookup also where its assumption does not hold. Chosen so that all of them together take about 20 seconds.
 */
export const planned: readonly Planned[] = [
  sending('askPerson', 2),
  sending('resendMarked', 2),
  sending('replay', 1),
  sending('lookup', 1),
  withReplies('askPerson'),
  withReplies('resendMarked'),
  withReplies('replay'),
  withReplies('lookup'),
  withBounces('askPerson'),
  withBounces('resendMarked'),
  { about: 'holds', bounds: bounded('askPerson', { faults: 2, decisions: 1, holds: 1 }) },
  { about: 'holds', bounds: bounded('lookup', { faults: 1, decisions: 1, holds: 2 }) },
  { about: 'any lag', bounds: bounded('lookup', { faults: 2, decisions: 1, findableWithin: null }) },
];

function sending(rule: Bounds['rule'], decisions: number): Planned {
  return { about: 'sending', bounds: bounded(rule, { faults: 3, decisions }) };
}

function withReplies(rule: Bounds['rule']): Planned {
  return {
    about: 'replies',
    bounds: bounded(rule, { faults: 2, decisions: 1, replies: ['receipt', 'decision'] }),
  };
}

function withBounces(rule: Bounds['rule']): Planned {
  return {
    about: 'bounces',
    bounds: bounded(rule, { faults: 1, decisions: 2, replies: ['decision', 'bounce'] }),
  };
}

function bounded(rule: Bounds['rule'], more: Partial<Bounds>): Bounds {
  const usual = {
    retries: 2,
    faults: 0,
    decisions: 0,
    holds: 0,
    replies: [],
    findableWithin: 2,
    variation: null,
  };
  return { rule, ...usual, ...more };
}

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
