import {
  providerActions,
  refusalReasons,
  removalTimes,
  smallestPublishedCount,
  type NoticeCount,
  type ProviderAction,
  type RefusalReason,
  type RemovalTime,
} from '#core';
import { hiddenCells, type Cell } from './suppress.js';

/** What a category is in the words of the DSA Transparency Database. */
export interface ContentType {
  readonly type: string;
  readonly keyword: string;
}

/** A count as it is published; null where it is hidden. */
export type Published = number | null;
export type ByAction = Readonly<Record<ProviderAction, Published>>;

export interface ProviderFigures {
  readonly provider: string;
  readonly notices: Published;
  readonly actions: ByAction;
}

export interface TypeFigures {
  readonly type: string;
  readonly notices: Published;
  readonly actions: ByAction;
  /** By keyword; they add up to `notices`. */
  readonly keywords: Readonly<Record<string, Published>>;
}

/** The tables of a report. Providers, types and keywords stand in the order of their names, which tells nothing of counts. */
export interface AnnualFigures {
  readonly notices: Published;
  readonly actions: ByAction;
  readonly providers: readonly ProviderFigures[];
  readonly types: readonly TypeFigures[];
  /** These add up to `actions.REFUSED`. */
  readonly refusalReasons: Readonly<Record<RefusalReason, Published>>;
  /** These add up to `actions.REMOVED`. */
  readonly removedWithin: Readonly<Record<RemovalTime, Published>>;
}

/** Tables of what was counted, without what would tell who is meant. */
export function annualFigures(
  counts: readonly NoticeCount[],
  contentTypeOf: (category: string) => ContentType,
): AnnualFigures {
  const cells = cellsOf(counts, contentTypeOf);
  const hidden = hiddenCells([...cells.values()], smallestPublishedCount);
  const published = (...path: readonly string[]): Published => {
    const id = idOf(path);
    return hidden.has(id) ? null : (cells.get(id)?.count ?? 0);
  };
  const record = <Key extends string>(keys: readonly Key[], ...path: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, published(...path, key)])) as Record<Key, Published>;
  const types = namesIn(counts.map(({ category }) => contentTypeOf(category).type));
  return {
    notices: published('all'),
    actions: record(providerActions, 'action'),
    providers: namesIn(counts.map(({ platform }) => platform)).map((provider) => ({
      ...{ provider, notices: published('provider', provider) },
      actions: record(providerActions, 'provider', provider),
    })),
    types: types.map((type) => {
      const own = counts.map(({ category }) => contentTypeOf(category)).filter((each) => each.type === type);
      const keywords = namesIn(own.map(({ keyword }) => keyword));
      return {
        ...{ type, notices: published('type', type) },
        actions: record(providerActions, 'type', type),
        keywords: record(keywords, 'keyword', type),
      };
    }),
    refusalReasons: record(refusalReasons, 'refused'),
    removedWithin: record(removalTimes, 'removed'),
  };
}

/**
 * The counts of all tables as one net: from a provider over an action to a type, and back over the number of all notices.
 * What an action's total consists of lies behind it, the keywords of a type behind that. There is no table of providers by
 * types: with it this would be no net, and what can be worked out could no longer be told exactly.
 */
function cellsOf(
  counts: readonly NoticeCount[],
  contentTypeOf: (category: string) => ContentType,
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  const add = (path: readonly string[], from: string, to: string, count: number, worth: number) => {
    const id = idOf(path);
    const before = cells.get(id)?.count ?? 0;
    cells.set(id, { id, from, to, count: before + count, worth: worth + Math.min(before + count, 90) });
  };
  for (const { platform, category, action, refusalReason, removedWithin, count } of counts) {
    const { type, keyword } = contentTypeOf(category);
    const part =
      action === 'REMOVED'
        ? ['removed', removedWithin]
        : action === 'REFUSED'
          ? ['refused', refusalReason]
          : [];
    const [provider, ofType] = [`provider ${platform}`, `type ${type}`];
    const [before, split, after] = [`before ${action}`, `split ${action}`, `after ${action}`];
    add(['all'], 'in', 'out', count, 30_000);
    add(['provider', platform], 'out', provider, count, 1_000);
    add(['provider', platform, action], provider, before, count, 10);
    add(['action', action], before, part.length > 0 ? split : after, count, 3_000);
    if (part.length > 0) add(part.map(String), split, after, count, 10);
    add(['type', type, action], after, ofType, count, 10);
    add(['type', type], ofType, `keywords ${type}`, count, 1_000);
    add(['keyword', type, keyword], `keywords ${type}`, 'in', count, 10);
  }
  return cells;
}

function idOf(path: readonly string[]): string {
  return path.join('/');
}

function namesIn(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
