import type { ProviderAction, RefusalReason, RemovalTime } from '#core';

/** Everything a report says in one language beside its figures. */
export interface ReportTexts {
  title(year: string): string;
  /** Under which law. */
  law: string;
  preliminary(day: string): string;
  rehearsal: string;
  unsealed: string;
  hidden: string;
  facts: Readonly<Record<'organisation' | 'period' | 'clock' | 'counted' | 'notices', string>>;
  /** What is counted and what is not. */
  counted: string;
  noNotices: string;
  page(page: string, pages: string): string;
  part(part: string, parts: string): string;
  heads: Readonly<Record<'provider' | 'type' | 'keyword' | 'action' | 'reason' | 'time' | 'notices', string>>;
  sections: Readonly<
    Record<
      | 'actions'
      | 'providers'
      | 'types'
      | 'keywords'
      | 'refusals'
      | 'removals'
      | 'waits'
      | 'independence'
      | 'reading'
      | 'seal',
      string
    >
  >;
  actions: Readonly<Record<ProviderAction, string>>;
  meanings: Readonly<Record<ProviderAction, string>>;
  refusals: Readonly<Record<RefusalReason, string>>;
  removals: Readonly<Record<RemovalTime, string>>;
  waits: Readonly<Record<'median' | 'ninetieth' | 'note', string>>;
  hours(count: string): string;
  noStatement: string;
  /** How to read what is hidden. @param smallest the smallest count that is published */
  reading(smallest: string): readonly string[];
  seal(parts: { readonly sealedAt: string; readonly events: string }): string;
  /** Codes of the DSA Transparency Database. */
  types: Readonly<Record<string, string>>;
  keywords: Readonly<Record<string, string>>;
}
