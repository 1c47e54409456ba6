import type { Ask } from '../asks.js';
import type { Effect } from '../submission/axes.js';

/** ISO 639-1 codes of the languages Uniflag speaks. */
export const languages = ['en', 'fr', 'nl', 'de'] as const;
export type Language = (typeof languages)[number];

/** A way into a platform. Source: README.md, "How each platform answers". */
export const channelKinds = [
  'API',
  'EMAIL',
  'ASSISTED_FORM',
  'PORTAL',
  'IN_APP_BY_MEMBER',
  'LAW_ENFORCEMENT_ONLY',
] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** The standing under which a notice is sent. */
/** Under these a notice has to have the elements of Article 16(2), and gives the rights of the Digital Services Act. */
export const dsaRegimes = ['DSA_ART22', 'DSA_ART16'] as const;
export type DsaRegime = (typeof dsaRegimes)[number];
export const regimes = [...dsaRegimes, 'PLATFORM_PRIORITY', 'USER'] as const;
export type Regime = (typeof regimes)[number];

/**
 * Where a target stands. What disappears is seen once, or for a day; a story that everybody may see is no private chat.
 */
export const spaces = ['PUBLIC', 'PRIVATE_GROUP', 'PRIVATE_CHAT', 'DISAPPEARING'] as const;
export type Space = (typeof spaces)[number];

/**
 * What to do when nobody can say whether a notice arrived.
 *
 * replay        send again with the same key: the platform drops the repeat
 * lookup        ask the platform for our receipt, send again only where it has none
 * askPerson     leave it to staff
 * resendMarked  send once more, saying that it may repeat the first
 */
export const unknownOutcomeRules = ['replay', 'lookup', 'askPerson', 'resendMarked'] as const;
export type UnknownOutcomeRule = (typeof unknownOutcomeRules)[number];

/** Where a claim about a platform comes from. `readOn` is an ISO date; `certainty` says how far to trust it. */
export interface Source {
  readonly url: string | null;
  readonly readOn: string;
  readonly certainty: 'verified' | 'recalled' | 'unclear';
}

export interface ChannelManifest {
  /** Unique over all platforms, such as `facebook-partner-mail`. */
  readonly id: string;
  readonly kind: ChannelKind;
  readonly regimes: readonly Regime[];
  /** Target kinds it takes; `*` is every kind of the platform. */
  readonly accepts: readonly string[] | '*';
  readonly needs: readonly string[];
  readonly acknowledgement: 'NONE' | 'EMAIL' | 'EMAIL_WITH_NUMBER' | 'IN_APP' | 'SUPPORT_INBOX';
  readonly decisionBy: 'NONE' | 'EMAIL' | 'PORTAL' | 'EMAIL_OR_PORTAL' | 'MEMBER';
  /** Only for channels a machine may use (`API`, `EMAIL`). */
  readonly onUnknown?: UnknownOutcomeRule;
  /** Languages the platform reads, best first. */
  readonly languages: readonly Language[];
  /** Longest explanation it takes, in characters. */
  readonly maxExplanationChars: number;
  /** Targets that one notice may name; absent is one. */
  readonly targetsPerNotice?: number;
  /** Only used for these categories; absent is all. */
  readonly forCategories?: readonly string[];
  readonly source: Source;
}

export interface CredentialField {
  readonly name: string;
  readonly isSecret: boolean;
  readonly description: string;
}

/** What is known of a platform: data only. Queue, limits, routes, forms, credentials and the API's enum derive from it. */
export interface PlatformManifest {
  /** Lower-case key used everywhere, such as `youtube`. */
  readonly key: string;
  readonly name: string;
  /** What the DSA Transparency Database calls it, each of its services; absent is its name. */
  readonly transparencyNames?: readonly string[];
  /** How far the notice rules of the Digital Services Act reach. */
  readonly dsaCoverage: 'FULL' | 'CHANNELS_ONLY' | 'PUBLIC_FEATURES_ONLY' | 'NONE';
  /** Target kinds that are a closed conversation: outside the DSA's rules for online platforms; absent is none. */
  readonly privateKinds?: readonly string[];
  readonly channels: readonly ChannelManifest[];
  /** Target kinds that do not stand in public; of the others it is for staff to say where they saw it. */
  readonly spaces?: Readonly<Record<string, Exclude<Space, 'PUBLIC'>>>;
  /** Channel used where neither report nor configuration names one. */
  readonly defaultChannel: string;
  /** Used in place of the default one while the platform's credentials are set. */
  readonly channelWithCredentials?: string;
  readonly asks: readonly Ask[];
  readonly effects: readonly Effect[];
  readonly verification: 'API' | 'STAFF_OR_MEMBER' | 'MEMBER';
  /** What our calls may use up. */
  readonly limits: {
    /** Notices sent side by side by one worker. */
    readonly concurrency: number;
    /** Notices a minute from all workers together; absent is no limit but what configuration sets. */
    readonly noticesPerMinute?: number;
    /** Units a day the platform grants, and what each call costs; absent where it grants none. */
    readonly quota?: {
      readonly unitsPerDay: number;
      readonly reservedForVerification: number;
      readonly resetsAt: { readonly hour: number; readonly timeZone: string };
      readonly cost: Readonly<Record<string, number>>;
    };
  };
  readonly credentials: readonly CredentialField[];
  /** Category code -> the platform's own reason; a category that is missing has none. */
  readonly reasons: Readonly<
    Record<string, { readonly primary: string; readonly secondary?: string; readonly label: string }>
  >;
  /** Which adapter abilities exist; the contract suite checks that adapter and list agree. */
  readonly abilities: readonly AdapterAbility[];
  /** Domains the platform's mail comes from; used with the subject token to place a reply. */
  readonly mailDomains: readonly string[];
}

export const adapterAbilities = [
  'findReceipt',
  'fetchDecision',
  'verifyReply',
  'readReply',
  'supplyInformation',
  'remind',
  'appeal',
  'checkVisibility',
] as const;
export type AdapterAbility = (typeof adapterAbilities)[number];

/** Where a target stands: by its kind, otherwise as staff told. */
export function spaceOf(
  { spaces: known }: Pick<PlatformManifest, 'spaces'>,
  kind: string,
  told: Space = 'PUBLIC',
): Space {
  return known?.[kind] ?? told;
}
