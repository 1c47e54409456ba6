import type { Ask } from '../asks.js';
import type { Language } from '../platform/manifest.js';

/** What may be kept of a report of this category. */
export const storageRules = [
  'NO_MEDIA_URL_AND_HASH_ONLY',
  'NO_MEDIA',
  'TEXT_ONLY_MINIMISED',
  'TEXT_AND_NON_SEXUAL_SCREENSHOT',
] as const;
export type StorageRule = (typeof storageRules)[number];

/** ILLEGAL: DSA notice possible · POLICY: house rules only · EITHER: staff choose · ADVICE: nothing is sent. */
export const grounds = ['ILLEGAL', 'POLICY', 'EITHER', 'ADVICE'] as const;
export type Ground = (typeof grounds)[number];

export const urgencies = ['CRITICAL', 'HIGH', 'MEDIUM', 'TRIAGE'] as const;
export type Urgency = (typeof urgencies)[number];

/** Every category there is; configuration describes each of them. Source: config/taxonomy/categories.yaml. */
export const categoryCodes = [
  'CSAM',
  'CSAM_SYNTHETIC',
  'SEXTING_MINOR_SHARED',
  'SEXTING_AT_RISK',
  'SEXTORTION',
  'GROOMING',
  'VOYEURISM',
  'NCII_ADULT',
  'CYBERBULLYING',
  'HARASSMENT_GROUP',
  'HATE',
  'THREAT',
  'VIOLENCE_FILMED',
  'IMPERSONATION',
  'ACCOUNT_HIJACK',
  'OWN_CONTENT_LOST_ACCESS',
  'PRIVACY_DOXXING',
  'SELF_HARM_RISK',
  'EXPLOITATION_TRAFFICKING',
  'UNSURE',
] as const;
export type CategoryCode = (typeof categoryCodes)[number];

/** What the rules need to know of one incident category. */
export interface Category {
  readonly code: string;
  readonly labels: Readonly<Record<Language, string>>;
  readonly urgency: Urgency;
  readonly ground: Ground;
  readonly storage: StorageRule;
  /** true always concerns a minor, false never, null may. */
  readonly minor: boolean | null;
  /** The notifier need not be named (offences of Arts 3-7 of Directive 2011/93/EU). */
  readonly notifierNameOptional: boolean;
  /** Asks filled in when the report names none. */
  readonly defaultAsks?: readonly Ask[];
}

/** One incident category as staff and other systems know it. */
export interface DescribedCategory extends Category {
  readonly code: CategoryCode;
  /** One plain sentence for staff. */
  readonly descriptions: Readonly<Record<Language, string>>;
  /** About nude or sexual images: no screenshot may be stored. */
  readonly intimateImages: boolean;
  /** Abuse images of minors: only analysts see what such a report says, and where it stands. */
  readonly abuseImages: boolean;
  /** Outside what the helpline is there for: referred first. */
  readonly outOfRemit: boolean;
  /** What is demanded under threat, asked of the caller. */
  readonly demands: readonly string[];
  readonly defaultAsks: readonly Ask[];
  /** Keys of the referral catalogue, first choice first. */
  readonly referrals: readonly string[];
  /** Subjects of the law table that staff are offered; software never decides the qualification. */
  readonly law: readonly string[];
  readonly alsoLaw: readonly string[];
  readonly codes: CategoryCodes;
}

/** The same category in the words of others; absent where they have no word for it. */
export interface CategoryCodes {
  /** DSA Transparency Database. */
  readonly tdb?: TdbCode & {
    readonly alternative?: string;
    /** Added only where staff say that the person is a girl. */
    readonly keywordIfGirl?: string;
    /** In place of the others where the person is a minor. */
    readonly ifMinor?: TdbCode;
  };
  readonly xarf?: {
    readonly type: 'csam' | 'csem';
    readonly classifications?: readonly string[];
    readonly exploitationType?: string;
    readonly onlyIfMinor?: boolean;
  };
  readonly ncmec?: { readonly type: string; readonly annotation?: string; readonly fileAnnotation?: string };
  /** Reason ids as recorded; the platform's live list wins. */
  readonly youtube?: { readonly primary: string; readonly secondary: string };
  readonly ozone?: string;
  readonly snap?: string;
}

/** Category and keywords of a statement of reasons in the DSA Transparency Database. */
export interface TdbCode {
  readonly category: string;
  readonly keywords: readonly string[];
}
