import { lastTelling, replyKinds, type Call, type Job, type World } from './world.js';

/**
 * Names a world by what matters from here on.
 *
 * Epochs only rise, so that all that counts is whether a job still has the present one. Of the sends, those that nobody
 * speaks of any more are left out, but for the one that tells what is known. Workers are alike.
 */
export function keyOf(world: World): string {
  const { row, sends, platform, replies } = world;
  const telling = lastTelling(sends)?.id;
  const isSpokenOf = (id: number) =>
    id === telling ||
    world.workers.some((job) => 'sendId' in job && job.sendId === id) ||
    world.strays.some(({ sendId }) => sendId === id) ||
    platform.hidden.includes(id);
  const kept = sends.filter(({ id, outcome }) => outcome === 'intent' || isSpokenOf(id));
  const placeOf = (sendId: number) => kept.findIndex(({ id }) => id === sendId);
  const callKey = ({ sendId, key, isMarked, stage }: Call) =>
    `${placeOf(sendId)}${key}${isMarked ? 'm' : 'u'}${stage}`;
  const jobKey = (job: Job): string => {
    if (job.kind === 'idle') return '';
    if (job.kind === 'reply') return `${job.reply}${job.tries}${job.othersMayHaveArrived}`;
    if (job.kind === 'lostClaim') return `lost${placeOf(job.sendId)}`;
    const held = `${job.epoch === row.epoch}${job.tries}.${job.round}.${placeOf(job.sendId)}`;
    if (job.kind === 'sweep') return `sweep${held}`;
    return `send${held}${job.previous}${job.mayHaveArrived}${typeof job.at === 'object' ? callKey(job.at) : job.at}`;
  };
  return [
    row.state.delivery,
    row.state.decision,
    `${row.tries}.${row.round}.${row.wait}${row.lease}`,
    kept.map(({ outcome, age, epoch }) => `${outcome}${age}${epoch === row.epoch}`).join(),
    roundsUnknown(world),
    world.hints,
    world.workers.map(jobKey).sort().join(),
    world.strays.map(callKey).sort().join(),
    `${platform.unmarked}.${platform.marked}.${platform.lastRound}${platform.keys.join()}${platform.canBeFound}`,
    platform.hidden.map(placeOf).join(),
    ...replyKinds.map((kind) => {
      const { isSent, round, copies, state, tries, timesApplied } = replies[kind];
      return `${isSent}${round}.${copies}${state}${tries}.${timesApplied}`;
    }),
    `${world.faultsLeft}.${world.decisionsLeft}.${world.resendsDecided}`,
    `${row.state.holdUntilMs !== null}${world.holdsLeft}`,
    world.wrong ?? '',
  ].join('|');
}

function roundsUnknown({ sends }: World): string {
  const rounds = sends.flatMap(({ outcome, round }) => (outcome === 'unknown' ? [round] : []));
  return [...new Set(rounds)].sort().join();
}
