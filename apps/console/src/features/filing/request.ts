import type { ApiProblem, NewReport } from '#client';
import type { Draft, ReportLanguage } from './draft.js';
import { withoutLeftOut, type Found } from './targets/found.js';

/** Parts of the page that can be wrong. */
export type Field = 'targets' | 'category' | 'asks' | 'explanation' | 'role' | 'language' | 'goodFaith';

export interface Mistake {
  /** null: none of the page's own. */
  readonly field: Field | null;
  /** Which target, where it is about one. */
  readonly identity?: string;
  /** `MISSING`, `STILL_READING`, or the API's. */
  readonly code: string;
  /** The API's sentence, where it said one. */
  readonly detail?: string;
}

/** What is filed of what was found: the rest is no target, or was left out. */
export function filedOf(found: readonly Found[], leftOut: readonly string[]): Found[] {
  return withoutLeftOut(found, leftOut).filter(({ outcome }) => outcome === 'resolved');
}

/** The part of the request that the preview needs too; null until there is something to preview. */
export function previewRequest(draft: Draft, filed: readonly Found[], pageLanguage: ReportLanguage) {
  const { category, asks, explanation, role, language } = draft;
  const confidential = draft.names.split('\n').flatMap((line) => line.trim() || []);
  const translations = Object.fromEntries(
    Object.entries(draft.translations).flatMap(([into, text]) =>
      text.trim() === '' || into === (language ?? pageLanguage) ? [] : [[into, text.trim()]],
    ),
  );
  if (category === null || filed.length === 0) return null;
  return {
    category,
    targets: filed.map(({ input, identity }) => ({
      ...{ input, ...locatorOf(draft, identity) },
      ...(draft.spaces[identity] ? { space: draft.spaces[identity] } : {}),
    })),
    ...(asks === null ? {} : { asks: [...asks] }),
    ...(explanation.trim() === '' ? {} : { explanation: explanation.trim() }),
    ...(Object.keys(translations).length === 0 ? {} : { translations }),
    ...(confidential.length === 0 ? {} : { confidential }),
    ...(draft.legalBases.length === 0 ? {} : { legalBases: [...draft.legalBases] }),
    ...(draft.factsOn === '' ? {} : { factsOn: draft.factsOn }),
    // Who called is told to no platform.
    caller: { role: role ?? ('OTHER' as const) },
    language: language ?? pageLanguage,
  };
}

/**
 * What is previewed of very many: the first ones, some of each sort, and those with notes, which may hold names. What
 * the others get reads the same.
 */
export function previewedOf(filed: readonly Found[], locators: Draft['locators']): readonly Found[] {
  if (filed.length <= mostPreviewed) return filed;
  const counts = new Map<string, number>();
  const some = filed.filter(({ platform, kind, identity }) => {
    const sort = `${platform ?? ''} ${kind ?? ''}`;
    counts.set(sort, (counts.get(sort) ?? 0) + 1);
    return (counts.get(sort) ?? 0) <= ofEachSort || locators[identity] !== undefined;
  });
  return some.slice(0, mostPreviewed);
}

const mostPreviewed = 100;
const ofEachSort = 5;

/** @returns null where something is missing; see `missingIn` */
export function fileRequest(
  draft: Draft,
  filed: readonly Found[],
  pageLanguage: ReportLanguage,
): NewReport | null {
  const shown = previewRequest(draft, filed, pageLanguage);
  if (shown === null || draft.role === null) return null;
  return {
    ...shown,
    ...(draft.triage.length === 0 ? {} : { triage: [...draft.triage] }),
    ...(draft.confirmed.length === 0 ? {} : { confirmedFindings: [...draft.confirmed] }),
    explanation: draft.explanation.trim(),
    goodFaith: true,
    ...(draft.isHeld ? { hold: { reason: 'POLICE_FIRST' as const, until: holdEnd(draft.writtenOn) } } : {}),
  };
}

/** What has to be filled in before the report can be filed, in the page's order. */
export function missingIn(draft: Draft, filed: readonly Found[], isInGoodFaith: boolean): Mistake[] {
  const isThere: Readonly<Partial<Record<Field, boolean>>> = {
    targets: filed.length > 0,
    category: draft.category !== null,
    asks: draft.asks?.length !== 0,
    explanation: draft.explanation.trim() !== '',
    role: draft.role !== null,
    goodFaith: isInGoodFaith,
  };
  return (Object.keys(isThere) as Field[])
    .filter((field) => !isThere[field])
    .map((field) => ({ field, code: 'MISSING' }));
}

/** What the API found wrong, each at the part of the page it is about. */
export function mistakesOf({ errors }: ApiProblem, filed: readonly Found[]): Mistake[] {
  return errors.map(({ pointer, code, detail }): Mistake => {
    const [top = '', second] = pointer.slice(1).split('/');
    const identity = top === 'targets' ? filed[Number(second)]?.identity : undefined;
    return { field: fieldOf[top] ?? null, code, detail, ...(identity === undefined ? {} : { identity }) };
  });
}

const fieldOf: Readonly<Record<string, Field>> = {
  targets: 'targets',
  category: 'category',
  asks: 'asks',
  explanation: 'explanation',
  translations: 'explanation',
  confidential: 'explanation',
  caller: 'role',
  language: 'language',
  goodFaith: 'goodFaith',
};

/** Somebody looks again after two weeks; the same draft says the same however often it is sent. */
function holdEnd(writtenOn: string): string {
  return new Date(Date.parse(writtenOn) + 14 * 24 * 60 * 60 * 1_000).toISOString();
}

function locatorOf({ locators }: Draft, identity: string): { locator?: string } {
  const locator = locators[identity]?.trim() ?? '';
  return locator === '' ? {} : { locator };
}
