import { join } from 'node:path';
import { categoryCodes, type DescribedCategory, type LawTable, type Referral } from '#core';
import type { z } from 'zod';
import { ConfigError } from './config-error.js';
import { packageRoot } from './package-root.js';
import { readYaml } from './read-text.js';
import { fallbackMessage } from './sentences.js';
import { valueAt } from './settings-tree.js';
import { checkArticles, checkCategories, type Finding } from './taxonomy-checks.js';
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

/**
 * Reads and checks categories, code lists, law table and referrals.
 *
 * @param folder where they lie; the installation's `config/` unless told otherwise
 * @throws ConfigError with one sentence a mistake, naming file and place
 */
export function loadTaxonomy(folder = join(packageRoot(), 'config')): Taxonomy {
  const categories = readPart(folder, files.categories, categoriesFile);
  const codes = readPart(folder, files.codes, codesFile);
  const articles = readPart(folder, files.articles, articlesFile);
  const referrals = readPart(folder, files.referrals, referralsFile);
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

interface Part<Content> {
  readonly content?: Content;
  readonly problems: readonly string[];
}

function readPart<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Part<z.output<Schema>> {
  const read = readYaml(join(folder, file), 'The taxonomy');
  const checked = schema.safeParse(read, { error: fallbackMessage });
  if (checked.success) return { content: checked.data, problems: [] };
  return {
    problems: inFile(
      file,
      checked.error.issues.flatMap((issue) => findingsOf(issue, read)),
    ),
  };
}

function findingsOf(issue: z.core.$ZodIssue, read: unknown): Finding[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      problem: 'is not known here. Remove it, or correct its name',
    }));
  if (issue.code === 'invalid_key')
    return [{ path: path.join('.'), problem: issue.issues[0]?.message ?? issue.message }];
  const value = valueAt(read, path);
  if (value === undefined && issue.code === 'invalid_type')
    return [{ path: path.join('.'), problem: 'is missing' }];
  const shown = typeof value === 'string' && value !== '' ? `, but is "${value}"` : '';
  return [{ path: path.join('.'), problem: `${issue.message}${shown}` }];
}

function inFile(file: string, findings: readonly Finding[]): string[] {
  return findings.map(({ path, problem }) => `config/${file}: ${path} ${problem}.`);
}

function describedCategories(categories: Categories): Taxonomy['categories'] {
  return new Map(categoryCodes.map((code) => [code, { code, ...categories[code] }]));
}

function keyed<Content>(
  content: Readonly<Record<string, Content>>,
): ReadonlyMap<string, Content & { readonly key: string }> {
  return new Map(Object.entries(content).map(([key, entry]) => [key, { key, ...entry }]));
}
