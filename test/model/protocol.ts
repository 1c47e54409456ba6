import { plannedSubmission } from '#core';
import type { Model, Move } from './explorer.js';
import { brokenBy, isEnd } from './promise.js';
import { applyFacts } from './shipped.js';
import { keyOf } from './key-of.js';
import { platformMoves } from './steps/platform.js';
import { replyMoves } from './steps/replies.js';
import { sendingMoves } from './steps/sending.js';
import { surroundingMoves } from './steps/surroundings.js';
import type { Bounds, Reply, Row, World } from './world.js';

/** One submission, two workers, the sweep, the platform, replies and a person: everything that can happen next. */
export function sendProtocol(bounds: Bounds): Model<World> {
  return {
    start: filed(bounds),
    movesFrom: (world) =>
      [sendingMoves, platformMoves, replyMoves, surroundingMoves].flatMap((moves): Move<World>[] =>
        moves(world, bounds),
      ),
    keyOf,
    brokenBy: (world) => brokenBy(world, bounds),
    isEnd,
  };
}

/** Filed, committed, and hinted once. */
function filed({ faults, decisions, holds }: Bounds): World {
  const planned: Row = {
    state: plannedSubmission('channel'),
    ...{ epoch: 0, tries: 0, round: 0, wait: 0, lease: 'none' },
  };
  const none: Reply = { isSent: false, round: 0, copies: 0, state: 'none', tries: 0, timesApplied: 0 };
  return {
    row: applyFacts(planned, [{ kind: 'queued' }]).row,
    sends: [],
    hints: 1,
    workers: [{ kind: 'idle' }, { kind: 'idle' }],
    strays: [],
    platform: { unmarked: 0, marked: 0, lastRound: 0, keys: [], hidden: [], canBeFound: false },
    replies: { receipt: none, decision: none, bounce: none },
    ...{ faultsLeft: faults, decisionsLeft: decisions, holdsLeft: holds, resendsDecided: 0, wrong: null },
  };
}
