import type { EventDetail, EventType, ReportEvent } from '../events.js';
import type { ReferralState } from '../referrals/referrals-for.js';
import { applyFact, type Applied } from '../submission/apply-fact.js';
import type { Fact } from '../submission/facts.js';
import { sharedReceipts } from '../submission/shared-notice.js';
import type { SubmissionState } from '../submission/state.js';
import { wordOf, type Word } from '../submission/word.js';
import type { ReportState, ReportSubmission, SubmissionFact } from './report-state.js';
import { rollUp } from './roll-up.js';

/** An event that has no id yet: the caller gives it one when it stores it. */
export type NewEvent = Omit<ReportEvent, 'id'>;

export interface ChangedReport {
  readonly report: ReportState;
  readonly events: readonly NewEvent[];
  /** One answer a fact, in order; none for those that only follow from another one. */
  readonly applied: readonly Applied[];
}

/** What the timeline tells of the report itself. */
export interface ReportNote {
  readonly type: Extract<EventType, `report.${string}`>;
  readonly detail: EventDetail;
}

/** Applies facts to a report in order; derives status and attention anew and numbers the events, `notes` first. */
export function changeReport(
  before: ReportState,
  facts: readonly SubmissionFact[],
  atMs: number,
  notes: readonly ReportNote[] = [],
): ChangedReport {
  const states = new Map(before.submissions.map((submission) => [submission.id, submission.state]));
  const platforms = new Map(before.submissions.map((submission) => [submission.id, submission.platform]));
  const drafts: EventDraft[] = notes.map(reportDraft);
  const ownWays = new Set<string>();
  const apply = ({ submissionId, fact, detail, isAlso }: SubmissionFact): readonly Applied[] => {
    const state = states.get(submissionId);
    if (state === undefined) throw new Error(`submission ${submissionId} is not part of report ${before.id}`);
    const answer = applyFact(state, fact);
    if (answer.outcome === 'moved') {
      states.set(submissionId, answer.next);
      // What goes on by itself has a notice of its own.
      if (fact.kind === 'queued' && !isAlso) ownWays.add(submissionId);
      const previousWord = wordOf(state);
      const word = wordOf(answer.next);
      const type = isSeenAsBefore(fact, state, answer.next)
        ? undefined
        : eventTypeOf(fact, word, previousWord);
      if (type !== undefined)
        drafts.push({
          type,
          submissionId,
          platform: platforms.get(submissionId) ?? null,
          word,
          previousWord,
          detail: { ...factDetail(fact), ...detail },
        });
    }
    return isAlso ? [] : [answer];
  };
  const applied = facts.flatMap(apply);
  for (const receipt of sharedReceipts(before.submissions, states)) apply(receipt);
  const submissions = before.submissions.map(({ noticeOf, ...submission }) => ({
    ...submission,
    state: states.get(submission.id) ?? submission.state,
    ...(noticeOf === undefined || ownWays.has(submission.id) ? {} : { noticeOf }),
  }));
  return { ...recordEvents({ ...before, submissions }, drafts, atMs), applied };
}

interface EventDraft {
  readonly type: EventType;
  readonly submissionId: string | null;
  readonly platform: string | null;
  readonly word: Word | null;
  readonly previousWord: Word | null;
  readonly detail: EventDetail;
}

function reportDraft({ type, detail }: ReportNote): EventDraft {
  return { type, submissionId: null, platform: null, word: null, previousWord: null, detail };
}

/** A report's first events, when it is filed; `notes` follow its creation. */
export function createReport(
  id: string,
  submissions: readonly ReportSubmission[],
  atMs: number,
  notes: readonly ReportNote[] = [],
): ChangedReport {
  const empty: ReportState = { id, status: 'DRAFT', attention: [], counts: {}, lastSequence: 0, submissions };
  const derived = rollUp(currentWords(submissions));
  const created = reportDraft({ type: 'report.created', detail: {} });
  const starts = submissions.map((submission) => startOf(submission));
  const { report, events } = recordEvents(
    { ...empty, ...derived },
    [created, ...notes.map(reportDraft), ...starts],
    atMs,
  );
  return { report, events, applied: [] };
}

