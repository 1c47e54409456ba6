import type { Fact } from '#core';
import type { Move } from '../explorer.js';
import { applyFacts } from '../shipped.js';
import { type Bounds, type Reply, type ReplyJob, type ReplyKind, type Row, type World } from '../world.js';
import { calm, fault, idlePlace, outside, withJob } from './moves.js';

const says: Readonly<Record<ReplyKind, Fact>> = {
  receipt: { kind: 'acknowledged', atMs: 1, externalRef: 'SYNTHETIC-1' },
  decision: { kind: 'actioned', atMs: 2, effects: ['CONTENT_REMOVED'] },
  bounce: { kind: 'sendFailed', reason: 'MAIL.BOUNCED' },
};
/** Tries of a reply that the state refuses, before staff see it. */
const mostTries = 2;

/** Replies are kept once, claimed, read and applied. Source: libs/application/src/replies, pg-reply-store.ts. */
export function replyMoves(world: World, bounds: Bounds): Move<World>[] {
  return [
    ...bounds.replies.flatMap((kind) => [...travels(world, kind), ...claims(world, kind)]),
    ...world.workers.flatMap((job, place) =>
      job.kind === 'reply' ? [calm(labelOf(world), applied(world, place, job, bounds))] : [],
    ),
  ];
}

function labelOf({ row }: World): string {
  return row.state.delivery === 'SENDING' ? 'a reply is read before its send is closed' : 'a reply is read';
}

function travels(world: World, kind: ReplyKind): Move<World>[] {
  const reply = world.replies[kind];
  const { copies, isSent, state } = reply;
  const then = (change: Partial<Reply>) => withReply(world, kind, { ...reply, ...change });
  if (!isSent)
    return world.platform.unmarked + world.platform.marked === 0
      ? []
      : [
          outside(
            `the platform sends a ${kind}`,
            then({ isSent: true, round: world.platform.lastRound, copies: 1 }),
          ),
        ];
  if (copies === 0) return [];
  const isNew = state === 'none';
  return [
    calm(
      isNew ? 'a reply is kept' : 'a second copy is dropped',
      then({ copies: copies - 1, ...(isNew ? { state: 'NEW' } : {}) }),
    ),
    ...fault('a reply is lost', then({ copies: copies - 1 })),
    ...(copies === 1 ? fault('a reply is doubled', then({ copies: 2 })) : []),
  ];
}

function claims(world: World, kind: ReplyKind): Move<World>[] {
  const reply = world.replies[kind];
  const place = idlePlace(world);
  if (place === undefined || (reply.state !== 'NEW' && reply.state !== 'WAITING')) return [];
  const tries = reply.tries + 1;
  const othersMayHaveArrived = world.sends.some(
    ({ outcome, round }) => outcome === 'unknown' && round !== reply.round,
  );
  const job: ReplyJob = { kind: 'reply', reply: kind, tries, othersMayHaveArrived };
  const to = withJob(withReply(world, kind, { ...reply, tries }), place, job);
  const isBeingRead = world.workers.some(
    (job) => job.kind === 'reply' && job.reply === kind && job.tries === reply.tries,
  );
  return isBeingRead
    ? fault('a reply is taken over from a worker that is paused', to)
    : [calm('a worker takes a reply', to)];
}

function applied(world: World, place: number, job: ReplyJob, { variation }: Bounds): World {
  const reply = world.replies[job.reply];
  const done = withJob(world, place, { kind: 'idle' });
  const isOurs = reply.tries === job.tries && (reply.state === 'NEW' || reply.state === 'WAITING');
  if (!isOurs && variation !== 'a reply is applied by whoever read it') return done;
  const { row, applied: answers } = applyFacts(world.row, factsOf(job, reply, world.row));
  const isRefused = answers.some(({ outcome }) => outcome === 'refused');
  const isMoved = answers.some(({ outcome }) => outcome === 'moved');
  const state = !isRefused ? 'APPLIED' : reply.tries < mostTries ? 'WAITING' : 'REFUSED';
  return withReply({ ...done, row: isMoved ? { ...row, wait: null } : row }, job.reply, {
    ...reply,
    state,
    timesApplied: reply.timesApplied + (isRefused ? 0 : 1),
  });
}

/** A bounce says nothing of a later notice, and nothing for sure where another may have arrived. */
function factsOf({ reply: kind, othersMayHaveArrived }: ReplyJob, reply: Reply, row: Row): readonly Fact[] {
  if (kind !== 'bounce') return [says[kind]];
  if (reply.round < row.round) return [];
  return othersMayHaveArrived ? [{ kind: 'sendUncertain', reason: 'MAIL.BOUNCED' }] : [says.bounce];
}

function withReply(world: World, kind: ReplyKind, reply: Reply): World {
  return { ...world, replies: { ...world.replies, [kind]: reply } };
}
