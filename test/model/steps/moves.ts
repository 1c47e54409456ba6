import type { Move } from '../explorer.js';
import type { Bounds, Job, World } from '../world.js';

export function calm(label: string, to: World): Move<World> {
  return { label, kind: 'calm', to };
}

export function outside(label: string, to: World): Move<World> {
  return { label, kind: 'outside', to };
}

/** Goes wrong, as long as something may. */
export function fault(label: string, to: World): Move<World>[] {
  return to.faultsLeft === 0 ? [] : [{ label, kind: 'fault', to: { ...to, faultsLeft: to.faultsLeft - 1 } }];
}

export function withJob(world: World, place: number, job: Job): World {
  const [first, second] = world.workers;
  return { ...world, workers: place === 0 ? [job, second] : [first, job] };
}

/** Idle workers are alike: whatever one of them begins, the first begins. */
export function idlePlace(world: World): number | undefined {
  const place = world.workers.findIndex(({ kind }) => kind === 'idle');
  return place < 0 ? undefined : place;
}

/** Another worker's job that holds the submission by its epoch. */
export function isHeld({ row, workers }: World): boolean {
  return workers.some((job) => (job.kind === 'send' || job.kind === 'sweep') && job.epoch === row.epoch);
}

/** A reply or a person may have moved a submission whose send is still open: its lease keeps it from being claimed. */
export function isDue({ row }: World, { variation }: Bounds): boolean {
  const isFree = row.lease === 'none' || variation === 'a claim takes what is under a lease';
  return isFree && row.wait === 0 && (row.state.delivery === 'QUEUED' || row.state.delivery === 'RETRY_WAIT');
}
