import type { z } from 'zod';
import { variableOfPath } from './environment.js';
import { isSecretPath, sections } from './schema.js';
import { valueAt, type SettingsTree } from './settings-tree.js';

/** Where a setting got its value: path joined with dots -> name of the file or variable. */
export type Origins = ReadonlyMap<string, string>;

type Issue = z.core.$ZodIssue;

/** Words for faults that the schema gives no words of its own. */
export function fallbackMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'object' || issue.expected === 'record')
    return 'must hold names and values below it';
  return `must be ${issue.expected}`;
}

/** One sentence a problem: the setting, what is wrong with it, where it comes from and the way out. */
export function describeIssues(issues: readonly Issue[], settings: SettingsTree, origins: Origins): string[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownSetting([...path, key], origins));
    if (issue.code === 'invalid_key')
      return [`${path.join('.')} is no name to use here: ${issue.issues[0]?.message ?? issue.message}.`];
    return [badValue(path, issue.message, valueAt(settings, path), origins)];
  });
}

function badValue(path: readonly string[], message: string, value: unknown, origins: Origins): string {
  const setting = path.join('.');
  if (value === undefined || value === null)
    return `${setting} ${message}, but is not set. Set ${variableOfPath(path)}, or ${variableOfPath(path)}_FILE to the name of a file that holds it.`;
  const shown = isSecretPath(path) ? 'what is set there is not' : `is ${JSON.stringify(value)}`;
  return `${setting} ${message}, but ${shown} (from ${originOf(path, origins)}). Correct it there.`;
}

function unknownSetting(path: readonly string[], origins: Origins): string {
  const name = path.at(-1) ?? '';
  const known = knownNames(path.slice(0, -1));
  const nearest = known.find((each) => isNear(each, name));
  const wayOut = nearest ? `Did you mean ${nearest}?` : `Known here: ${known.join(', ')}.`;
  return `${path.join('.')} is no setting (from ${originOf(path, origins)}). ${wayOut}`;
}

function originOf(path: readonly string[], origins: Origins): string {
  const setting = path.join('.');
  const inside = [...origins].find(([key]) => key.startsWith(`${setting}.`))?.[1];
  return origins.get(setting) ?? inside ?? 'the defaults';
}

function knownNames(path: readonly string[]): string[] {
  let at: unknown = sections;
  for (const [index, name] of path.entries()) {
    const shape = index === 0 ? at : shapeOf(at);
    at = (shape as Readonly<Record<string, unknown>>)[name] ?? (at as { valueType?: unknown }).valueType;
  }
  return Object.keys(path.length === 0 ? sections : shapeOf(at));
}

function shapeOf(schema: unknown): object {
  return (schema as { shape?: object }).shape ?? {};
}

/** Same letters but for case, or one letter added, missing, wrong or swapped. */
function isNear(known: string, written: string): boolean {
  const [a, b] = [known.toLowerCase(), written.toLowerCase()];
  if (a === b) return true;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [leftA, leftB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const isSwapped =
    leftA.length === 2 && leftB.length === 2 && leftA[0] === leftB[1] && leftA[1] === leftB[0];
  return (leftA.length <= 1 && leftB.length <= 1) || isSwapped;
}
