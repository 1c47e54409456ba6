import { resendDecisions } from '#application';
import type { Move } from '../explorer.js';
import { applyFacts, decideByPerson, keptWhileHeld } from '../shipped.js';
import { callOf, type Bounds, type World } from '../world.js';
import { calm, fault, isDue, isHeld, outside, withJob } from './moves.js';

/** Hints, crashes, leases, time, and the persons who decide, hold and release. */
export function surroundingMoves(world: World, bounds: Bounds): Move<World>[] {
  return [
    ...hints(world, bounds),
    ...crashes(world),
    ...leases(world),
    ...time(world, bounds),
    ...person(world),
    ...holds(world, bounds),
  ];
}

function hints(world: World, bounds: Bounds): Move<World>[] {
  const { hints: count } = world;
  if (count === 0)
    return isDue(world, bounds) ? [calm('a sweep hints at what is due', { ...world, hints: 1 })] : [];
  return [
    ...fault('a hint is lost', { ...world, hints: count - 1 }),
    ...(count === 1 ? fault('a hint is doubled', { ...world, hints: 2 }) : []),
  ];
}

/** What a crashed worker had sent goes on travelling. */
function crashes(world: World): Move<World>[] {
  return world.workers.flatMap((job, place) => {
    if (job.kind === 'idle') return [];
    const call = callOf(job);
    const strays = call?.stage === 'travels' ? [...world.strays, call] : world.strays;
    return fault(`a worker crashes (${job.kind})`, withJob({ ...world, strays }, place, { kind: 'idle' }));
  });
}

function leases(world: World): Move<World>[] {
  if (world.row.lease !== 'runs') return [];
  const to: World = { ...world, row: { ...world.row, lease: 'passed' } };
  return isHeld(world)
    ? fault('a worker is paused longer than its lease', to)
    : [calm('the lease of a lost worker passes', to)];
}

/**
 * One settle time passes, where a lookup waits for it. It cannot pass before what the platform's index owes us is
 * there: that is the assumption a lookup rests on.
 */
function time(world: World, { rule, findableWithin }: Bounds): Move<World>[] {
  const { row, sends } = world;
  if (rule !== 'lookup' || row.wait === null || row.wait === 0 || row.wait === Infinity) return [];
  const aged = sends.map((send) => (send.outcome === 'intent' ? send : { ...send, age: send.age + 1 }));
  const owed = sendsThatMayStillAppear(world);
  if (aged.some(({ id, age }) => owed.has(id) && age >= (findableWithin ?? Infinity))) return [];
  return [calm('a settle time passes', { ...world, sends: aged, row: { ...row, wait: row.wait - 1 } })];
}

/** Sends whose notice is on its way or hidden, or whose worker has still to call. */
export function sendsThatMayStillAppear({ workers, strays, platform }: World): ReadonlySet<number> {
  const toCall = workers.flatMap((job) => {
    if (job.kind !== 'send') return [];
    const isBefore = job.at === 'start' || job.at === 'call';
    return isBefore || callOf(job)?.stage === 'travels' ? [job.sendId] : [];
  });
  return new Set([...toCall, ...strays.map(({ sendId }) => sendId), ...platform.hidden]);
}

function person(world: World): Move<World>[] {
  if (world.decisionsLeft === 0 || !['UNCERTAIN', 'FAILED'].includes(world.row.state.delivery)) return [];
  return resendDecisions.flatMap((decision) => {
    const row = decideByPerson(world.row, decision);
    if (!row) return [];
    const resends = world.resendsDecided + (decision === 'SEND_MARKED' ? 1 : 0);
    const decided = { ...world, row, decisionsLeft: world.decisionsLeft - 1, resendsDecided: resends };
    return [outside(`a person decides ${decision}`, decided)];
  });
}

/** At any moment, also while a notice is being sent: that one leaves. A second person releases, or nobody does. */
function holds(world: World, { rule, variation }: Bounds): Move<World>[] {
  const { row, holdsLeft } = world;
  if (row.state.holdUntilMs !== null) {
    const released = applyFacts(row, [{ kind: 'released' }]).row;
    const isLookedUp = rule === 'lookup' && row.state.delivery === 'RETRY_WAIT';
    const wait = row.wait === null ? null : isLookedUp ? 1 : 0;
    return [outside('the report is released', { ...world, row: { ...released, wait } })];
  }
  if (holdsLeft === 0) return [];
  const held = applyFacts(row, [{ kind: 'held', untilMs: 1 }]).row;
  const kept = variation === 'a hold leaves the next try as it is' ? held : keptWhileHeld(held);
  return [outside('the report is held', { ...world, row: kept, holdsLeft: holdsLeft - 1 })];
}
