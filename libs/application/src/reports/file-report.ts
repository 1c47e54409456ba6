import {
  alternatives,
  createReport,
  noClocks,
  runningClock,
  slaOf,
  translationsIn,
  walkTriage,
  wordOf,
  worstSla,
  type DetailKind,
  type TriageStep,
  type TriageTree,
} from '#core';
import type { DeadlineClocks } from '../deadlines/deadline-clocks.js';
import type { FieldError } from '../field-error.js';
import { lanes } from '../platform-settings.js';
import { holdTimeCode, holdTimeError, sealedHoldNote, type HoldInput } from '../staff/hold-report.js';
import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type { FiledReport, FiledSubmission, FilingContext, ReportStore } from '../ports/report-store.js';
import type { NewHold } from '../ports/staff-acts.js';
import { confirmedKinds, unconfirmedDetails } from './outgoing-details.js';
import {
  ReportPlanner,
  type PlanInput,
  type PlannedSubmission,
  type PlannerParts,
} from './report-planner.js';
import { filedSubmission } from './filed-submission.js';
import {
  standingOf,
  submissionsAtOnce,
  type HoldView,
  type ReportView,
  type SubmissionView,
} from './report-view.js';

export interface FileReportInput extends Omit<PlanInput, 'isInGoodFaith'> {
  readonly callerRole: string;
  /** Kinds of personal details that may leave all the same: whoever files says so. */
  readonly confirmedFindings?: readonly DetailKind[];
  /** Answers that led to the category, kept as its reason; staff may choose another one all the same. */
  readonly triage?: readonly TriageStep[];
  /** Who files: the API key's name. */
  readonly filedBy: string;
  /** Nothing leaves until a second person releases it. */
  readonly hold?: HoldInput;
  readonly idempotency: {
    readonly client: string;
    readonly key: string;
    readonly requestHash: string;
  } | null;
}

export type FileReportAnswer =
  | { readonly outcome: 'filed'; readonly answer: string }
  /** The same key and body came before: the same answer again. */
  | { readonly outcome: 'replayed'; readonly answer: string }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] }
  | { readonly outcome: 'keyInFlight' }
  | { readonly outcome: 'keyReused' };

export interface FileReportParts extends PlannerParts {
  readonly store: ReportStore;
  readonly cipher: ReportCipher;
  readonly ids: IdSource;
  readonly clocks: Pick<DeadlineClocks, 'staffDueAtMs' | 'dueSoonMs'>;
  readonly currentYear: () => number;
  readonly triage: TriageTree;
  /** Writes the answer that is kept for repeats of the same request. */
  readonly present: (report: ReportView) => string;
}

/** Files one report: one submission for each distinct target, everything in one transaction. */
export class FileReport {
  private readonly planner: ReportPlanner;

  constructor(private readonly parts: FileReportParts) {
    this.planner = new ReportPlanner(parts);
  }

  async run(given: FileReportInput): Promise<FileReportAnswer> {
    // Who files states it: nothing is filed without.
    const input = { ...given, isInGoodFaith: true };
    const { store, cipher } = this.parts;
    const { errors: planned, targets } = this.planner.resolve(input);
    const errors = [...planned, ...triageErrors(this.parts.triage, input.triage ?? [])];
    if (errors.length > 0) return { outcome: 'invalid', errors };
    const details = this.planner.details(input, targets);
    const unconfirmed = unconfirmedDetails(details, input.confirmedFindings);
    if (unconfirmed.length > 0) return { outcome: 'invalid', errors: unconfirmed };
    const question = {
      year: this.parts.currentYear(),
      contentHashes: targets.flatMap(({ contentHash }) => contentHash ?? []),
      idempotency: input.idempotency,
    };
    const context = await store.filingContext(question);
    if (context.previous) return replay(context.previous, input, cipher);
    const holdCode = input.hold ? holdTimeCode(input.hold.untilMs, context.nowMs) : null;
    if (holdCode !== null) return { outcome: 'invalid', errors: [holdTimeError('/hold/until', holdCode)] };
    const plan = this.planner.plan(input, targets, context);
    if (plan.outcome === 'invalid') return plan;
    const { report, view } = await this.compose(
      { ...input, confirmedFindings: confirmedKinds(details, input.confirmedFindings) },
      plan.submissions,
      context,
    );
    const stored = await store.file(report);
    if (stored === 'filed') return { outcome: 'filed', answer: this.parts.present(view) };
    if (stored === 'keyInFlight') return { outcome: 'keyInFlight' };
    // Filed with the same key since we looked: that one's answer counts, unless it was erased.
    const { previous } = await store.filingContext(question);
    return previous ? replay(previous, input, cipher) : { outcome: 'keyReused' };
  }

