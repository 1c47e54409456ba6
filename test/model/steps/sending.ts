import { isOpenQuestion, type SettledSend } from '#application';
import type { Move } from '../explorer.js';
import { applyFacts, commitResult, keptWhileHeld, settled } from '../shipped.js';
import {
  lastTelling,
  type Bounds,
  type Call,
  type Claim,
  type LostClaim,
  type Result,
  type Row,
  type Send,
  type SendJob,
  type SweepJob,
  type World,
} from '../world.js';
import { calm, fault, idlePlace, isDue, withJob } from './moves.js';

/** Claim, lookup, call, commit and sweep. Source: libs/application/src/sending, pg-send-store.ts. */
export function sendingMoves(world: World, bounds: Bounds): Move<World>[] {
  return [
    ...claims(world, bounds),
    ...sweeps(world, bounds),
    ...world.workers.flatMap((job, place) => {
      if (job.kind === 'send') return sends(world, place, job, bounds);
      if (job.kind === 'lostClaim') return handsBack(world, place, job, bounds);
      return job.kind === 'sweep' ? settlesStale(world, place, job, bounds) : [];
    }),
  ];
}

/** A hint is taken, and what is due is claimed with it: SENDING and the intent to send are one commit. */
function claims(world: World, bounds: Bounds): Move<World>[] {
  const place = idlePlace(world);
  if (place === undefined || world.hints === 0) return [];
  const hinted = { ...world, hints: world.hints - 1 };
  if (!isDue(world, bounds)) return [calm('a hint finds nothing due', hinted)];
  const { row, sends } = world;
  const claim = { epoch: row.epoch + 1, tries: row.tries + 1, round: row.round, sendId: nextId(sends) };
  const claimed: Row = { ...row, epoch: claim.epoch, tries: claim.tries, wait: null, lease: 'runs' };
  const previous = lastTelling(sends)?.outcome ?? null;
  const mayHaveArrived = sends.some(({ outcome }) => outcome === 'unknown');
  const job: SendJob = { kind: 'send', ...claim, previous, mayHaveArrived, at: 'start' };
  const wrong = row.state.holdUntilMs === null ? world.wrong : 'nothing leaves while its report is held';
  const hasIntent = bounds.variation !== 'intent is not written before the call';
  const after: World = hasIntent
    ? {
        ...hinted,
        row: applyFacts(claimed, [{ kind: 'sendingStarted' }]).row,
        sends: [...sends, { ...claimOf(claim), outcome: 'intent', age: 0 }],
        wrong: isOpen(sends) ? 'a claim never meets an open send' : wrong,
      }
    : { ...hinted, row: claimed, wrong };
  return [
    calm('a worker claims the submission', withJob(after, place, job)),
    ...(hasIntent
      ? fault('a claim goes through, and its answer is lost', withJob(after, place, lostOf(claim)))
      : []),
  ];
}

function claimOf({ sendId, epoch, round }: Claim): Pick<Send, 'id' | 'epoch' | 'round'> {
  return { id: sendId, epoch, round };
}

function lostOf({ sendId }: Claim): LostClaim {
  return { kind: 'lostClaim', sendId };
}

/** Nothing of it was sent: it is put off, unless the sweep took it meanwhile. */
function handsBack(world: World, place: number, { sendId }: LostClaim, { variation }: Bounds): Move<World>[] {
  const { row } = world;
  const done = withJob(world, place, { kind: 'idle' });
  const lost = world.sends.find(({ id, outcome }) => id === sendId && outcome === 'intent');
  const isOurs = lost?.epoch === row.epoch;
  const closesAnyway = variation === 'a claim that was taken over is handed back all the same';
  if (!lost || (!isOurs && !closesAnyway)) return [calm('a lost claim is settled already', done)];
  const sends = world.sends.map((send): Send => (send === lost ? { ...send, outcome: 'deferred' } : send));
  return [calm('a lost claim is handed back', { ...done, sends, row: isOurs ? handedBack(row) : row })];
}

function handedBack(row: Row): Row {
  const free: Row = { ...row, epoch: row.epoch + 1, lease: 'none', tries: row.tries - 1 };
  if (row.state.delivery !== 'SENDING') return free;
  return keptWhileHeld({
    ...applyFacts(free, [{ kind: 'sendDeferred', waitingFor: 'MODEL' }]).row,
    wait: 0,
  });
}

function sends(world: World, place: number, job: SendJob, bounds: Bounds): Move<World>[] {
  const then = (at: SendJob['at']) => withJob(world, place, { ...job, at });
  if (typeof job.at === 'object') return answers(job.at, then);
  switch (job.at) {
    case 'start':
      return looksFirst(job, bounds)
        ? looks(world, job, bounds, then)
        : [calm('the notice is made', then('call'))];
    case 'call':
      return [calm('the notice leaves', then(callOf(job, bounds)))];
    default:
      return commits(world, place, job, job.at, bounds);
  }
}

function looksFirst({ previous }: SendJob, { rule }: Bounds): boolean {
  return rule === 'lookup' && isOpenQuestion(previous);
}

