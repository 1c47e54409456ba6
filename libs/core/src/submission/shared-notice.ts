import type { ReportState, ReportSubmission, SubmissionFact } from '../report/report-state.js';
import type { Decision, Delivery } from './axes.js';
import type { SubmissionState } from './state.js';

/**
 * One notice may name several targets, each a submission of its own. The first of them leads: it alone is sent, and its
 * reference is that of the notice. The others name it in `noticeOf`; what happens to the notice happens to them, and what
 * somebody says of one of them alone is true of that one alone.
 */

/**
 * Which targets share a notice.
 *
 * @param each `kind`: what all targets of one notice have in common, or null for one that goes alone; `most`: how many the
 *   channel takes in one notice
 * @returns for each the index of the one that leads its notice; null for those that lead, or go alone
 */
export function groupNotices(
  each: readonly { readonly kind: string | null; readonly most: number }[],
): (number | null)[] {
  const open = new Map<string, { leader: number; room: number }>();
  return each.map(({ kind, most }, index) => {
    if (kind === null || most < 2) return null;
    const notice = open.get(kind);
    if (!notice || notice.room === 0) {
      open.set(kind, { leader: index, room: most - 1 });
      return null;
    }
    notice.room -= 1;
    return notice.leader;
  });
}

type Placed = Pick<ReportSubmission, 'id' | 'noticeOf' | 'state'>;

/** Submissions as their notices stand: while a notice is on its way, only the row of its leader says how far it is. */
export function asNoticesStand<Submission extends Placed>(
  submissions: readonly Submission[],
): readonly Submission[] {
  if (submissions.every(({ noticeOf }) => noticeOf === undefined)) return submissions;
  const byId = new Map(submissions.map((each) => [each.id, each.state]));
  return submissions.map((each) => {
    const leader = each.noticeOf === undefined ? undefined : byId.get(each.noticeOf);
    if (!leader || !onItsWay.includes(each.state.delivery) || !onItsWay.includes(leader.delivery))
      return each;
    const { delivery, waitingFor } = leader;
    if (delivery === each.state.delivery && waitingFor === each.state.waitingFor) return each;
    return { ...each, state: { ...each.state, delivery, waitingFor } };
  });
}

/** Those who travel in the notice of a submission and stand where it stands, without itself. */
export function companionsOf(submissions: readonly Placed[], leaderId: string): readonly Placed[] {
  const leader = submissions.find(({ id }) => id === leaderId);
  return leader
    ? submissions.filter(({ noticeOf, state }) => noticeOf === leaderId && isTogether(leader.state, state))
    : [];
}

/** The submission that acts for a notice: its leader while both stand at the same, otherwise the submission itself. */
export function leaderOf(submissions: readonly Placed[], submissionId: string): string {
  const one = submissions.find(({ id }) => id === submissionId);
  const leader = submissions.find(({ id }) => id === one?.noticeOf);
  if (!one || !leader) return submissionId;
  const isSame = isTogether(leader.state, one.state) && leader.state.decision === one.state.decision;
  return isSame ? leader.id : submissionId;
}

/**
 * Facts about a notice, also for those who travel in it. Of those a decision moves only what is undecided, or was decided
 * as the leader was.
 */
export function forWholeNotice(
  { submissions }: Pick<ReportState, 'submissions'>,
  facts: readonly SubmissionFact[],
): SubmissionFact[] {
  return facts.flatMap((each) => {
    const leader = submissions.find(({ id }) => id === each.submissionId);
    if (!leader) return [each];
    const also = companionsOf(submissions, leader.id).filter(
      ({ state: { decision } }) => isUndecided(decision) || decision === leader.state.decision,
    );
    return [each, ...also.map(({ id }): SubmissionFact => ({ ...each, submissionId: id, isAlso: true }))];
  });
}

/** Whoever has a notice has all that it names: what still waited of it was sent as well. */
export function sharedReceipts(
  before: readonly ReportSubmission[],
  after: ReadonlyMap<string, SubmissionState>,
): SubmissionFact[] {
  return before
    .filter(({ id, state }) => {
      const is = after.get(id)?.delivery;
      return is !== undefined && received.includes(is) && !received.includes(state.delivery);
    })
    .flatMap(({ id }) => companionsOf(before, id))
    .map(({ id }) => ({ submissionId: id, fact: { kind: 'sendConfirmed' }, isAlso: true }));
}

/** Where the leader of a notice that never left was withdrawn, the next one leads. */
export function handOverNotices(submissions: readonly ReportSubmission[]): {
  readonly submissions: readonly ReportSubmission[];
  /** Those that lead from now on, and are to be sent. */
  readonly leaders: readonly ReportSubmission[];
} {
  const next = new Map<string, ReportSubmission>();
  for (const each of submissions) {
    const before =
      each.noticeOf === undefined ? undefined : submissions.find(({ id }) => id === each.noticeOf);
    if (before?.state.delivery === 'CANCELLED' && each.state.delivery !== 'CANCELLED' && !next.has(before.id))
      next.set(before.id, each);
  }
  if (next.size === 0) return { submissions, leaders: [] };
  const led = submissions.map(({ noticeOf, ...each }): ReportSubmission => {
    const leader = noticeOf === undefined ? undefined : (next.get(noticeOf)?.id ?? noticeOf);
    return leader === undefined || leader === each.id ? each : { ...each, noticeOf: leader };
  });
  const leading = new Set([...next.values()].map(({ id }) => id));
  return { submissions: led, leaders: led.filter(({ id }) => leading.has(id)) };
}

const onItsWay: readonly Delivery[] = ['QUEUED', 'RETRY_WAIT', 'SENDING'];
const received: readonly Delivery[] = ['SENT', 'ACKNOWLEDGED'];
const undecided: readonly Decision[] = ['NONE', 'UNDER_REVIEW', 'INFO_REQUESTED', 'INFO_SUPPLIED'];

/** Whether the platform has not said what it does. */
export function isUndecided(decision: Decision): boolean {
  return undecided.includes(decision);
}

/** What a person has to file by hand is a task of its own. */
const alone: readonly Delivery[] = ['CANCELLED', 'HANDOFF_PENDING'];

function isTogether(leader: SubmissionState, { delivery, isWithdrawn }: SubmissionState): boolean {
  if (isWithdrawn || alone.includes(delivery)) return false;
  const isOnOneLeg = [onItsWay, received].some(
    (leg) => leg.includes(delivery) && leg.includes(leader.delivery),
  );
  return isOnOneLeg || delivery === leader.delivery;
}
