import {
  applyFact,
  checkElements,
  claimRegime,
  groupNotices,
  isDsa,
  spaceOf,
  isMachineChannel,
  isSearchable,
  plannedSubmission,
  planChannels,
  textForChannel,
  translationMissing,
  translationsIn,
  wasInForce,
  type Ask,
  type Category,
  type ChannelManifest,
  type ChannelPlan,
  type ElementCheck,
  type InputResolution,
  type Language,
  type LawTable,
  type Regime,
  type RegimeClaim,
  type RegimeReason,
  type Space,
  type SubmissionState,
  type Translations,
  type WrittenText,
} from '#core';
import type { FieldError } from '../field-error.js';
import { closedChannels, type PlatformCatalogue, type PlatformSettings } from '../platform-settings.js';
import type { FilingContext, SealedTarget, SendMode } from '../ports/report-store.js';
import { factsDay } from '../sending/compose-notice.js';
import { detailsIn, type OutgoingDetail } from './outgoing-details.js';
import { targetError, type ResolveTargets } from './resolve-targets.js';

export interface GivenTarget {
  readonly input: string;
  readonly locator?: string;
  /** Where staff saw it, where its address does not tell. */
  readonly space?: Space;
}

/** What is to be reported, as far as it decides what goes where. */
export interface PlanInput {
  readonly category: string;
  readonly targets: readonly GivenTarget[];
  readonly asks?: readonly Ask[];
  readonly explanation: string;
  readonly language: Language;
  /** Translations of the explanation, for channels that do not read its language. */
  readonly translations?: Translations;
  readonly isInGoodFaith: boolean;
  readonly regime?: Regime;
  /** Platform key -> channel id, where staff want another channel than the usual one. */
  readonly channels?: Readonly<Record<string, string>>;
  /** Names that must not leave, such as those of a school or a victim. */
  readonly confidential?: readonly string[];
  /** Subjects of the law table that staff picked. */
  readonly legalBases?: readonly string[];
  /** Day of the facts, ISO 8601. */
  readonly factsOn?: string;
  readonly seenAt?: string;
}

export interface PlannerParts {
  readonly contentHash: (canonicalKey: string) => Uint8Array;
  readonly platforms: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, Category>;
  readonly law: LawTable;
  /** The notifier: always the organisation. */
  readonly organisation: { readonly name: string; readonly from: string };
  readonly resolver: ResolveTargets;
}

/** What is true now and has to be looked up: modes and earlier reports. */
export type PlanContext = Pick<FilingContext, 'nowMs' | 'modes' | 'earlier' | 'dead'>;

export interface PlannedTarget {
  readonly settings: PlatformSettings;
  readonly kind: string;
  readonly space: Space;
  readonly namesPerson: boolean;
  readonly contentHash: Uint8Array | null;
  readonly sealed: SealedTarget;
}

/** One submission as it will be filed; it has no reference yet. */
export interface PlannedSubmission {
  readonly target: PlannedTarget;
  readonly ordinal: number;
  readonly platform: string;
  /** Every way in, in order; the first takes the notice. */
  readonly plan: ChannelPlan;
  /** Undefined where nothing takes it. */
  readonly channel: ChannelManifest | undefined;
  /** What the channel gets of the explanation; undefined where it reads neither that nor a translation. */
  readonly written: WrittenText | undefined;
  readonly state: SubmissionState;
  readonly regime: Regime;
  /** Why it claims no more; null where it claims Article 22, or where nothing is sent. */
  readonly regimeReason: RegimeReason | null;
  /** The elements of Article 16(2); null where the notice claims nothing under it. */
  readonly elements: readonly ElementCheck[] | null;
  readonly asks: readonly Ask[];
  readonly earlierReference: string | null;
  readonly mode: SendMode;
  /** Ordinal of the submission whose notice names this target too; null where it has a notice of its own. */
  readonly noticeOf: number | null;
}

export type ReportPlan =
  | { readonly outcome: 'planned'; readonly submissions: readonly PlannedSubmission[] }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] };

/** Works out which submissions a report makes: one for each distinct target. Pure; what is filed and what is shown before come from here. */
export class ReportPlanner {
  constructor(private readonly parts: PlannerParts) {}

