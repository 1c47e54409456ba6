import {
  dsaRegimes,
  type ChannelManifest,
  type DsaRegime,
  type PlatformManifest,
  type Regime,
  type Space,
} from './manifest.js';

/** A standing that a platform gave the organisation: for which categories, and since which day (ISO 8601). */
export interface FlaggerStatus {
  readonly since: string;
  /** Absent is every category. */
  readonly categories?: readonly string[] | undefined;
}

export interface RegimeQuestion {
  readonly channel: ChannelManifest;
  readonly manifest: Pick<PlatformManifest, 'dsaCoverage'>;
  readonly space: Space;
  readonly category: string;
  /** The organisation's status under Article 22 with this platform; undefined where it has none. */
  readonly status: FlaggerStatus | undefined;
  /** Day of the notice, ISO 8601. */
  readonly today: string;
  readonly wanted?: Regime;
}

/**
 * Why a notice claims no more than it does.
 *
 * PRIVATE_SPACE             the platform's duties under the Digital Services Act do not reach there
 * NOT_THIS_CHANNEL          the channel takes no notice under that Act
 * NO_FLAGGER_STATUS         the organisation is no trusted flagger of the platform
 * FLAGGER_LATER             it becomes one on a later day
 * FLAGGER_OTHER_CATEGORIES  it is one for other categories
 * ASKED_FOR_LESS            the report asks for another standing
 */
export const regimeReasons = [
  'REGIME.PRIVATE_SPACE',
  'REGIME.NOT_THIS_CHANNEL',
  'REGIME.NO_FLAGGER_STATUS',
  'REGIME.FLAGGER_LATER',
  'REGIME.FLAGGER_OTHER_CATEGORIES',
  'REGIME.ASKED_FOR_LESS',
] as const;
export type RegimeReason = (typeof regimeReasons)[number];

export interface RegimeClaim {
  readonly regime: Regime;
  /** Null where it claims Article 22. */
  readonly because: RegimeReason | null;
}

/**
 * The standing to claim: the wanted one where it may be claimed, otherwise the channel's first that may. Article 22 only
 * from its day on and for its categories; nothing of the Digital Services Act about spaces it does not cover.
 */
export function claimRegime(question: RegimeQuestion): RegimeClaim {
  const { channel, wanted } = question;
  const hindrances = new Map(channel.regimes.map((regime) => [regime, hindrance(regime, question)]));
  const claimable = channel.regimes.filter((regime) => !hindrances.get(regime));
  const regime = claimable.find((each) => each === wanted) ?? claimable[0] ?? 'USER';
  if (regime === 'DSA_ART22') return { regime, because: null };
  // No other channel would help.
  if (!isCovered(question)) return { regime, because: 'REGIME.PRIVATE_SPACE' };
  return { regime, because: reason(regime, hindrances, claimable) };
}

export function isDsa(regime: Regime): regime is DsaRegime {
  return dsaRegimes.some((each) => each === regime);
}

function reason(
  regime: Regime,
  hindrances: ReadonlyMap<Regime, RegimeReason | undefined>,
  claimable: readonly Regime[],
): RegimeReason {
  if (claimable.includes('DSA_ART22') || (claimable.includes('DSA_ART16') && !isDsa(regime)))
    return 'REGIME.ASKED_FOR_LESS';
  return hindrances.get('DSA_ART22') ?? hindrances.get('DSA_ART16') ?? 'REGIME.NOT_THIS_CHANNEL';
}

function hindrance(regime: Regime, question: RegimeQuestion): RegimeReason | undefined {
  if (isDsa(regime) && !isCovered(question)) return 'REGIME.PRIVATE_SPACE';
  if (regime !== 'DSA_ART22') return undefined;
  const { status, category, today } = question;
  if (!status) return 'REGIME.NO_FLAGGER_STATUS';
  if (today < status.since) return 'REGIME.FLAGGER_LATER';
  return status.categories?.includes(category) === false ? 'REGIME.FLAGGER_OTHER_CATEGORIES' : undefined;
}

function isCovered({ manifest: { dsaCoverage }, space }: RegimeQuestion): boolean {
  return dsaCoverage === 'FULL' || (dsaCoverage !== 'NONE' && space === 'PUBLIC');
}