  private async compose(
    input: FileReportInput,
    planned: readonly PlannedSubmission[],
    context: FilingContext,
  ): Promise<Composed> {
    const { cipher, ids } = this.parts;
    const reportId = ids.uuid();
    const { key, row } = await cipher.newKey(reportId);
    const hold = input.hold ? holdOf(input.hold, ids.uuid(), key) : null;
    const notes = hold ? [heldNote(hold)] : [];
    const submissions = sharing(
      planned,
      planned.map((submission) =>
        filedSubmission(
          this.parts,
          { input, reportReference: context.reference, nowMs: context.nowMs, key },
          heldBy(hold, submission),
        ),
      ),
    );
    const created = createReport(
      reportId,
      submissions.map(({ id, platform, state, noticeOf }) => ({
        ...{ id, platform, state },
        ...(noticeOf === null ? {} : { noticeOf }),
      })),
      context.nowMs,
      notes,
    );
    const report: Omit<FiledReport, 'idempotency'> = {
      id: reportId,
      reference: context.reference,
      category: input.category,
      language: input.language,
      callerRole: input.callerRole,
      asks: this.planner.asksOf(input),
      explanation: key.seal(input.explanation, 'explanation'),
      translations: translationsIn(input.translations ?? {}).length
        ? key.seal(JSON.stringify(input.translations), 'translations')
        : null,
      confidential: input.confidential?.length
        ? key.seal(JSON.stringify(input.confidential), 'confidential')
        : null,
      confirmedFindings: input.confirmedFindings ?? [],
      goodFaithAtMs: context.nowMs,
      factsOn: input.factsOn ?? null,
      seenAt: input.seenAt ?? null,
      legalBases: input.legalBases ?? [],
      triage: input.triage ?? [],
      filedBy: input.filedBy,
      createdAtMs: context.nowMs,
      state: created.report,
      key: row,
      hold,
      submissions,
      events: created.events.map((event) => ({ ...event, id: ids.uuid() })),
      lanes: [
        ...new Set(
          submissions
            .filter(({ isDue }) => isDue && hold === null)
            .map(({ platform }) => lanes.submissions(platform)),
        ),
      ],
    };
    const view = this.view(input, report, planned, context);
    const idempotency = input.idempotency && {
      ...input.idempotency,
      answer: key.seal(this.parts.present(view), 'answer'),
    };
    return { report: { ...report, idempotency }, view };
  }

