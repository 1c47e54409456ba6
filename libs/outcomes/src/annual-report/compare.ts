import { canonicalJson } from '../canonical.js';
import type { AnnualReport } from './report.js';

/** A figure or text that is another one now; null is a hidden count, undefined one that stands in one of the two alone. */
export interface Change {
  /** Such as `figures/providers/youtube/actions/REFUSED`. */
  readonly where: string;
  readonly sealed?: Leaf;
  readonly now?: Leaf;
}

type Leaf = string | number | boolean | null;

/** What became different between a sealed report and the same year counted again; nothing where they are the same bytes. */
export function changesBetween(sealed: AnnualReport, now: AnnualReport): readonly Change[] {
  if (canonicalJson(sealed) === canonicalJson(now)) return [];
  const [before, after] = [leavesOf(sealed), leavesOf(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((where) => {
    const [was, is] = [before.get(where), after.get(where)];
    if (was === is) return [];
    return [
      { where, ...(was === undefined ? {} : { sealed: was }), ...(is === undefined ? {} : { now: is }) },
    ];
  });
}

/** Rows are named by what they are about, wherever they stand in their list. */
function leavesOf(value: unknown, path: readonly string[] = []): Map<string, Leaf> {
  if (typeof value !== 'object' || value === null) return new Map([[path.join('/'), value as Leaf]]);
  const entries = Array.isArray(value)
    ? value.map((row: Readonly<Record<string, string>>): [string, unknown] => [
        row['provider'] ?? row['type'] ?? '',
        row,
      ])
    : Object.entries(value);
  return new Map(entries.flatMap(([key, part]) => [...leavesOf(part, [...path, key])]));
}
