import type { Language, Source } from '../platform/manifest.js';
import type { CallerRole } from '../referrals/caller.js';

/** Where a caller can be sent beside, or in place of, a notice. */
export interface Referral {
  readonly key: string;
  readonly labels: Readonly<Record<Language, string>>;
  readonly descriptions: Readonly<Record<Language, string>>;
  /** Callers it fits. */
  readonly roles: readonly CallerRole[];
  /** Languages in which it serves people. */
  readonly languages: readonly Language[];
  readonly phones: readonly (Checked & { readonly number: string })[];
  readonly websites: readonly (Checked & { readonly url: string })[];
}

/** How far to trust a contact, and the day it was last checked (ISO 8601). */
export interface Checked {
  readonly certainty: Source['certainty'];
  readonly checkedOn: string;
}

/** Articles by subject and by the date of the facts. Suggested to staff, never decided. */
export interface LawTable {
  /** In order of time; each holds until the next one starts. */
  readonly periods: readonly LawPeriod[];
  readonly subjects: ReadonlyMap<string, LawSubject>;
}

export interface LawPeriod {
  readonly key: string;
  /** First day, ISO 8601; null for the oldest period. */
  readonly from: string | null;
  readonly source: Source;
}

export interface LawSubject {
  readonly key: string;
  readonly labels: Readonly<Record<Language, string>>;
  /** Period key -> article numbers; empty where the period knew no such article. */
  readonly articles: Readonly<Record<string, readonly string[]>>;
}
