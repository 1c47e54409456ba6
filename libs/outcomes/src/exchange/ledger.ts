import type { CategoryCode } from '#core';
import { transparencyCodesIn, type Categories } from './submission-table.js';

export interface LedgerSides {
  readonly ours: readonly LedgerCount<CategoryCode>[];
  readonly theirs: readonly LedgerCount<string>[];
  readonly imported: readonly {
    readonly platform: string;
    readonly month: string;
    readonly days: number;
    readonly statements: number;
  }[];
}

interface LedgerCount<Category> {
  readonly platform: string;
  readonly month: string;
  readonly category: Category;
  readonly count: number;
}

export interface LedgerEntry {
  readonly platform: string;
  readonly month: string;
  /** Notices of ours under Article 22 that the platform says it acted on. */
  readonly ours: number;
  /** Its statements about notices of trusted flaggers, all of them; null where no day was imported. */
  readonly theirs: number | null;
  /** How many of ours it does not account for at least: `ours - theirs`, and below 0 what is left for others; null before every day was imported. */
  readonly gap: number | null;
  readonly importedDays: number;
  readonly daysOfMonth: number;
  /** All statements of those days, whatever led to them. */
  readonly statements: number;
  /** By category of the DSA Transparency Database; null is what has none there. */
  readonly categories: readonly {
    readonly category: string | null;
    readonly ours: number;
    readonly theirs: number;
  }[];
}

/** Both sides a platform and month, the oldest first. */
export function ledgerOf({ ours, theirs, imported }: LedgerSides, categories: Categories): LedgerEntry[] {
  const own = ours.map(({ category, ...each }) => ({
    ...each,
    category: transparencyCodesIn(categories, category)?.category ?? null,
  }));
  const keys = new Map(
    [...own, ...theirs, ...imported].map(({ platform, month }) => [
      `${month} ${platform}`,
      { platform, month },
    ]),
  );
  return [...keys.keys()].sort().flatMap((key) => {
    const at = keys.get(key);
    if (!at) return [];
    const isHere = (each: { platform: string; month: string }) =>
      each.platform === at.platform && each.month === at.month;
    const [ownHere, theirsHere] = [own.filter(isHere), theirs.filter(isHere)];
    const { days = 0, statements = 0 } = imported.find(isHere) ?? {};
    const daysOfMonth = daysIn(at.month);
    const named = new Set([...ownHere, ...theirsHere].map(({ category }) => category));
    const [oursAll, theirsAll] = [sum(ownHere), sum(theirsHere)];
    return [
      {
        ...at,
        ours: oursAll,
        theirs: days === 0 ? null : theirsAll,
        gap: days < daysOfMonth ? null : oursAll - theirsAll,
        ...{ importedDays: days, daysOfMonth, statements },
        categories: [...named].sort().map((category) => ({
          category,
          ours: sum(ownHere.filter((each) => each.category === category)),
          theirs: sum(theirsHere.filter((each) => each.category === category)),
        })),
      },
    ];
  });
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

function daysIn(month: string): number {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}
