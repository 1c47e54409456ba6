import {
  addSubmissions,
  changeReport,
  keptPlan,
  noteEvent,
  type Ask,
  type CorrectedField,
  type DetailKind,
  type NewEvent,
  type ReportState,
  type ReportSubmission,
} from '#core';
import type { FieldError } from '../field-error.js';
import { canBeTold, lanes } from '../platform-settings.js';
import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import {
  never,
  type Change,
  type CorrectingSubmission,
  type LockedReport,
  type ReportStore,
} from '../ports/report-store.js';
import type { NewFollowUp } from '../ports/follow-up.js';
import type { Actor, HoldWrite, ReplannedSubmission } from '../ports/staff-acts.js';
import type { SendStore } from '../ports/send-store.js';
import type { DeadlineClocks } from '../deadlines/deadline-clocks.js';
import { filedSubmission, urgencyOf } from '../reports/filed-submission.js';
import { confidentialNames, unconfirmedDetails } from '../reports/outgoing-details.js';
import {
  ReportPlanner,
  type GivenTarget,
  type PlanContext,
  type PlanInput,
  type PlannedSubmission,
  type PlannerParts,
} from '../reports/report-planner.js';
import type { ReportView, SubmissionView } from '../reports/report-view.js';
import { saidOfHold, timed, ungradedHold } from './hold-report.js';
import { destroyedBy } from '../screenshots/destroy-screenshots.js';
import { mayHaveLeft, withdraw } from './withdraw-notices.js';

export interface CorrectInput {
  /** The report as whoever corrects it read it. */
  readonly view: ReportView;
  readonly category?: string;
  readonly asks?: readonly Ask[];
  readonly explanation?: string;
  /** Right addresses in the place of wrong ones, by submission. */
  readonly targets?: readonly (GivenTarget & { readonly submissionId: string })[];
  readonly confirmedFindings?: readonly DetailKind[];
  /** The API key's name. */
  readonly by: string;
  /** Who says so, where a second person has to confirm the new category: nothing leaves before. */
  readonly gradedBy?: Actor;
}

export type CorrectAnswer =
  | {
      readonly outcome: 'done';
      /** How many screenshots were destroyed, because the new category may have none. */
      readonly destroyedScreenshots: number;
    }
  | { readonly outcome: 'repeated' | 'notFound' | 'stale' }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] }
  /** `CORRECTION.HAS_LEFT`: a text that a platform has; `SUBMISSION.BEING_SENT`: one is leaving. */
  | { readonly outcome: 'refused'; readonly code: 'CORRECTION.HAS_LEFT' | 'SUBMISSION.BEING_SENT' };

export interface CorrectParts extends PlannerParts {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly cipher: ReportCipher;
  readonly ids: IdSource;
  readonly clocks: Pick<DeadlineClocks, 'staffDueAtMs'>;
  /** What a plan depends on. */
  readonly lookUp: (contentHashes: readonly Uint8Array[]) => Promise<PlanContext>;
}

/**
 * Corrects a report. What has not left is planned and checked anew, as when it is filed. Of another category the platforms
 * that have the notice are told by reference. A wrong address is withdrawn, and another submission of the same report has
 * the right one; so has what takes another way in by the new category.
 */
export class CorrectReport {
  private readonly planner: ReportPlanner;

  constructor(private readonly parts: CorrectParts) {
    this.planner = new ReportPlanner(parts);
  }

  async run(input: CorrectInput): Promise<CorrectAnswer> {
    const { view } = input;
    const { sends, cipher, reports } = this.parts;
    const first = view.submissions[0] && (await sends.load(view.submissions[0].id));
    if (!first) return { outcome: 'notFound' };
    const key = await cipher.openKey(view.id, first.key);
    const corrected = correctedFieldsOf(input);
    if (corrected.length === 0) return { outcome: 'repeated' };
    const planned = await this.planned(input, confidentialNames(first, key));
    if ('outcome' in planned) return planned;
    return reports.change<CorrectAnswer>([view.id], (locked, nowMs) => {
      const report = locked.get(view.id);
      if (!report) return { change: nothing, result: { outcome: 'notFound' } };
      if (report.state.lastSequence !== view.lastSequence)
        return { change: nothing, result: { outcome: 'stale' } };
      const refused = hindrance(report, input, corrected);
      if (refused) return { change: nothing, result: refused };
      const change = this.correct(report, input, corrected, planned.byId, key, nowMs);
      const destroyedScreenshots = change.screenshots?.length ? report.screenshots.length : 0;
      return { change, result: { outcome: 'done', destroyedScreenshots } };
    });
  }

