import {
  applyFact,
  chooseChannel,
  chooseRegime,
  isMachineChannel,
  plannedSubmission,
  type Ask,
  type Category,
  type ChannelChoice,
  type InputResolution,
  type Regime,
  type SubmissionState,
} from '#core';
import type { FieldError } from '../field-error.js';
import type { PlatformCatalogue, PlatformSettings } from '../platform-settings.js';
import type { FilingContext, SealedTarget, SendMode } from '../ports/report-store.js';
import { targetError, type ResolveTargets } from './resolve-targets.js';

/** What is to be reported, as far as it decides what goes where. */
export interface PlanInput {
  readonly category: string;
  readonly targets: readonly { readonly input: string; readonly locator?: string }[];
  readonly asks?: readonly Ask[];
  readonly explanation: string;
  readonly regime?: Regime;
  /** Platform key -> channel id, where staff want another channel than the usual one. */
  readonly channels?: Readonly<Record<string, string>>;
}

export interface PlannerParts {
  readonly contentHash: (canonicalKey: string) => Uint8Array;
  readonly platforms: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, Category>;
  readonly resolver: ResolveTargets;
}

/** What is true now and has to be looked up: modes and earlier reports. */
export type PlanContext = Pick<FilingContext, 'nowMs' | 'modes' | 'earlier'>;

export interface PlannedTarget {
  readonly settings: PlatformSettings;
  readonly kind: string;
  readonly namesPerson: boolean;
  readonly contentHash: Uint8Array | null;
  readonly sealed: SealedTarget;
}

/** One submission as it will be filed; it has no reference yet. */
export interface PlannedSubmission {
  readonly target: PlannedTarget;
  readonly ordinal: number;
  readonly platform: string;
  readonly choice: ChannelChoice;
  readonly state: SubmissionState;
  readonly regime: Regime;
  readonly asks: readonly Ask[];
  readonly earlierReference: string | null;
  readonly mode: SendMode;
}

export type ReportPlan =
  | { readonly outcome: 'planned'; readonly submissions: readonly PlannedSubmission[] }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] };

/** Works out which submissions a report makes: one for each distinct target. Pure; what is filed and what is shown before come from here. */
export class ReportPlanner {
  constructor(private readonly parts: PlannerParts) {}

  /** Everything that can be refused before anything is looked up. */
  resolve(input: PlanInput): { errors: FieldError[]; targets: PlannedTarget[] } {
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

  plan(input: PlanInput, targets: readonly PlannedTarget[], context: PlanContext): ReportPlan {
    const asks = this.asksOf(input);
    const submissions = targets.map((target, index): PlannedSubmission => {
      const { manifest, isArticle22Flagger } = target.settings;
      const choice = this.choose(input, target, context);
      const known = asks.filter((ask) => manifest.asks.includes(ask));
      return {
        ...{ target, choice },
        ordinal: index + 1,
        platform: manifest.key,
        state: startingState(choice),
        regime:
          choice.outcome === 'chosen'
            ? chooseRegime(choice.channel, isArticle22Flagger, input.regime)
            : 'USER',
        asks: known.length > 0 ? known : manifest.asks.slice(0, 1),
        earlierReference: target.contentHash ? (context.earlier[toHex(target.contentHash)] ?? null) : null,
        mode: context.modes[manifest.key] ?? 'rehearsed',
      };
    });
    const errors = checkLength(input, submissions);
    return errors.length > 0 ? { outcome: 'invalid', errors } : { outcome: 'planned', submissions };
  }

  /** What the report asks; each platform is asked as much of it as it knows. */
  asksOf(input: PlanInput): readonly Ask[] {
    return input.asks ?? this.parts.categories.get(input.category)?.defaultAsks ?? ['REMOVE_CONTENT'];
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

  private choose(input: PlanInput, target: PlannedTarget, context: PlanContext): ChannelChoice {
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
}

/** A notice is never cut where the explanation is what it is about: too long is refused before anything is stored. */
function checkLength({ explanation }: PlanInput, submissions: readonly PlannedSubmission[]): FieldError[] {
  const tooShort = submissions
    .flatMap(({ choice }) => (choice.outcome === 'chosen' ? [choice.channel] : []))
    .find(
      ({ needs, maxExplanationChars }) =>
        needs.includes('explanation') && explanation.length > maxExplanationChars,
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

/** Where a submission starts: on its way, with a person, or blocked because no channel takes it. */
export function startingState(choice: ChannelChoice): SubmissionState {
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

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One step of a JSON Pointer (RFC 6901). */
function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
