import type { DsaRegime, Language, Source } from '../platform/manifest.js';
import type { RefusalReason } from '../submission/axes.js';
import type { RouteCode } from './routes.js';

/** What is known of the routes, their bodies and letters. Source: config/remedies. */
export interface RemedyGuide {
  readonly routes: ReadonlyMap<RouteCode, RouteGuide>;
  readonly bodies: ReadonlyMap<string, RemedyBody>;
  /** By platform key; a platform that is missing has nothing of its own. */
  readonly platforms: ReadonlyMap<string, PlatformGuide>;
  /** For letters: why the platform refused, as part of a sentence. */
  readonly refusalReasons: Readonly<Record<RefusalReason, Readonly<Record<Language, string>>>>;
  /** For letters: under what rules the notice was sent, as a sentence. */
  readonly standings: Readonly<Record<DsaRegime, Readonly<Record<Language, string>>>>;
}

export const addressees = [
  'PLATFORM',
  'BODY',
  'COORDINATOR',
  'DATA_PROTECTION',
  'COURT',
  'POLICE',
  'NOBODY',
] as const;
export type Addressee = (typeof addressees)[number];

export interface RouteGuide {
  readonly labels: Readonly<Record<Language, string>>;
  readonly descriptions: Readonly<Record<Language, string>>;
  readonly addressee: Addressee;
  readonly source: Source;
  /** Letter by language; empty where nothing is written. `{name}` is filled in, `[…]` is left to a person. */
  readonly drafts: Readonly<Partial<Record<Language, RouteDraft>>>;
}

export interface RouteDraft {
  readonly subject: string;
  readonly text: string;
}

/** What a letter may be filled with: references, codes and days; never an address, a name or what was explained. */
export const draftNames = [
  'platform',
  'organisation',
  'body',
  'reference',
  'externalRef',
  'category',
  'refusalReason',
  'standing',
  'decidedOn',
  'sentOn',
  'dueOn',
  'remindedOn',
  'today',
] as const;
export type DraftName = (typeof draftNames)[number];

export interface RemedyBody {
  readonly key: string;
  readonly name: string;
  readonly role: Exclude<Addressee, 'PLATFORM' | 'NOBODY'>;
  readonly country: string;
  readonly url: string | null;
  /** For out-of-court bodies: the platforms they take. */
  readonly platforms: readonly string[];
  readonly maxDecisionAgeMonths: number | null;
  /** Days until a result is due; null where none is set. */
  readonly resultWithinDays: number | null;
  readonly notes: Readonly<Record<Language, string>>;
  readonly source: Source;
}

export interface PlatformGuide {
  /** The platform's own process for content that shows a person. */
  readonly hasPrivacyProcess: boolean;
  /** Target kinds under which people comment. */
  readonly commentedKinds: readonly string[];
  readonly source: Source;
}