/** More submissions come to a report: those that repeat an earlier one stand in its place from now on. */
export function addSubmissions(
  before: ReportState,
  added: readonly ReportSubmission[],
  atMs: number,
): ChangedReport {
  const drafts = added.map((submission) => startOf(submission, { actor: 'STAFF' }));
  const submissions = [...before.submissions, ...added];
  return { ...recordEvents({ ...before, submissions }, drafts, atMs), applied: [] };
}

function startOf(
  { id: submissionId, platform, state, repeats }: ReportSubmission,
  also: EventDetail = {},
): EventDraft {
  const word = wordOf(state);
  const type =
    word === 'blocked'
      ? 'submission.blocked'
      : word === 'staff_action'
        ? 'submission.handed_off'
        : 'submission.queued';
  const because = state.waitingFor ?? (state.holdUntilMs === null ? null : reportHeld);
  const reason = because === null ? {} : { reason: because };
  const repeated = repeats ? { isRefiled: true } : {};
  const detail = { channel: state.channel, ...reason, ...repeated, ...also };
  return { type, submissionId, platform, word, previousWord: null, detail };
}

/**
 * The words that make the status: of what a later submission repeats, only the later one counts, unless it was
 * withdrawn.
 */
export function currentWords(
  submissions: readonly Pick<ReportSubmission, 'id' | 'state' | 'repeats'>[],
): Word[] {
  const repeated = repeatedIn(submissions);
  return submissions.filter(({ id }) => !repeated.has(id)).map(({ state }) => wordOf(state));
}

/** Ids of the submissions that a later one stands in for. */
export function repeatedIn(
  submissions: readonly Pick<ReportSubmission, 'state' | 'repeats'>[],
): ReadonlySet<string> {
  return new Set(
    submissions.flatMap(({ repeats, state }) => (repeats && state.delivery !== 'CANCELLED' ? [repeats] : [])),
  );
}

/** A reply came that only a person can take on: nothing moves, and the timeline says why somebody has to look. */
export function noteReplyForPerson(
  before: ReportState,
  submissionId: string,
  type: Extract<EventType, `reply.${string}`>,
  atMs: number,
): ChangedReport {
  return noteEvent(before, submissionId, type, { actor: 'PLATFORM' }, atMs);
}

/** Something happened about a submission that does not move it: the timeline says so. */
export function noteEvent(
  before: ReportState,
  submissionId: string,
  type: EventType,
  detail: EventDetail,
  atMs: number,
): ChangedReport {
  const submission = before.submissions.find(({ id }) => id === submissionId);
  if (submission === undefined)
    throw new Error(`submission ${submissionId} is not part of report ${before.id}`);
  const word = wordOf(submission.state);
  const { platform } = submission;
  const draft: EventDraft = { type, submissionId, platform, word, previousWord: word, detail };
  return { ...recordEvents(before, [draft], atMs), applied: [] };
}

/** What the timeline tells of one submission, whose word may have moved meanwhile. */
export interface EventNote {
  readonly submissionId: string;
  readonly type: EventType;
  readonly detail: EventDetail;
}

/** Numbers events about submissions between two states of a report, and derives its status anew. */
export function noteEvents(
  before: ReportState,
  after: ReportState,
  notes: readonly EventNote[],
  atMs: number,
): Omit<ChangedReport, 'applied'> {
  const wordIn = ({ submissions }: ReportState, submissionId: string) => {
    const found = submissions.find(({ id }) => id === submissionId);
    if (found === undefined) throw new Error(`submission ${submissionId} is not part of report ${before.id}`);
    return { platform: found.platform, word: wordOf(found.state) };
  };
  const drafts = notes.map(({ submissionId, type, detail }): EventDraft => {
    const { platform, word } = wordIn(after, submissionId);
    const previousWord = wordIn(before, submissionId).word;
    return { type, submissionId, platform, word, previousWord, detail };
  });
  return recordEvents(after, drafts, atMs);
}

/** A caller was sent somewhere, or said whether that was taken up: no submission moves. */
export function recordReferral(
  before: ReportState,
  { key, state }: { readonly key: string; readonly state: ReferralState },
  atMs: number,
): ChangedReport {
  const draft: EventDraft = {
    type: 'referral.recorded',
    ...{ submissionId: null, platform: null, word: null, previousWord: null },
    detail: { referral: key, referralState: state, actor: 'STAFF' },
  };
  return { ...recordEvents(before, [draft], atMs), applied: [] };
}

