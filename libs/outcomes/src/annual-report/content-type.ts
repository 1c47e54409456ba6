import type { DescribedCategory } from '#core';
import type { ContentType } from './figures.js';

/** What a category is in the DSA Transparency Database, by its first keyword; the rest is what was not specified. */
export function contentTypeIn(
  categories: Iterable<Pick<DescribedCategory, 'code' | 'codes'>>,
): (category: string) => ContentType {
  const types = new Map(
    [...categories].flatMap(({ code, codes: { tdb } }): [string, ContentType][] =>
      tdb ? [[code, { type: tdb.category, keyword: tdb.keywords[0] ?? other }]] : [],
    ),
  );
  return (category) =>
    types.get(category) ?? { type: 'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE', keyword: other };
}

const other = 'KEYWORD_OTHER';
