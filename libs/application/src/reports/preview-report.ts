import type { Ask, ChannelKind, Language, Regime } from '#core';
import type { FieldError } from '../field-error.js';
import type { NoticeTarget, PlatformAdapter, PreparedHandoff } from '../ports/platform-adapter.js';
import type { SendMode } from '../ports/report-store.js';
import { composeNotice } from '../sending/compose-notice.js';
import {
  ReportPlanner,
  type PlanContext,
  type PlanInput,
  type PlannedSubmission,
  type PlannerParts,
} from './report-planner.js';
import type { TargetView } from './report-view.js';

export interface PreviewInput extends PlanInput {
  readonly language: Language;
  readonly seenAt?: string;
}

/** One submission that filing would make, and everything that would leave. */
export interface SubmissionPreview extends PreparedHandoff {
  readonly target: TargetView;
  readonly platform: string;
  /** Null where no channel takes it: nothing would be sent. */
  readonly channel: string | null;
  readonly channelKind: ChannelKind | null;
  readonly regime: Regime;
  readonly mode: SendMode;
  /** A person has to file it: `steps` say how. */
  readonly isByHand: boolean;
  /** Why it is not sent by machine. */
  readonly reason: string | null;
  readonly earlierReference: string | null;
  readonly asks: readonly Ask[];
}

export type PreviewAnswer =
  | { readonly outcome: 'shown'; readonly submissions: readonly SubmissionPreview[] }
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
      submissions: plan.submissions.map((planned) => this.show(input, planned, context)),
    };
  }

  private show(input: PreviewInput, planned: PlannedSubmission, context: PlanContext): SubmissionPreview {
    const { target, platform, choice, state, regime, mode, asks, earlierReference } = planned;
    const { ids: _ids, ...sealed } = target.sealed;
    const channel = choice.outcome === 'chosen' ? choice.channel : null;
    return {
      target: { kind: target.kind, ...sealed },
      ...{ platform, regime, mode, asks, earlierReference },
      channel: channel?.id ?? null,
      channelKind: channel?.kind ?? null,
      isByHand: state.delivery === 'HANDOFF_PENDING',
      reason: state.waitingFor,
      ...(channel ? this.prepare(input, planned, channel.id, context) : nothing),
    };
  }

  private prepare(
    input: PreviewInput,
    { target, platform, ordinal, state, regime, mode, asks }: PlannedSubmission,
    channel: string,
    context: PlanContext,
  ): PreparedHandoff {
    const { platforms, categories, adapterFor, currentYear } = this.parts;
    const { key, ids, url, locator } = target.sealed;
    const notice = composeNotice(platforms, categories, {
      ...{ platform, channel, regime, asks },
      submissionId: unknownYet,
      reference: `UF-${currentYear()}-${unknownYet}-${ordinal}-${unknownYet}`,
      target: { kind: target.kind, key, ids, url, locator } satisfies NoticeTarget,
      category: input.category,
      explanation: input.explanation,
      language: input.language,
      goodFaithAtMs: context.nowMs,
      seenAt: input.seenAt ?? null,
      repeatOf: null,
      removedBefore: null,
    });
    const adapter = adapterFor(platform, mode);
    if (state.delivery === 'HANDOFF_PENDING') return adapter.prepareHandoff(notice);
    return { ...nothing, fields: adapter.describeSending?.(notice) ?? adapter.prepareHandoff(notice).fields };
  }
}

/** Stands for the six characters that a number or a token will have, so that nothing is cut elsewhere than later. */
const unknownYet = '······';

const nothing: PreparedHandoff = { openUrl: null, steps: [], fields: [] };