/** Numbers the drafts and adds `report.status_changed` where status or attention moved. */
function recordEvents(
  before: ReportState,
  drafts: readonly EventDraft[],
  atMs: number,
): Omit<ChangedReport, 'applied'> {
  const after = rollUp(currentWords(before.submissions));
  const isStatusMoved = after.status !== before.status || after.attention.join() !== before.attention.join();
  const all: EventDraft[] = [...drafts];
  if (isStatusMoved) all.push(reportDraft({ type: 'report.status_changed', detail: {} }));
  const events = all.map((draft, index): NewEvent => ({
    ...draft,
    reportId: before.id,
    sequence: before.lastSequence + index + 1,
    v: 1,
    atMs,
    status: after.status,
    previousStatus: draft.type === 'report.status_changed' ? before.status : null,
    attention: after.attention,
  }));
  return { report: { ...before, ...after, lastSequence: before.lastSequence + all.length }, events };
}

/** Why a submission of a held report is blocked. */
const reportHeld = 'REPORT.HELD';

const eventTypeByFact: Record<Fact['kind'], EventType | undefined> = {
  queued: 'submission.queued',
  blocked: 'submission.blocked',
  handedOff: 'submission.handed_off',
  sendingStarted: undefined,
  sendConfirmed: 'submission.sent',
  sendDeferred: 'submission.deferred',
  sendUncertain: 'submission.uncertain',
  sendFailed: 'submission.failed',
  withdrawn: 'submission.withdrawn',
  held: 'submission.blocked',
  released: 'submission.queued',
  acknowledged: 'submission.acknowledged',
  memberReportRequired: 'submission.handed_off',
  reviewStarted: 'submission.under_review',
  informationRequested: 'submission.info_requested',
  informationSupplied: 'submission.info_supplied',
  actioned: 'submission.decided',
  refused: 'submission.decided',
  notFound: 'submission.decided',
  duplicate: 'submission.decided',
  expired: 'submission.decided',
  reversed: 'submission.decided',
  asksAnswered: 'submission.asks_answered',
  seen: 'submission.verified',
  remedyMoved: 'remedy.moved',
};

/** A look that finds everything as it was known is kept as an observation; the timeline need not tell it. */
function isSeenAsBefore(fact: Fact, before: SubmissionState, after: SubmissionState): boolean {
  return (
    fact.kind === 'seen' &&
    before.verification === after.verification &&
    before.effects === after.effects &&
    before.secondLook === after.secondLook
  );
}

function eventTypeOf(fact: Fact, word: Word, previousWord: Word): EventType | undefined {
  if ((fact.kind === 'held' || fact.kind === 'released') && word === previousWord) return undefined;
  if (fact.kind === 'released' && word === 'staff_action') return 'submission.handed_off';
  if (fact.kind === 'seen' && word === 'reappeared') return 'submission.reappeared';
  if (fact.kind === 'memberReportRequired' && word === 'info_requested') return 'submission.info_requested';
  return eventTypeByFact[fact.kind];
}

function factDetail(fact: Fact): EventDetail {
  switch (fact.kind) {
    case 'queued':
      return fact.channel === undefined ? {} : { channel: fact.channel };
    case 'blocked':
    case 'sendUncertain':
    case 'sendFailed':
      return { reason: fact.reason };
    case 'held':
      return { reason: reportHeld };
    case 'handedOff':
      return { reason: fact.reason, channel: fact.channel };
    case 'sendDeferred':
      return { reason: fact.waitingFor };
    case 'memberReportRequired':
      return { reason: 'PLATFORM.MEMBER_REPORT_FIRST', channel: fact.channel };
    case 'actioned':
      return { effects: fact.effects };
    case 'refused':
      return { refusalReason: fact.reason };
    case 'seen':
      return {
        ...{ visibility: fact.visibility, observedAtMs: fact.atMs },
        ...(fact.effects?.length ? { effects: fact.effects } : {}),
      };
    case 'remedyMoved':
      return { remedy: fact.remedy };
    default:
      return {};
  }
}
