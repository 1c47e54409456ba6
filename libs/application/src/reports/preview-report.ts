import {
  carriesExplanation,
  type Ask,
  type ChannelKind,
  type ChannelManifest,
  type ChannelPlan,
  type ElementCheck,
  type Language,
  type Regime,
  type RegimeReason,
} from '#core';
import type { FieldError } from '../field-error.js';
import type { NoticeTarget, PlatformAdapter, PreparedHandoff } from '../ports/platform-adapter.js';
import type { SendMode } from '../ports/report-store.js';
import { composeNotice } from '../sending/compose-notice.js';
import { noticeDifferences, type NoticeDifference } from './notice-differences.js';
import type { OutgoingDetail } from './outgoing-details.js';
import {
  ReportPlanner,
  type PlanContext,
  type PlanInput,
  type PlannedSubmission,
  type PlannedTarget,
  type PlannerParts,
} from './report-planner.js';
import type { TargetView } from './report-view.js';

export type PreviewInput = PlanInput;

/** One submission that filing would make, and everything that would leave. */
export interface SubmissionPreview extends PreparedHandoff {
  readonly target: TargetView;
  readonly platform: string;
  /** Null where no channel takes it: nothing would be sent. */
  readonly channel: string | null;
  readonly channelKind: ChannelKind | null;
  readonly regime: Regime;
  readonly regimeReason: RegimeReason | null;
  /** The elements of Article 16(2); null where the notice claims nothing under it. */
  readonly elements: readonly ElementCheck[] | null;
  readonly mode: SendMode;
  /** A person has to file it: `steps` say how. */
  readonly isByHand: boolean;
  /** Why it is not sent by machine. */
  readonly reason: string | null;
  /** Languages of which one is needed: the channel reads neither the explanation nor a translation; null where it does. */
  readonly translateInto: readonly Language[] | null;
  readonly earlierReference: string | null;
  readonly asks: readonly Ask[];
  readonly plan: ChannelPlan;
  /** Index of the submission whose notice names this target too; null where it has a notice of its own. */
  readonly noticeOf: number | null;
  /** What leaves otherwise than it was written. */
  readonly differences: readonly NoticeDifference[];
}

export type PreviewAnswer =
  | {
      readonly outcome: 'shown';
      readonly submissions: readonly SubmissionPreview[];
      /** What filing would refuse until it is confirmed. */
      readonly findings: readonly OutgoingDetail[];
    }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] };

export interface PreviewReportParts extends PlannerParts {
  readonly lookUp: (contentHashes: readonly Uint8Array[]) => Promise<PlanContext>;
  readonly adapterFor: (platform: string, mode: SendMode) => PlatformAdapter;
  readonly currentYear: () => number;
}

/** Shows what filing would send, made by the same code. Stores nothing, draws no number and calls no platform. */
export class PreviewReport {
  private readonly planner: ReportPlanner;

  constructor(private readonly parts: PreviewReportParts) {
    this.planner = new ReportPlanner(parts);
  }

  async run(input: PreviewInput): Promise<PreviewAnswer> {
    const { errors, targets } = this.planner.resolve(input);
    if (errors.length > 0) return { outcome: 'invalid', errors };
    const context = await this.parts.lookUp(targets.flatMap(({ contentHash }) => contentHash ?? []));
    const plan = this.planner.plan(input, targets, context);
    if (plan.outcome === 'invalid') return plan;
    return {
      outcome: 'shown',
      findings: this.planner.details(input, targets),
      submissions: plan.submissions.map((planned) => this.show(input, planned, plan.submissions, context)),
    };
  }

  private show(
    input: PreviewInput,
    planned: PlannedSubmission,
    all: readonly PlannedSubmission[],
    context: PlanContext,
  ): SubmissionPreview {
    const { target, platform, plan, channel, state, regime, mode, asks, earlierReference } = planned;
    const { regimeReason, elements } = planned;
    const { ids: _ids, ...sealed } = target.sealed;
    const leader = all.findIndex(({ ordinal }) => ordinal === planned.noticeOf);
    const notice = all[leader] ?? planned;
    const companions = all.filter(({ noticeOf }) => noticeOf === notice.ordinal);
    const prepared = channel ? this.prepare(input, notice, companions, channel.id, context) : nothing;
    return {
      target: { kind: target.kind, ...sealed },
      ...{ platform, regime, regimeReason, elements, plan, mode, asks, earlierReference },
      channel: channel?.id ?? null,
      channelKind: channel?.kind ?? null,
      noticeOf: leader < 0 ? null : leader,
      isByHand: state.delivery === 'HANDOFF_PENDING',
      reason: state.waitingFor,
      translateInto: planned.written || !channel ? null : channel.languages,
      ...prepared,
      differences: channel ? this.differences(input, planned, channel, prepared) : [],
    };
  }

  private differences(
    input: PreviewInput,
    { target, platform, asks, written }: PlannedSubmission,
    channel: ChannelManifest,
    { fields }: PreparedHandoff,
  ): readonly NoticeDifference[] {
    const { organisation, categories, law, platforms } = this.parts;
    const category = categories.get(input.category);
    return noticeDifferences({
      ...{ channel, written, language: input.language, explanation: input.explanation },
      wantedAsks: this.planner.asksOf(input),
      asks: carriesExplanation(channel) ? asks : [],
      reason: platforms.get(platform)?.manifest.reasons[input.category] ?? null,
      locator: target.sealed.locator,
      seenAt: input.seenAt ?? null,
      legalBases: (input.legalBases ?? []).map((key) => Object.values(law.subjects.get(key)?.labels ?? {})),
      notifier: organisation.name,
      notifierNameOptional: category?.notifierNameOptional ?? false,
      left: fields.map(({ value }) => value),
    });
  }

  private prepare(
    input: PreviewInput,
    { target, platform, ordinal, state, regime, mode, asks }: PlannedSubmission,
    companions: readonly PlannedSubmission[],
    channel: string,
    context: PlanContext,
  ): PreparedHandoff {
    const { adapterFor, currentYear } = this.parts;
    const reference = (each: number) => `UF-${currentYear()}-${unknownYet}-${each}-${unknownYet}`;
    const notice = composeNotice(this.parts, {
      ...{ platform, channel, regime, asks },
      submissionId: unknownYet,
      reference: reference(ordinal),
      target: noticeTarget(target),
      companions: companions.map((each) => ({
        ...{ reference: reference(each.ordinal), target: noticeTarget(each.target), isUndecided: true },
      })),
      category: input.category,
      explanation: input.explanation,
      language: input.language,
      translations: input.translations ?? {},
      goodFaithAtMs: context.nowMs,
      seenAt: input.seenAt ?? null,
      factsOn: input.factsOn ?? null,
      legalBases: input.legalBases ?? [],
      repeatOf: null,
      removedBefore: null,
    });
    const adapter = adapterFor(platform, mode);
    if (state.delivery === 'HANDOFF_PENDING') return adapter.prepareHandoff(notice);
    return { ...nothing, fields: adapter.describeSending?.(notice) ?? adapter.prepareHandoff(notice).fields };
  }
}

function noticeTarget({ kind, sealed: { key, ids, url, locator } }: PlannedTarget): NoticeTarget {
  return { kind, key, ids, url, locator };
}

/** Stands for the six characters that a number or a token will have, so that nothing is cut elsewhere than later. */
const unknownYet = '······';

const nothing: PreparedHandoff = { openUrl: null, steps: [], fields: [], numberHint: null };
