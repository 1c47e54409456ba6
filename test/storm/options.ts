import { parseArgs } from 'node:util';
import type { Backend } from './plan/plan.js';

export interface Options {
  readonly seeds: readonly number[];
  readonly backends: readonly Backend[];
  readonly reports: number;
  readonly faults: number;
  readonly plant: string | undefined;
  /** Runs every planted defect, or those that `plant` names, each in place of the product. */
  readonly plants: boolean;
  /** Nothing but the result. */
  readonly isJson: boolean;
  readonly keepsFolder: boolean;
}

export class UsageError extends Error {}

/** @throws UsageError with the way out */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const seeds = values.seeds ?? values.seed ?? '1';
  const backends = (values.backend ?? 'redis').split(',');
  if (!backends.every((each): each is Backend => each === 'redis' || each === 'postgres'))
    throw new UsageError('--backend takes redis, postgres or redis,postgres');
  return {
    seeds: seedsIn(seeds),
    backends,
    reports: count('reports', values.reports ?? '400', 1),
    faults: count('faults', values.faults ?? '60', 0),
    plant: values.plant,
    plants: values.plants ?? false,
    isJson: values.json ?? false,
    keepsFolder: values.keep ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        seeds: { type: 'string' },
        backend: { type: 'string' },
        reports: { type: 'string' },
        faults: { type: 'string' },
        plant: { type: 'string' },
        plants: { type: 'boolean' },
        json: { type: 'boolean' },
        keep: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${usage}`);
  }
}

export const usage = `npm run storm -- [--seed N | --seeds 1-5] [--backend redis|postgres|redis,postgres]
  [--reports 400] [--faults 60] [--plant NAME] [--plants [--plant NAME,NAME]] [--json] [--keep]`;

function seedsIn(text: string): readonly number[] {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === undefined) throw new UsageError('--seed takes a number, --seeds a range such as 1-5');
  const last = Number(to ?? from);
  return Array.from({ length: Math.max(0, last - Number(from)) + 1 }, (_, index) => Number(from) + index);
}

function count(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`--${name} takes a whole number from ${least}`);
  return value;
}
