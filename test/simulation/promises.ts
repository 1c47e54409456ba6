import { rollUp, turnAt, wordOf } from '#core';
import type { MemoryDatabase } from '../../libs/application/src/testing/memory-database.js';
import type { Consumers } from './consumers.js';
import type { Correspondence } from './correspondence.js';
import type { FakePlatform, TakenFollowUp, TakenNotice } from './fake-platform.js';
import { restingPlaces, type People } from './people.js';
import type { World } from './world.js';
import { promised } from './promised.js';

export interface Witnesses {
  readonly world: World;
  readonly people: People;
  readonly platforms: readonly FakePlatform[];
  readonly correspondence: Correspondence;
  readonly consumers: Consumers;
}

/** What is promised of every notice, looked at when a platform takes one. */
export function checkNotice({ world, people }: Witnesses, notice: TakenNotice, platform: FakePlatform): void {
  const { reference } = notice;
  if (world.database.submissions.get(notice.submissionId)?.filed.mode !== notice.mode)
    world.violated(promised.mode, reference);
  const all = platform.taken.filter((each) => each.reference === reference);
  const marked = new Set(all.filter(({ isMarked }) => isMarked).map(({ key }) => key));
  const byItself =
    platform.rule === 'resendMarked'
      ? 1
      : Math.floor((platform.absent.get(reference) ?? 0) / looksBeforeRepeat);
  if (marked.size > byItself + (people.allowedMarks.get(reference) ?? 0))
    world.violated(promised.markedByRule, reference);
  const sameRound = all.filter(
    ({ isMarked, key }) => isMarked === notice.isMarked && (!isMarked || key === notice.key),
  );
  if (sameRound.length < 2) return;
  if (notice.isMarked) world.violated(promised.markedOnce, reference);
  else world.violated(promised.unmarked, reference);
}

/** What is promised of every answer and every reminder, looked at when a platform takes one. */
export function checkFollowUp(
  { world }: Pick<Witnesses, 'world'>,
  { reference, key }: TakenFollowUp,
  { followUps }: FakePlatform,
): void {
  if (followUps.filter((each) => each.key === key).length > 1)
    world.violated(promised.followUpOnce, reference);
}

/** A platform that can be asked has none of ours only when it has said so twice. */
const looksBeforeRepeat = 2;

/** What is promised of a report, looked at after every commit that wrote it. */
export function checkReport({ world }: Pick<Witnesses, 'world'>, reportId: string): void {
  const { database } = world;
  const report = database.reports.get(reportId);
  if (!report) return;
  const { reference } = report.filed;
  const rows = report.submissionIds.flatMap((id) => database.submissions.get(id) ?? []);
  const { status, attention, counts } = rollUp(rows.map(({ state }) => wordOf(state)));
  const { derived } = report;
  const said = [derived.status, derived.attention.join(), sorted(derived.counts)];
  if (said.join('|') !== [status, attention.join(), sorted(counts)].join('|'))
    world.violated(promised.status, reference);
  const sequences = database.events.flatMap((event) => (event.reportId === reportId ? [event.sequence] : []));
  if (
    sequences.length !== derived.lastSequence ||
    sequences.some((sequence, index) => sequence !== index + 1)
  )
    world.violated(promised.gapless, reference);
  for (const { id, state, filed, leaseUntilMs, noticeOf } of rows) {
    if (state.delivery === 'UNCERTAIN' && !world.hit.has(filed.reference))
      world.violated(promised.uncertain, filed.reference);
    const isOpen = database.sends.some((send) => send.submissionId === id && send.outcome === 'intent');
    if ((state.delivery === 'SENDING' && noticeOf === null && !isOpen) || isOpen !== (leaseUntilMs !== null))
      world.violated(promised.leased, filed.reference);
  }
}

/** What is promised once nothing is left to do. */
export function checkRest(witnesses: Witnesses): void {
  const { world, people, consumers } = witnesses;
  const { database } = world;
  for (const { id, references } of people.accepted) {
    const kept = database.reports
      .get(id)
      ?.submissionIds.map((each) => database.submissions.get(each)?.filed.reference);
    if (references.some((reference) => !kept?.includes(reference)))
      world.violated(promised.accepted, references[0] ?? id);
  }
  checkHolds(world);
  checkSubmissions(witnesses);
  checkFollowUps(witnesses);
  checkReplies(witnesses);
  for (const row of database.deliveries) {
    const { reportId, sequence, id } = row.event;
    const url = database.endpoints.get(row.endpointId)?.url ?? '';
    if (consumers.received.get(`${url} ${reportId}`)?.[sequence - 1] !== id)
      world.violated(promised.webhookAll, database.reports.get(reportId)?.filed.reference ?? '');
    if (row.state !== 'DELIVERED' || row.leaseUntilMs !== null) world.violated(promised.webhookClosed, id);
  }
}