  private view(
    input: FileReportInput,
    report: Omit<FiledReport, 'idempotency'>,
    planned: readonly PlannedSubmission[],
    context: FilingContext,
  ): ReportView {
    const submissions = report.submissions.map((submission, index): SubmissionView => {
      const { state } = submission;
      const { ids: _ids, ...target } = (planned[index] as PlannedSubmission).target.sealed;
      const { doubtedAtMs: _doubted, holdUntilMs, isWithdrawn: _withdrawn, ...axes } = state;
      const word = wordOf(state);
      const clocks = { ...noClocks, staffDueAtMs: submission.staffDueAtMs };
      return {
        ...axes,
        id: submission.id,
        reference: submission.reference,
        platform: submission.platform,
        regime: submission.regime,
        target: { kind: submission.targetKind, ...target },
        word,
        asks: submission.asks,
        plan: submission.plan,
        alternatives: alternatives(submission.plan, state),
        earlierReference: submission.earlierReference,
        noticeOf: submission.noticeOf,
        ...{ laterReferences: [], repeats: null, repeatedBy: null },
        sla: slaOf(word, clocks, context.nowMs, this.parts.clocks.dueSoonMs),
        clock: runningClock(word, clocks),
        ...{ sentAtMs: null, wait: null },
        nextTryAtMs: submission.isDue && holdUntilMs === null ? context.nowMs : null,
        ...{ nextCheckAtMs: null, lookDueAtMs: null, watchEndsAtMs: null },
        dueAtMs: null,
        acknowledgeDueAtMs: null,
        escalation: { step: null, nextStepAtMs: null, messages: [] },
        ...{ question: null, reminder: null, withdrawal: null, correction: null },
        ...{ corrects: null, correctedBy: null, snoozedUntilMs: null },
      };
    });
    const { id, reference, category, language, callerRole, asks, state } = report;
    return {
      ...{ id, reference, category, language, callerRole, asks },
      standing: standingOf(submissions),
      submissions: submissions.slice(0, submissionsAtOnce),
      moreAfter: submissions.length > submissionsAtOnce ? submissionsAtOnce : null,
      ...{
        factsOn: report.factsOn,
        seenAt: report.seenAt,
        legalBases: report.legalBases,
        triage: report.triage,
      },
      referrals: [],
      hold: holdViewOf(input.hold, context.nowMs),
      ...{
        status: state.status,
        attention: state.attention,
        counts: state.counts,
        lastSequence: state.lastSequence,
      },
      ...worstSla(submissions),
      isEscalated: false,
      explanation: input.explanation,
      translations: input.translations ?? {},
      confirmedFindings: report.confirmedFindings,
      createdAtMs: context.nowMs,
      updatedAtMs: context.nowMs,
    };
  }
}

/** So many notices of one report go to a platform before equally urgent ones of others have their turn. */
const turnSize = 20;

/** Who shares a notice, and when each notice has its turn. */
function sharing(
  planned: readonly PlannedSubmission[],
  filed: readonly FiledSubmission[],
): readonly FiledSubmission[] {
  const counts = new Map<string, number>();
  return filed.map((submission, index) => {
    const leader = planned.findIndex(({ ordinal }) => ordinal === planned[index]?.noticeOf);
    const noticeOf = filed[leader]?.id ?? null;
    if (noticeOf !== null) return { ...submission, noticeOf, isDue: false };
    const before = counts.get(submission.platform) ?? 0;
    counts.set(submission.platform, before + 1);
    return { ...submission, turn: Math.floor(before / turnSize) };
  });
}

interface Composed {
  readonly report: FiledReport;
  readonly view: ReportView;
}

function holdOf({ reason, untilMs, note, by, isUngraded }: HoldInput, id: string, key: DataKey): NewHold {
  const gradedById = isUngraded ? by.id : null;
  return { id, reason, untilMs, note: sealedHoldNote(key, id, note), by, gradedById };
}

function holdViewOf(hold: HoldInput | undefined, nowMs: number): HoldView | null {
  if (!hold) return null;
  const { reason, untilMs, note, by, isUngraded = false } = hold;
  return { by: by.name, reason, untilMs, atMs: nowMs, note, isUngraded, isOverdue: false, left: [] };
}

function heldNote({ reason, untilMs }: NewHold) {
  return { type: 'report.held', detail: { reason, untilMs, actor: 'STAFF' } } as const;
}

function heldBy(hold: NewHold | null, submission: PlannedSubmission): PlannedSubmission {
  if (!hold) return submission;
  return { ...submission, state: { ...submission.state, holdUntilMs: hold.untilMs } };
}

function triageErrors(tree: TriageTree, steps: readonly TriageStep[]): FieldError[] {
  const walk = walkTriage(tree, steps);
  if (walk.outcome !== 'invalid') return [];
  const field = walk.reason === 'NOT_ASKED' ? 'question' : 'answer';
  const detail = 'Give the answers in the order in which GET /v1/triage asks, or leave triage out.';
  return [{ pointer: `/triage/${walk.at}/${field}`, code: `TRIAGE.${walk.reason}`, detail }];
}

async function replay(
  previous: NonNullable<FilingContext['previous']>,
  input: FileReportInput,
  cipher: ReportCipher,
): Promise<FileReportAnswer> {
  if (previous.requestHash !== input.idempotency?.requestHash) return { outcome: 'keyReused' };
  return {
    outcome: 'replayed',
    answer: (await cipher.openKey(previous.ownerId, previous.key)).open(previous.answer, 'answer'),
  };
}