  /** Plans every submission that may go out otherwise, each by itself: a notice of its own. */
  private async planned(
    input: CorrectInput,
    confidential: readonly string[],
  ): Promise<
    { readonly byId: ReadonlyMap<string, PlannedSubmission> } | Extract<CorrectAnswer, { outcome: 'invalid' }>
  > {
    const { view, targets = [] } = input;
    const errors: FieldError[] = [];
    const byId = new Map<string, PlannedSubmission>();
    targets.forEach(({ submissionId }, index) => {
      if (!view.submissions.some(({ id, word }) => id === submissionId && word !== 'withdrawn'))
        errors.push({ pointer: `/targets/${index}/submission`, ...notOfReport });
    });
    for (const submission of view.submissions.filter(({ word }) => word !== 'withdrawn')) {
      const at = targets.findIndex(({ submissionId }) => submissionId === submission.id);
      const plan = planInput(input, submission, targets[at], confidential);
      const { errors: found, targets: resolved } = this.planner.resolve(plan);
      const unconfirmed = unconfirmedDetails(this.planner.details(plan, resolved), [
        ...view.confirmedFindings,
        ...(input.confirmedFindings ?? []),
      ]);
      const context = await this.parts.lookUp(resolved.flatMap(({ contentHash }) => contentHash ?? []));
      const answer = this.planner.plan(plan, resolved, context);
      const all = [...found, ...unconfirmed, ...(answer.outcome === 'invalid' ? answer.errors : [])];
      errors.push(...all.map((error) => ({ ...error, pointer: pointerAt(error.pointer, at) })));
      if (answer.outcome === 'planned' && answer.submissions[0])
        byId.set(submission.id, {
          ...answer.submissions[0],
          earlierReference: earlierThan(view, answer.submissions[0]),
        });
    }
    const distinct = [...new Map(errors.map((error) => [`${error.pointer} ${error.code}`, error])).values()];
    return distinct.length > 0 ? { outcome: 'invalid', errors: distinct } : { byId };
  }