/** A claim is the last moment at which a notice can still be held. */
function checkHolds(world: World): void {
  const { database } = world;
  const claims = [...database.sends, ...database.followUps].flatMap(({ submissionId, startedAtMs }) =>
    startedAtMs === null ? [] : [{ submission: database.submissions.get(submissionId), startedAtMs }],
  );
  for (const { reportId, heldAtMs, releasedAtMs } of database.holds)
    for (const { submission, startedAtMs } of claims)
      if (
        submission?.reportId === reportId &&
        startedAtMs > heldAtMs &&
        startedAtMs < (releasedAtMs ?? Number.POSITIVE_INFINITY)
      )
        world.violated(promised.held, submission.filed.reference);
}

function checkSubmissions({ world, platforms }: Witnesses): void {
  for (const { id, filed, state, leaseUntilMs } of world.database.submissions.values()) {
    const { reference } = filed;
    if (!restingPlaces.includes(state.delivery)) world.violated(promised.ends, reference);
    const open = world.database.sends.filter((send) => send.submissionId === id && send.outcome === 'intent');
    if (open.length > 0 || leaseUntilMs !== null) world.violated(promised.closed, reference);
    const taken = platforms.flatMap((each) => each.taken).filter((notice) => notice.reference === reference);
    if (hasPersonActed(world.database, id)) continue;
    if (['SENT', 'ACKNOWLEDGED'].includes(state.delivery) && taken.length === 0)
      world.violated(promised.sent, reference);
    if (state.delivery === 'FAILED' && taken.length > 0) world.violated(promised.failed, reference);
  }
}

function checkFollowUps({ world }: Witnesses): void {
  const { database } = world;
  for (const { submissionId, state, leaseUntilMs } of database.followUps) {
    const reference = database.submissions.get(submissionId)?.filed.reference ?? '';
    if (state === 'QUEUED' || state === 'SENDING' || leaseUntilMs !== null)
      world.violated(promised.followUpEnds, reference);
  }
  checkSteps(world);
}

const waitBegins: ReadonlySet<string> = new Set([
  ...['submission.decided', 'submission.sent', 'submission.handed_off', 'submission.uncertain'],
]);

/**
 * Once in each wait: a decision or a doubt ends one, also one that holds again because a match was taken back, and what
 * follows it, or another notice, begins another.
 */
function checkSteps(world: World): void {
  const { database } = world;
  const taken = new Map<string, Set<string>>();
  for (const { type, submissionId, word, detail } of database.events) {
    if (submissionId === null) continue;
    const isEndedAgain = type === 'reply.match_withdrawn' && word !== null && turnAt(word) !== 'PLATFORM';
    if (waitBegins.has(type) || isEndedAgain) taken.delete(submissionId);
    const step =
      type === 'submission.escalated' || type === 'submission.sla_breached'
        ? (detail.step ?? detail.expectation)
        : undefined;
    if (step === undefined) continue;
    const steps = taken.get(submissionId) ?? new Set<string>();
    taken.set(submissionId, steps);
    if (steps.has(step))
      world.violated(promised.stepOnce, database.submissions.get(submissionId)?.filed.reference ?? '');
    steps.add(step);
  }
}

function checkReplies({ world, correspondence }: Witnesses): void {
  const { database } = world;
  const rows = [...database.replies.values()];
  for (const { key, isAccepted, isReadable, reference } of correspondence.messages) {
    const kept = rows.filter(({ raw }) => raw.messageKey.includes(key));
    if (kept.length !== 1 && isAccepted) world.violated(promised.replyKept, reference);
    if (kept.some(({ state }) => state === 'NEW' || state === 'WAITING'))
      world.violated(promised.replyDone, reference);
    if (isReadable && kept.some(({ state }) => state === 'UNREADABLE'))
      world.violated(promised.replyRead, reference);
  }
  // One that nobody can read changes nothing but the timeline: applied twice, it would stand there twice.
  for (const [reportId, { filed }] of database.reports) {
    const own = rows.filter(
      ({ state, submissionId }) =>
        state === 'UNREADABLE' && database.submissions.get(submissionId ?? '')?.reportId === reportId,
    );
    const told = database.events.filter(
      (event) => event.reportId === reportId && event.type === 'reply.unreadable',
    );
    if (told.length !== own.length) world.violated(promised.replyOnce, filed.reference);
  }
}

function hasPersonActed({ events }: MemoryDatabase, submissionId: string): boolean {
  return events.some((event) => event.submissionId === submissionId && event.detail.actor === 'STAFF');
}

function sorted(counts: object): string {
  return JSON.stringify(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
}
