import { runSeed, type RunOptions, type RunResult } from './run-seed.js';
import type { TraceLine } from './world.js';

export interface ManyResults {
  readonly seeds: number;
  readonly submissions: number;
  readonly steps: number;
  /** Days of the simulated clock, all runs together. */
  readonly days: number;
  readonly paths: ReadonlyMap<string, number>;
  /** Runs that broke a promise, in the order of their seeds. */
  readonly broken: readonly RunResult[];
}

/** Runs one seed after the other. */
export async function runSeeds(
  from: number,
  count: number,
  options: RunOptions & { readonly untilBroken?: boolean } = {},
): Promise<ManyResults> {
  const paths = new Map<string, number>();
  const broken: RunResult[] = [];
  const sums = { seeds: 0, submissions: 0, steps: 0, days: 0 };
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await runSeed(seed, options);
    sums.seeds += 1;
    sums.submissions += result.submissions;
    sums.steps += result.steps;
    sums.days += result.days;
    for (const [path, times] of result.paths) paths.set(path, (paths.get(path) ?? 0) + times);
    if (result.violations.length === 0) continue;
    broken.push(result);
    if (options.untilBroken) break;
  }
  return { ...sums, paths, broken };
}

/** What happened to whatever the broken promise is about, and to the processes meanwhile: the last lines of it. */
export function shortTrace({ lines, violations }: RunResult, most = 48): string[] {
  const about = violations[0]?.about ?? '';
  const report = about.split('-').slice(0, 3).join('-');
  const concerns = (line: TraceLine) =>
    line.about === null ? processEvents.test(line.text) : line.about === about || line.about === report;
  return lines
    .filter(concerns)
    .slice(-most)
    .map(({ atMs, who, text }) => `${(atMs / 1_000).toFixed(3).padStart(13)} s  ${who.padEnd(14)} ${text}`);
}

const processEvents = /^(starts|dies|is paused|is away|is asked to stop)/;