  private correct(
    report: LockedReport,
    input: CorrectInput,
    corrected: readonly CorrectedField[],
    plans: ReadonlyMap<string, PlannedSubmission>,
    key: DataKey,
    nowMs: number,
  ): Change {
    const { platforms, ids, categories } = this.parts;
    const { by, targets = [], view } = input;
    const category = input.category ?? view.category;
    const detail = { corrected, actor: 'STAFF' } as const;
    const destroyed = destroyedBy(report, category, categories);
    const holds = gradingOf(report, input, corrected, ids, nowMs);
    const held = holds.find((each) => each.kind === 'held');
    const said = held && saidOfHold(report.state, held);
    const noted = changeReport(report.state, said?.facts ?? [], nowMs, [
      { type: 'report.corrected', detail },
      ...(said ? [said.note] : []),
      ...destroyed.notes,
    ]);
    let state: ReportState = noted.report;
    const events: NewEvent[] = [...noted.events];
    const replans: ReplannedSubmission[] = [];
    const replaced: ReportSubmission[] = [];
    const newFollowUps: NewFollowUp[] = [];
    const wake = new Set<string>();
    for (const submission of openOf(report)) {
      const { id: submissionId, platform } = submission;
      const row = report.submissions.get(submissionId);
      const plan = plans.get(submissionId);
      if (!row || !plan) continue;
      const isWrong = targets.some((each) => each.submissionId === submissionId);
      if (isWrong || (!mayHaveLeft(submission.state, row) && !goesAsBefore(submission, plan))) {
        replaced.push(submission);
      } else if (!mayHaveLeft(submission.state, row)) {
        const { regime, asks, target } = plan;
        const urgency = urgencyOf(categories, category);
        replans.push({ submissionId, regime, asks, plan: keptPlan(plan.plan, target.space), urgency });
      } else if (!corrected.includes('category')) {
        continue;
      } else if (canBeTold(platforms, platform, submission.state.channel)) {
        newFollowUps.push({
          ...{ id: ids.uuid(), submissionId, purpose: 'CORRECTION', text: null, confirmedFindings: [] },
          ...{ createdBy: by, number: (row.followUp?.number ?? 0) + 1 },
        });
        wake.add(lanes.followUps(platform));
      } else {
        const byHand = { told: 'CORRECTION', outcome: 'BY_HAND', actor: 'WORKER' } as const;
        const told = noteEvent(state, submissionId, 'submission.told', byHand, nowMs);
        state = told.report;
        events.push(...told.events);
      }
    }
    const reason = 'WRONG_ADDRESS';
    const gone = withdraw({ ...report, state }, replaced, { reason, by }, nowMs, this.parts);
    const [withdrawn] = gone.reports;
    const correcting = replaced.map(({ id: corrects }, index): CorrectingSubmission => {
      const plan = plans.get(corrects) as PlannedSubmission;
      const ordinal = report.state.submissions.length + index + 1;
      const state = { ...plan.state, holdUntilMs: report.hold?.untilMs ?? held?.untilMs ?? null };
      const about = { input: { category }, reportReference: report.reference, nowMs, key };
      const filed = filedSubmission(this.parts, about, { ...plan, ordinal, state });
      if (filed.isDue && state.holdUntilMs === null) wake.add(lanes.submissions(filed.platform));
      return { ...filed, reportId: view.id, corrects };
    });
    const added = addSubmissions(
      withdrawn?.state ?? state,
      correcting.map(({ id, platform, state: start }) => ({ id, platform, state: start })),
      nowMs,
    );
    const isReplaced = (id: string) => replaced.some((each) => each.id === id);
    const waiting = held
      ? timed(noted.report, () => never).filter((each) => !isReplaced(each.submissionId))
      : [];
    const isWaiting = (id: string) => waiting.some(({ submissionId }) => submissionId === id);
    const touched = [
      ...waiting,
      ...replans.flatMap(({ submissionId }) => (isWaiting(submissionId) ? [] : [{ submissionId }])),
    ];
    return {
      reports: [
        {
          state: added.report,
          events: [...events, ...(withdrawn?.events ?? []), ...added.events],
          timing: [...(withdrawn?.timing ?? []), ...touched],
        },
      ],
      followUps: gone.followUps ?? [],
      newFollowUps: [...newFollowUps, ...(gone.newFollowUps ?? [])],
      withdrawals: replaced.map(({ id: submissionId }) => ({ submissionId, reason, note: null, by })),
      corrections: [
        {
          reportId: view.id,
          ...(input.category === undefined ? {} : { category: input.category }),
          ...(input.asks === undefined ? {} : { asks: input.asks }),
          ...(input.explanation === undefined
            ? {}
            : { explanation: key.seal(input.explanation, 'explanation') }),
        },
      ],
      ...{ replans, correcting, holds, screenshots: destroyed.screenshots },
      lanes: [...(held ? [] : wake), ...(gone.lanes ?? [])],
    };
  }
}

const nothing: Change = { reports: [] };

/** A new category that waits for a second person holds the report, or waits with the hold that it has. */
function gradingOf(
  { hold, state }: LockedReport,
  { gradedBy }: CorrectInput,
  corrected: readonly CorrectedField[],
  ids: IdSource,
  nowMs: number,
): HoldWrite[] {
  if (!gradedBy || !corrected.includes('category')) return [];
  if (hold) return [{ kind: 'graded', id: hold.id, gradedById: gradedBy.id }];
  const { reason, untilMs, by } = ungradedHold(gradedBy, nowMs);
  return [
    { kind: 'held', reportId: state.id, id: ids.uuid(), reason, untilMs, by, note: null, gradedById: by.id },
  ];
}

