import { replyKinds, type Bounds, type World } from './world.js';

type Promised = readonly [promise: string, isKept: (world: World, bounds: Bounds) => boolean];

const received = ['SENT', 'ACKNOWLEDGED'];

/**
 * Second notices that leave by configuration. A lookup asks twice, so that within its assumption none does: what it does
 * not find never arrived, and what leaves then, marked, is the first that does.
 */
function configured({ rule, findableWithin }: Bounds): number {
  if (rule === 'lookup') return findableWithin === null ? Infinity : 0;
  return rule === 'resendMarked' ? 1 : 0;
}

/** What must be true of every state. */
const promises: readonly Promised[] = [
  [
    'a platform never gets an unmarked second notice',
    // Of those that deduplicate, repeats of one key were dropped before they were counted.
    ({ platform }) => platform.unmarked <= 1,
  ],
  [
    'a marked notice leaves only where configuration or a person decided so',
    ({ platform: { unmarked, marked }, resendsDecided }, bounds) =>
      (bounds.rule === 'lookup' ? unmarked + marked - 1 : marked) <= resendsDecided + configured(bounds),
  ],
  [
    'a reply is applied at most once',
    ({ replies }) => replyKinds.every((kind) => replies[kind].timesApplied <= 1),
  ],
  [
    'an applied receipt is never undone',
    ({ replies, row }) => replies.receipt.state !== 'APPLIED' || row.state.delivery === 'ACKNOWLEDGED',
  ],
  [
    'an applied decision is never undone',
    ({ replies, row }) =>
      replies.decision.state !== 'APPLIED' ||
      (row.state.decision === 'ACTIONED' && received.includes(row.state.delivery)),
  ],
  [
    'a submission has at most one open send, and while it is sent it has one',
    ({ sends, row }) => {
      const open = sends.filter(({ outcome }) => outcome === 'intent').length;
      return open <= 1 && (row.state.delivery !== 'SENDING' || open === 1);
    },
  ],
  [
    'an open send is under a lease, and no lease is left without one',
    ({ sends, row }, { variation }) =>
      variation === 'intent is not written before the call' ||
      sends.some(({ outcome }) => outcome === 'intent') === (row.lease !== 'none'),
  ],
  [
    'what waits to be sent has a next try, and nothing else has one',
    ({ row }, { variation }) =>
      variation === 'intent is not written before the call' ||
      ['QUEUED', 'RETRY_WAIT'].includes(row.state.delivery) === (row.wait !== null),
  ],
];

export function brokenBy(world: World, bounds: Bounds): string | undefined {
  return world.wrong ?? promises.find(([, isKept]) => !isKept(world, bounds))?.[0];
}

/**
 * One of the ends: sent, failed with a reason, uncertain and shown to a person, or kept here by a hold; with every send closed and every
 * reply that was kept applied or shown. (Handing off is decided before anything is sent.)
 */
export function isEnd({ row, sends, workers, strays, replies }: World): boolean {
  const isKeptHere = row.state.holdUntilMs !== null && row.wait === Infinity;
  const isAtEnd =
    isKeptHere ||
    received.includes(row.state.delivery) ||
    (['FAILED', 'UNCERTAIN'].includes(row.state.delivery) && row.state.waitingFor !== null);
  return (
    isAtEnd &&
    sends.every(({ outcome }) => outcome !== 'intent') &&
    row.lease === 'none' &&
    strays.length === 0 &&
    workers.every(({ kind }) => kind === 'idle') &&
    replyKinds.every((kind) => ['none', 'APPLIED', 'REFUSED'].includes(replies[kind].state))
  );
}
