import {
  chooseChannel,
  chooseRegime,
  createReport,
  isMachineChannel,
  plannedSubmission,
  slaOf,
  wordOf,
  applyFact,
  urgencies,
  type Ask,
  type Category,
  type ChannelChoice,
  type InputResolution,
  type Language,
  type Regime,
  type SubmissionState,
} from '#core';
import type { FieldError } from '../field-error.js';
import { lanes, type PlatformCatalogue, type PlatformSettings } from '../platform-settings.js';
import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type {
  FiledReport,
  FiledSubmission,
  FilingContext,
  ReportStore,
  SealedTarget,
} from '../ports/report-store.js';
import type { ReportView, SubmissionView } from './report-view.js';
import { targetError, type ResolveTargets } from './resolve-targets.js';

export interface FileReportInput {
  readonly category: string;
  readonly targets: readonly { readonly input: string; readonly locator?: string }[];
  readonly asks?: readonly Ask[];
  readonly explanation: string;
  readonly regime?: Regime;
  readonly callerRole: string;
  readonly language: Language;
  /** Platform key -> channel id, where staff want another channel than the usual one. */
  readonly channels?: Readonly<Record<string, string>>;
  readonly factsOn?: string;
  readonly seenAt?: string;
  /** Who files: the API key's name. */
  readonly filedBy: string;
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

export interface FileReportParts {
  readonly store: ReportStore;
  readonly cipher: ReportCipher;
  readonly contentHash: (canonicalKey: string) => Uint8Array;
  readonly ids: IdSource;
  readonly platforms: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, Category>;
  readonly resolver: ResolveTargets;
  readonly currentYear: () => number;
  /** Writes the answer that is kept for repeats of the same request. */
  readonly present: (report: ReportView) => string;
}

/** Files one report: one submission for each distinct target, everything in one transaction. */
export class FileReport {
  constructor(private readonly parts: FileReportParts) {}

  async run(input: FileReportInput): Promise<FileReportAnswer> {
    const { store, cipher } = this.parts;
    const plan = this.plan(input);
    if (plan.errors.length > 0) return { outcome: 'invalid', errors: plan.errors };
    const question = {
      year: this.parts.currentYear(),
      contentHashes: plan.targets.flatMap(({ contentHash }) => contentHash ?? []),
      idempotency: input.idempotency,
    };
    const context = await store.filingContext(question);
    if (context.previous) return replay(context.previous, input, cipher);
    const tooLong = this.checkLength(input, plan.targets, context);
    if (tooLong.length > 0) return { outcome: 'invalid', errors: tooLong };
    const { report, view } = this.compose(input, plan.targets, context);
    const stored = await store.file(report);
    if (stored === 'filed') return { outcome: 'filed', answer: this.parts.present(view) };
    if (stored === 'keyInFlight') return { outcome: 'keyInFlight' };
    // Filed with the same key since we looked: that one's answer counts, unless it was erased.
    const { previous } = await store.filingContext(question);
    return previous ? replay(previous, input, cipher) : { outcome: 'keyReused' };
  }

  /** Everything that can be refused before anything is looked up. */
  private plan(input: FileReportInput): { errors: FieldError[]; targets: PlannedTarget[] } {
    const errors = [...this.checkCategory(input.category), ...this.checkChannels(input.channels ?? {})];
    const byKey = new Map<string, PlannedTarget>();
    const resolutions = this.parts.resolver.run(input.targets.map((target) => target.input));
    resolutions.forEach((resolution, index) => {
      const given = input.targets[index];
      const settings =
        resolution.platform === undefined ? undefined : this.parts.platforms.get(resolution.platform);
      if (given === undefined) return;
      if (resolution.outcome !== 'resolved' || settings === undefined)
        errors.push(targetError(index, resolution));
      else if (!byKey.has(resolution.key))
        byKey.set(resolution.key, this.planTarget(given, resolution, settings));
    });
    return { errors, targets: [...byKey.values()] };
  }

  private planTarget(
    given: { readonly input: string; readonly locator?: string },
    resolution: Extract<InputResolution, { outcome: 'resolved' }>,
    settings: PlatformSettings,
  ): PlannedTarget {
    return {
      settings,
      kind: resolution.kind,
      namesPerson: resolution.namesPerson,
      contentHash: resolution.namesPerson ? null : this.parts.contentHash(resolution.key),
      sealed: {
        input: given.input,
        key: resolution.key,
        ids: resolution.ids,
        url: resolution.url,
        locator: given.locator ?? null,
      },
    };
  }

