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

/** One incident category, as configuration gives it. */
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