  /** Everything that can be refused before anything is looked up. */
  resolve(input: PlanInput): { errors: FieldError[]; targets: PlannedTarget[] } {
    const errors = [
      ...this.checkCategory(input.category),
      ...this.checkChannels(input.channels ?? {}),
      ...checkNames(input.confidential ?? []),
    ];
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

  /** Details of persons in what would leave. */
  details(input: PlanInput, targets: readonly PlannedTarget[]): OutgoingDetail[] {
    const texts = [
      { pointer: '/explanation', text: input.explanation },
      ...translationsIn(input.translations ?? {}).map(([language, text]) => ({
        ...{ pointer: `/translations/${language}`, text },
      })),
      ...input.targets.flatMap(({ locator }, index) =>
        locator === undefined ? [] : [{ pointer: `/targets/${index}/locator`, text: locator }],
      ),
    ];
    return detailsIn(texts, {
      confidential: input.confidential ?? [],
      targetIds: targets.flatMap(({ sealed }) => sealed.ids),
      readPhone: this.parts.resolver.readPhone,
    });
  }

  plan(input: PlanInput, targets: readonly PlannedTarget[], context: PlanContext): ReportPlan {
    const asks = this.asksOf(input);
    const submissions = targets.map((target, index): PlannedSubmission => {
      const { manifest } = target.settings;
      const plan = this.planChannels(input, target, context);
      const channel = usedOf(plan);
      const claim = this.claim(input, target, channel, context.nowMs);
      const own = { text: input.explanation, language: input.language };
      const written = channel ? textForChannel(channel, own, input.translations ?? {}) : own;
      const elements = isDsa(claim.regime) ? this.elements(input, target, written ?? own) : null;
      const known = asks.filter((ask) => manifest.asks.includes(ask));
      return {
        ...{ target, plan, channel, written },
        ordinal: index + 1,
        platform: manifest.key,
        state: startingState(plan, written, elements),
        regime: claim.regime,
        regimeReason: claim.because,
        elements,
        asks: known.length > 0 ? known : manifest.asks.slice(0, 1),
        earlierReference: target.contentHash ? (context.earlier[toHex(target.contentHash)] ?? null) : null,
        mode: context.modes[manifest.key] ?? 'rehearsed',
        noticeOf: null,
      };
    });
    const errors = [...checkLength(input, submissions), ...this.checkLegalBases(input, context.nowMs)];
    return errors.length > 0
      ? { outcome: 'invalid', errors }
      : { outcome: 'planned', submissions: sharingNotices(submissions) };
  }

  /** What the report asks; each platform is asked as much of it as it knows. */
  asksOf(input: Pick<PlanInput, 'asks' | 'category'>): readonly Ask[] {
    return input.asks ?? this.parts.categories.get(input.category)?.defaultAsks ?? ['REMOVE_CONTENT'];
  }

  private planTarget(
    given: GivenTarget,
    resolution: Extract<InputResolution, { outcome: 'resolved' }>,
    settings: PlatformSettings,
  ): PlannedTarget {
    return {
      settings,
      kind: resolution.kind,
      space: spaceOf(settings.manifest, resolution.kind, given.space),
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
      // A name of another form may be a text in the wrong place: it is not repeated.
      const pointer = /^[\w-]{1,64}$/.test(platform) ? `/channels/${platform}` : '/channels';
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

  private claim(
    { category, regime }: PlanInput,
    { settings: { manifest, flagger }, space }: PlannedTarget,
    channel: ChannelManifest | undefined,
    nowMs: number,
  ): RegimeClaim {
    if (!channel) return { regime: 'USER', because: null };
    return claimRegime({
      ...{ channel, manifest, space, category, status: flagger },
      today: new Date(nowMs).toISOString().slice(0, 10),
      ...(regime === undefined ? {} : { wanted: regime }),
    });
  }

  private elements(
    input: PlanInput,
    { sealed }: PlannedTarget,
    { text: explanation }: WrittenText,
  ): ElementCheck[] {
    const { name, from } = this.parts.organisation;
    return checkElements({
      ...{ explanation, target: sealed, isInGoodFaith: input.isInGoodFaith },
      notifier: { name, email: from },
      notifierNameOptional: this.parts.categories.get(input.category)?.notifierNameOptional ?? false,
    });
  }

  private checkLegalBases(input: PlanInput, nowMs: number): FieldError[] {
    const { law } = this.parts;
    const { factsOn = null, seenAt = null } = input;
    const day = factsDay({ factsOn, seenAt, goodFaithAtMs: nowMs });
    return (input.legalBases ?? []).flatMap((key, index): FieldError[] => {
      const pointer = `/legalBases/${index}`;
      if (!law.subjects.has(key))
        return [
          {
            pointer,
            code: 'LEGAL_BASIS.UNKNOWN',
            detail: `Known subjects: ${[...law.subjects.keys()].join(', ')}.`,
          },
        ];
      return wasInForce(law, key, day)
        ? []
        : [
            {
              pointer,
              code: 'LEGAL_BASIS.NOT_IN_FORCE',
              detail: `The law had no article on this on ${day}, the day of the facts. Correct factsOn, or leave the subject out.`,
            },
          ];
    });
  }

  private planChannels(input: PlanInput, target: PlannedTarget, context: PlanContext): ChannelPlan {
    const { manifest, preferredChannel, hasCredentials } = target.settings;
    const wanted = input.channels?.[manifest.key];
    const isRehearsed = context.modes[manifest.key] !== 'armed';
    return planChannels({
      manifest,
      space: target.space,
      targetKind: target.kind,
      category: input.category,
      hasCredentials: hasCredentials || isRehearsed,
      closed: closedChannels(target.settings, context.dead ?? []),
      ...(preferredChannel === undefined ? {} : { preferred: preferredChannel }),
      ...(wanted === undefined ? {} : { wanted }),
    });
  }
}

function checkNames(names: readonly string[]): FieldError[] {
  return names.flatMap((name, index) =>
    isSearchable(name)
      ? []
      : [
          {
            pointer: `/confidential/${index}`,
            code: 'CONFIDENTIAL.NO_NAME',
            detail:
              'This has no letter and no digit, so nothing could be found. Give the name as it is written.',
          },
        ],
  );
}

/** A notice is never cut where the explanation is what it is about: too long is refused before anything is stored. */
function checkLength({ language }: PlanInput, submissions: readonly PlannedSubmission[]): FieldError[] {
  const found = submissions
    .flatMap(({ channel, written }) => (channel && written ? [{ channel, written }] : []))
    .find(
      ({ channel: { needs, maxExplanationChars }, written: { text } }) =>
        needs.includes('explanation') && text.length > maxExplanationChars,
    );
  if (!found) return [];
  const { channel: tooShort, written } = found;
  return [
    {
      pointer: written.language === language ? '/explanation' : `/translations/${written.language}`,
      code: 'EXPLANATION.TOO_LONG_FOR_CHANNEL',
      detail: `${tooShort.id} takes at most ${tooShort.maxExplanationChars} characters. Shorten the explanation, or file that platform on its own.`,
    },
  ];
}

/** Where a submission starts: on its way, with a person, or blocked because nothing takes it or something is missing. */
function startingState(
  plan: ChannelPlan,
  written: WrittenText | undefined,
  elements: readonly ElementCheck[] | null,
): SubmissionState {
  const channel = usedOf(plan);
  if (!channel)
    return started(plannedSubmission(''), { kind: 'blocked', reason: plan.none ?? 'CHANNEL.NONE' });
  const planned = plannedSubmission(channel.id);
  if (!written) return started(planned, { kind: 'blocked', reason: translationMissing });
  // Nothing is filed without the statement of good faith.
  const gap = elements?.find(({ element, missing }) => missing !== null && element !== 'D');
  if (gap?.missing) return started(planned, { kind: 'blocked', reason: gap.missing });
  if (isMachineChannel(channel)) return started(planned, { kind: 'queued' });
  return started(planned, { kind: 'handedOff', channel: channel.id, reason: `HANDOFF.${channel.kind}` });
}

/** Targets of one kind that go the same way share a notice, as many as the channel takes. */
function sharingNotices(submissions: readonly PlannedSubmission[]): PlannedSubmission[] {
  const leaders = groupNotices(
    submissions.map(({ platform, channel, target, regime, asks, mode, state }) => ({
      most: channel?.targetsPerNotice ?? 1,
      kind:
        channel && isMachineChannel(channel)
          ? [platform, channel.id, target.kind, target.space, regime, ...asks, mode, state.delivery].join(' ')
          : null,
    })),
  );
  return submissions.map((each, index) => {
    const leader = leaders[index] ?? null;
    return { ...each, noticeOf: leader === null ? null : (submissions[leader]?.ordinal ?? null) };
  });
}

/** The channel that takes the notice; undefined where none does. */
function usedOf({ channels }: ChannelPlan): ChannelManifest | undefined {
  return channels.find(({ role }) => role === 'USED')?.channel;
}

/** A planned submission after its first fact. */
export function started(planned: SubmissionState, fact: Parameters<typeof applyFact>[1]): SubmissionState {
  const applied = applyFact(planned, fact);
  if (applied.outcome !== 'moved') throw new Error(`a planned submission refuses ${fact.kind}`);
  return applied.next;
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
