import { join } from 'node:path';
import type { z } from 'zod';
import { readYaml } from './read-text.js';
import { fallbackMessage } from './sentences.js';
import { valueAt } from './settings-tree.js';

/** A mistake in one file: where, and what is wrong there. */
export interface Finding {
  readonly path: string;
  readonly problem: string;
}

/** A file's content, or one sentence a mistake. */
export interface Checked<Content> {
  readonly content?: Content;
  readonly problems: readonly string[];
}

/**
 * Reads one file of tables and holds it to its schema.
 *
 * @param what what the file belongs to, for the sentence where it cannot be read
 */
export function checkedFile<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
  what: string,
): Checked<z.output<Schema>> {
  const read = readYaml(join(folder, file), what);
  const checked = schema.safeParse(read, { error: fallbackMessage });
  if (checked.success) return { content: checked.data, problems: [] };
  return {
    problems: inFile(
      file,
      checked.error.issues.flatMap((issue) => findingsOf(issue, read)),
    ),
  };
}

/** One sentence a finding, naming file and place. */
export function inFile(file: string, findings: readonly Finding[]): string[] {
  return findings.map(({ path, problem }) => `config/${file}: ${path} ${problem}.`);
}

/** Entries of a file by their key, each knowing it. */
export function keyed<Content>(
  content: Readonly<Record<string, Content>>,
): ReadonlyMap<string, Content & { readonly key: string }> {
  return new Map(Object.entries(content).map(([key, entry]) => [key, { key, ...entry }]));
}

/** One finding for each name that the list does not have. */
export function unknownNames(
  path: string,
  given: readonly string[],
  known: readonly string[],
  file: string,
): Finding[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => ({ path, problem: `names ${name}, which does not stand in ${file}` }));
}

/** One finding a fault that the schema sees. */
export function findingsOf(issue: z.core.$ZodIssue, read: unknown): Finding[] {
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
