import { languages, providerActions, refusalReasons, removalTimes } from '#core';
import type { AnnualReport } from './report.js';

/**
 * Looks at every name and every text of a report for what is in none of its closed lists: our own codes, codes of the DSA
 * Transparency Database, days, and keys of platforms where a provider is named. What the organisation wrote of itself is
 * its own, and is not looked at.
 *
 * @returns where something else stands, never what; none where nothing of a person can be in it
 */
export function strayTexts(report: AnnualReport): readonly string[] {
  const { organisation: _name, independence: _statement, timeZone: _zone, ...rest } = report;
  return straysIn(rest, []);
}

function straysIn(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((part) => straysIn(part, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, part]) => {
      const isKnown = fieldNames.has(name) || isCode(name);
      const place = [...path, isKnown ? name : '?'];
      return [...(isKnown ? [] : [place.join('/')]), ...straysIn(part, place)];
    });
  const isFine =
    value === null ||
    (typeof value === 'string' && (path.at(-1) === 'provider' ? platformKey.test(value) : isCode(value))) ||
    (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);
  return isFine ? [] : [path.join('/')];
}

function isCode(text: string): boolean {
  return codes.has(text) || codeOfDatabase.test(text) || day.test(text);
}

const codes: ReadonlySet<string> = new Set([
  ...[...providerActions, ...refusalReasons, ...removalTimes, ...languages],
  ...['DSA_ARTICLE_22_3', 'armed', 'rehearsed'],
]);
const codeOfDatabase = /^(?:STATEMENT_CATEGORY|KEYWORD)(?:_[A-Z]{1,20}){1,10}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const platformKey = /^[a-z][a-z0-9-]{1,40}$/;

const fieldNames: ReadonlySet<string> = new Set([
  ...['v', 'kind', 'year', 'preliminaryOn', 'mode', 'smallestPublishedCount', 'figures', 'waits'],
  ...[
    'notices',
    'actions',
    'providers',
    'provider',
    'types',
    'type',
    'keywords',
    'refusalReasons',
    'removedWithin',
  ],
  ...['medianHours', 'ninetiethHours'],
]);