  private checkCategory(code: string): FieldError[] {
    const category = this.parts.categories.get(code);
    if (!category)
      return [
        {
          pointer: '/category',
          code: 'CATEGORY.UNKNOWN',
          detail: 'Use one of the codes of GET /v1/taxonomy.',
        },
      ];
    if (category.ground === 'ADVICE')
      return [
        {
          pointer: '/category',
          code: 'CATEGORY.NOTHING_TO_SEND',
          detail:
            'This category leads to advice, not to a notice. Choose the category that says what is wrong with the post.',
        },
      ];
    return [];
  }

  private checkChannels(channels: Readonly<Record<string, string>>): FieldError[] {
    return Object.entries(channels).flatMap(([platform, channel]): FieldError[] => {
      const settings = this.parts.platforms.get(platform);
      const pointer = `/channels/${pointerToken(platform)}`;
      if (!settings)
        return [
          {
            pointer,
            code: 'PLATFORM.UNKNOWN',
            detail: `Known platforms: ${[...this.parts.platforms.keys()].join(', ')}.`,
          },
        ];
      const known = settings.manifest.channels.map(({ id }) => id);
      return known.includes(channel)
        ? []
        : [{ pointer, code: 'CHANNEL.UNKNOWN', detail: `Channels of ${platform}: ${known.join(', ')}.` }];
    });
  }

  /** A notice is never cut where the explanation is what it is about: too long is refused before anything is stored. */
  private checkLength(
    input: FileReportInput,
    targets: readonly PlannedTarget[],
    context: FilingContext,
  ): FieldError[] {
    const tooShort = targets
      .map((target) => this.choose(input, target, context))
      .flatMap((choice) => (choice.outcome === 'chosen' ? [choice.channel] : []))
      .find(
        ({ needs, maxExplanationChars }) =>
          needs.includes('explanation') && input.explanation.length > maxExplanationChars,
      );
    if (!tooShort) return [];
    return [
      {
        pointer: '/explanation',
        code: 'EXPLANATION.TOO_LONG_FOR_CHANNEL',
        detail: `${tooShort.id} takes at most ${tooShort.maxExplanationChars} characters. Shorten the explanation, or file that platform on its own.`,
      },
    ];
  }

  private choose(input: FileReportInput, target: PlannedTarget, context: FilingContext): ChannelChoice {
    const { manifest, preferredChannel, hasCredentials } = target.settings;
    const wanted = input.channels?.[manifest.key];
    const isRehearsed = context.modes[manifest.key] !== 'armed';
    return chooseChannel({
      manifest,
      targetKind: target.kind,
      category: input.category,
      hasCredentials: hasCredentials || isRehearsed,
      ...(preferredChannel === undefined ? {} : { preferred: preferredChannel }),
      ...(wanted === undefined ? {} : { wanted }),
    });
  }

  private compose(
    input: FileReportInput,
    targets: readonly PlannedTarget[],
    context: FilingContext,
  ): Composed {
    const { cipher, ids } = this.parts;
    const reportId = ids.uuid();
    const { key, row } = cipher.newKey(reportId);
    const category = this.parts.categories.get(input.category) as Category;
    const asks = input.asks ?? category.defaultAsks ?? (['REMOVE_CONTENT'] as const);
    const submissions = targets.map((target, index) =>
      this.submit(input, target, index + 1, asks, context, key),
    );
    const created = createReport(
      reportId,
      submissions.map(({ id, platform, state }) => ({ id, platform, state })),
      context.nowMs,
    );
    const report: Omit<FiledReport, 'idempotency'> = {
      id: reportId,
      reference: context.reference,
      category: input.category,
      language: input.language,
      callerRole: input.callerRole,
      asks,
      explanation: key.seal(input.explanation, 'explanation'),
      goodFaithAtMs: context.nowMs,
      factsOn: input.factsOn ?? null,
      seenAt: input.seenAt ?? null,
      filedBy: input.filedBy,
      createdAtMs: context.nowMs,
      state: created.report,
      key: row,
      submissions,
      events: created.events.map((event) => ({ ...event, id: ids.uuid() })),
      lanes: [
        ...new Set(
          submissions.filter(({ isDue }) => isDue).map(({ platform }) => lanes.submissions(platform)),
        ),
      ],
    };
    const view = this.view(input, report, targets, context);
    const idempotency = input.idempotency && {
      ...input.idempotency,
      answer: key.seal(this.parts.present(view), 'answer'),
    };
    return { report: { ...report, idempotency }, view };
  }

