import { join } from 'node:path';
import { categoryCodes, type DescribedCategory, type LawTable, type Referral } from '#core';
import { checkedFile, inFile, keyed } from './checked-file.js';
import { ConfigError } from './config-error.js';
import { packageRoot } from './package-root.js';
import { checkArticles, checkCategories } from './taxonomy-checks.js';
import {
  articlesFile,
  categoriesFile,
  codesFile,
  referralsFile,
  type Categories,
} from './taxonomy-schema.js';

export interface Taxonomy {
  /** All categories by code, in the order staff see them. */
  readonly categories: ReadonlyMap<string, DescribedCategory>;
  readonly referrals: ReadonlyMap<string, Referral>;
  readonly law: LawTable;
}

const files = {
  categories: 'taxonomy/categories.yaml',
  codes: 'taxonomy/codes.yaml',
  articles: 'law/articles.yaml',
  referrals: 'referrals/referrals.yaml',
} as const;
const what = 'The taxonomy';

/**
 * Reads and checks categories, code lists, law table and referrals.
 *
 * @param folder where they lie; the installation's `config/` unless told otherwise
 * @throws ConfigError with one sentence a mistake, naming file and place
 */
export function loadTaxonomy(folder = join(packageRoot(), 'config')): Taxonomy {
  const categories = checkedFile(folder, files.categories, categoriesFile, what);
  const codes = checkedFile(folder, files.codes, codesFile, what);
  const articles = checkedFile(folder, files.articles, articlesFile, what);
  const referrals = checkedFile(folder, files.referrals, referralsFile, what);
  const problems = [categories, codes, articles, referrals].flatMap((part) => part.problems);
  if (!categories.content || !codes.content || !articles.content || !referrals.content)
    throw new ConfigError(problems);
  const findings = [
    ...inFile(files.articles, checkArticles(articles.content)),
    ...inFile(
      files.categories,
      checkCategories(categories.content, codes.content, articles.content, referrals.content),
    ),
  ];
  if (findings.length > 0) throw new ConfigError(findings);
  return {
    categories: describedCategories(categories.content),
    referrals: keyed(referrals.content),
    law: { periods: articles.content.periods, subjects: keyed(articles.content.subjects) },
  };
}

function describedCategories(categories: Categories): Taxonomy['categories'] {
  return new Map(categoryCodes.map((code) => [code, { code, ...categories[code] }]));
}