const notOfReport = {
  code: 'SUBMISSION.NOT_IN_REPORT',
  detail: 'This is no submission of this report that can be corrected. Read the report for those it has.',
} as const;

function openOf({ state }: LockedReport): readonly ReportSubmission[] {
  return state.submissions.filter((each) => each.state.delivery !== 'CANCELLED' && !each.state.isWithdrawn);
}

/** What differs from the report as it was read. */
function correctedFieldsOf({ view, category, asks, explanation, targets }: CorrectInput): CorrectedField[] {
  return [
    ...(category !== undefined && category !== view.category ? (['category'] as const) : []),
    ...(asks !== undefined && asks.join() !== view.asks.join() ? (['asks'] as const) : []),
    ...(explanation !== undefined && explanation !== view.explanation ? (['explanation'] as const) : []),
    ...(targets?.length ? (['target'] as const) : []),
  ];
}

/** Texts that a platform has stay as it has them; nothing is corrected while something is leaving. */
function hindrance(
  report: LockedReport,
  { targets = [] }: CorrectInput,
  corrected: readonly CorrectedField[],
): Extract<CorrectAnswer, { outcome: 'refused' }> | null {
  const open = openOf(report);
  const rowOf = ({ id }: ReportSubmission) => report.submissions.get(id);
  const isLeaving = (each: ReportSubmission) =>
    each.state.delivery === 'SENDING' || ['QUEUED', 'SENDING'].includes(rowOf(each)?.followUp?.state ?? '');
  const isTextMeant = corrected.includes('asks') || corrected.includes('explanation');
  const meant = open.filter(
    (each) =>
      isTextMeant ||
      corrected.includes('category') ||
      targets.some(({ submissionId }) => submissionId === each.id),
  );
  if (meant.some(isLeaving)) return { outcome: 'refused', code: 'SUBMISSION.BEING_SENT' };
  const hasLeft = open.some((each) => {
    const row = rowOf(each);
    return row !== undefined && mayHaveLeft(each.state, row);
  });
  return isTextMeant && hasLeft ? { outcome: 'refused', code: 'CORRECTION.HAS_LEFT' } : null;
}

/** Whether a notice that has not left waits for the same as it would if it were filed now. */
function goesAsBefore({ state }: ReportSubmission, plan: PlannedSubmission): boolean {
  const delivery = state.delivery === 'RETRY_WAIT' ? 'QUEUED' : state.delivery;
  return plan.state.channel === state.channel && plan.state.delivery === delivery;
}

function planInput(
  { view, category = view.category, asks, explanation = view.explanation }: CorrectInput,
  { platform, channel, plan, target }: SubmissionView,
  corrected: GivenTarget | undefined,
  confidential: readonly string[],
): PlanInput {
  const locator = target.locator === null ? {} : { locator: target.locator };
  const space = plan?.space === undefined ? {} : { space: plan.space };
  const isOwnWay = plan?.because === 'PLAN.WANTED';
  const isNewCategory = category !== view.category;
  const wanted = asks ?? (isNewCategory ? undefined : view.asks);
  return {
    ...{ category, explanation, confidential, isInGoodFaith: true, legalBases: view.legalBases },
    language: view.language,
    // Translations are of the explanation as it was.
    ...(explanation === view.explanation ? { translations: view.translations } : {}),
    targets: [corrected ?? { input: target.input, ...locator, ...space }],
    ...(wanted === undefined ? {} : { asks: wanted }),
    ...(isOwnWay && !corrected ? { channels: { [platform]: channel } } : {}),
    ...(view.factsOn === null ? {} : { factsOn: view.factsOn }),
    ...(view.seenAt === null ? {} : { seenAt: view.seenAt }),
  };
}

/** Errors of a plan name the one target it has. */
function pointerAt(pointer: string, at: number): string {
  return at < 0 ? pointer : pointer.replace(/^\/targets\/0/, `/targets/${at}`);
}

/** A report is no earlier report of itself. */
function earlierThan({ reference }: ReportView, { earlierReference }: PlannedSubmission): string | null {
  return earlierReference === reference ? null : earlierReference;
}