  private submit(
    input: FileReportInput,
    target: PlannedTarget,
    ordinal: number,
    asks: readonly Ask[],
    context: FilingContext,
    key: DataKey,
  ): FiledSubmission {
    const { manifest, isArticle22Flagger } = target.settings;
    const choice = this.choose(input, target, context);
    const state = startingState(choice);
    const known = asks.filter((ask) => manifest.asks.includes(ask));
    return {
      id: this.parts.ids.uuid(),
      ordinal,
      reference: `${context.reference}-${ordinal}-${this.parts.ids.mailToken()}`,
      platform: manifest.key,
      regime:
        choice.outcome === 'chosen' ? chooseRegime(choice.channel, isArticle22Flagger, input.regime) : 'USER',
      state,
      asks: known.length > 0 ? known : manifest.asks.slice(0, 1),
      targetKind: target.kind,
      namesPerson: target.namesPerson,
      target: key.seal(JSON.stringify(target.sealed), `target-${ordinal}`),
      contentHash: target.contentHash,
      earlierReference: target.contentHash ? (context.earlier[toHex(target.contentHash)] ?? null) : null,
      isDue: state.delivery === 'QUEUED',
      urgency: urgencies.indexOf(this.parts.categories.get(input.category)?.urgency ?? 'TRIAGE'),
      mode: context.modes[manifest.key] ?? 'rehearsed',
    };
  }

  private view(
    input: FileReportInput,
    report: Omit<FiledReport, 'idempotency'>,
    targets: readonly PlannedTarget[],
    context: FilingContext,
  ): ReportView {
    const submissions = report.submissions.map((submission, index): SubmissionView => {
      const { state } = submission;
      const { ids: _ids, ...target } = (targets[index] as PlannedTarget).sealed;
      const { decidedAtMs: _decided, ...axes } = state;
      return {
        ...axes,
        id: submission.id,
        reference: submission.reference,
        platform: submission.platform,
        regime: submission.regime,
        target: { kind: submission.targetKind, ...target },
        word: wordOf(state),
        asks: submission.asks,
        earlierReference: submission.earlierReference,
        sla: slaOf(wordOf(state), null, context.nowMs),
        sentAtMs: null,
        nextTryAtMs: submission.isDue ? context.nowMs : null,
        nextCheckAtMs: null,
        dueAtMs: null,
        question: null,
      };
    });
    const { id, reference, category, language, callerRole, asks, factsOn, seenAt, state } = report;
    return {
      ...{ id, reference, category, language, callerRole, asks, factsOn, seenAt, submissions },
      ...{
        status: state.status,
        attention: state.attention,
        counts: state.counts,
        lastSequence: state.lastSequence,
      },
      sla: 'ON_TRACK',
      explanation: input.explanation,
      createdAtMs: context.nowMs,
      updatedAtMs: context.nowMs,
    };
  }
}

interface PlannedTarget {
  readonly settings: PlatformSettings;
  readonly kind: string;
  readonly namesPerson: boolean;
  readonly contentHash: Uint8Array | null;
  readonly sealed: SealedTarget;
}

interface Composed {
  readonly report: FiledReport;
  readonly view: ReportView;
}

/** Where a submission starts: on its way, with a person, or blocked because no channel takes it. */
function startingState(choice: ChannelChoice): SubmissionState {
  if (choice.outcome === 'none')
    return started(plannedSubmission(''), { kind: 'blocked', reason: choice.reason });
  const { channel } = choice;
  const planned = plannedSubmission(channel.id);
  if (isMachineChannel(channel)) return started(planned, { kind: 'queued' });
  return started(planned, { kind: 'handedOff', channel: channel.id, reason: `HANDOFF.${channel.kind}` });
}

function started(planned: SubmissionState, fact: Parameters<typeof applyFact>[1]): SubmissionState {
  const applied = applyFact(planned, fact);
  if (applied.outcome !== 'moved') throw new Error(`a planned submission refuses ${fact.kind}`);
  return applied.next;
}

function replay(
  previous: NonNullable<FilingContext['previous']>,
  input: FileReportInput,
  cipher: ReportCipher,
): FileReportAnswer {
  if (previous.requestHash !== input.idempotency?.requestHash) return { outcome: 'keyReused' };
  return {
    outcome: 'replayed',
    answer: cipher.openKey(previous.ownerId, previous.key).open(previous.answer, 'answer'),
  };
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One step of a JSON Pointer (RFC 6901). */
function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