function looks(
  world: World,
  { previous }: SendJob,
  { variation }: Bounds,
  then: (at: SendJob['at']) => World,
): Move<World>[] {
  const isEnough = previous === 'absent' || variation === 'one lookup that finds nothing is enough';
  const found = world.platform.canBeFound
    ? calm('a lookup finds the notice', then('answered'))
    : isEnough
      ? calm('a second lookup finds nothing', then('call'))
      : calm('a first lookup finds nothing', then('absent'));
  return [found, ...fault('a lookup fails', then('unknown'))];
}

/** Keys stay the same for every try of one round. */
function callOf({ sendId, round }: Claim, { variation }: Bounds): Call {
  const isMarked = round > 0 && variation !== 'a second notice is not marked';
  const key = variation === 'a replay takes a new key' ? `send ${sendId}` : `round ${round}`;
  return { sendId, round, key, isMarked, stage: 'travels' };
}

function answers(call: Call, then: (at: SendJob['at']) => World): Move<World>[] {
  const lost = (label: string) => fault(label, then('unknown'));
  switch (call.stage) {
    case 'travels':
      return lost('the worker waits no longer').map((move) => ({
        ...move,
        to: { ...move.to, strays: [...move.to.strays, call] },
      }));
    case 'lost':
      return [calm('no answer ever comes', then('unknown'))];
    case 'taken':
      return [calm('the answer arrives: taken', then('answered')), ...lost('the answer is lost: taken')];
    default:
      return [
        calm(`the answer arrives: ${call.stage}`, then(call.stage)),
        ...lost('the answer is lost: not taken'),
      ];
  }
}

/** A commit that fails is tried again: the same as one that comes later. One may also go through unnoticed. */
function commits(world: World, place: number, job: SendJob, result: Result, bounds: Bounds): Move<World>[] {
  const end = settled(result, job, job.mayHaveArrived, bounds);
  const done = committed(world, job, end, bounds);
  const label =
    job.epoch === world.row.epoch ? `a result is committed: ${result}` : 'a fenced result is not written';
  return [
    calm(label, withJob(done, place, { kind: 'idle' })),
    ...fault('a commit goes through, and its answer is lost', done),
  ];
}

/** Sends whose lease has passed: taking them raises the epoch. */
function sweeps(world: World, { variation }: Bounds): Move<World>[] {
  const { row, sends: all } = world;
  const open = all.find(({ outcome }) => outcome === 'intent');
  const place = idlePlace(world);
  if (row.lease !== 'passed' || place === undefined) return [];
  if (!open)
    return [calm('it is due again', { ...world, row: keptWhileHeld({ ...row, lease: 'none', wait: 0 }) })];
  const epoch = variation === 'the sweep leaves the epoch as it is' ? row.epoch : row.epoch + 1;
  const job: SweepJob = { kind: 'sweep', epoch, tries: row.tries, round: row.round, sendId: open.id };
  return [
    calm(
      'the sweep takes a lost send',
      withJob({ ...world, row: { ...row, epoch, lease: 'runs' } }, place, job),
    ),
  ];
}

function settlesStale(world: World, place: number, job: SweepJob, bounds: Bounds): Move<World>[] {
  const done = committed(world, job, settled('unknown', job, true, bounds), bounds);
  return [calm('a lost send is settled', withJob(done, place, { kind: 'idle' }))];
}

function committed(world: World, claim: Claim, end: SettledSend, { variation, rule }: Bounds): World {
  const isFenced = claim.epoch !== world.row.epoch;
  const epoch = variation === 'results are written whatever the epoch' ? world.row.epoch : claim.epoch;
  const { row, closes } = commitResult(sendingAnyway(world.row, variation), { ...claim, epoch }, end);
  const closed = world.sends.map((send): Send => {
    const closing = closes.find(({ sendId }) => sendId === String(send.id));
    return closing ? { ...send, outcome: closing.outcome } : send;
  });
  const isOverwritten = isFenced && closes.length > 0;
  return {
    ...world,
    row: closes.length === 0 ? world.row : rule === 'lookup' ? row : dueAtOnce(row),
    sends: closed,
    wrong: isOverwritten ? 'nobody whose submission was taken over writes a result' : world.wrong,
  };
}

/** Without an intent the row never says SENDING; its worker knows better. */
function sendingAnyway(row: Row, variation: Bounds['variation']): Row {
  const isUntold =
    variation === 'intent is not written before the call' && row.state.delivery !== 'UNCERTAIN';
  return isUntold ? applyFacts(row, [{ kind: 'sendingStarted' }]).row : row;
}

/** Only a lookup depends on how long something waits: elsewhere any wait may be over at any time. */
function dueAtOnce(row: Row): Row {
  return row.wait === null ? row : keptWhileHeld({ ...row, wait: 0 });
}

function isOpen(sends: readonly Send[]): boolean {
  return sends.some(({ outcome }) => outcome === 'intent');
}

function nextId(sends: readonly Send[]): number {
  return (sends.at(-1)?.id ?? 0) + 1;
}
