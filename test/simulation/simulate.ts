import { parseArgs } from 'node:util';
import { dangerousPaths } from './dangerous-paths.js';
import { plants } from './plants.js';
import { runSeed, type RunOptions } from './run-seed.js';
import { runSeeds, shortTrace, type ManyResults } from './run-seeds.js';

/** Seeds after which every dangerous path must have been taken. */
const enoughSeeds = 1_000;

/**
 * `npm run simulate`: runs seeds, says what broke and how to see it again.
 *
 *   --seeds 10000   how many (1000)
 *   --from 1        the first
 *   --seed 7        this one only
 *   --plant NAME    with a defect put in
 *   --json          nothing but the last line
 *
 * The last line is JSON. @returns the exit code: 1 where a promise was broken or a dangerous path was never taken
 */
export async function simulate(args: readonly string[], say: (line: string) => void): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    say(options);
    return 2;
  }
  const { from, count, plant, run, isQuiet } = options;
  const startedAt = performance.now();
  const results = await runSeeds(from, count, run);
  const seconds = (performance.now() - startedAt) / 1_000;
  const seedsPerMinute = Math.round((results.seeds / seconds) * 60);
  const neverTaken =
    count < enoughSeeds || plant ? [] : dangerousPaths.filter((path) => !results.paths.has(path));
  if (!isQuiet) {
    const { seeds, submissions, days, steps } = results;
    say(`${seeds} seeds in ${seconds.toFixed(1)} s: ${seedsPerMinute} a minute`);
    say(`${submissions} submissions, ${steps} steps, ${Math.round(days)} days of simulated time`);
    for (const [path, times] of [...results.paths].sort()) say(`  ${String(times).padStart(8)}  ${path}`);
    for (const path of neverTaken) say(`never taken: ${path}`);
    await explainFirst(results, plant, run, say);
  }
  say(JSON.stringify(summary(results, { plant, seedsPerMinute, neverTaken })));
  return results.broken.length > 0 || neverTaken.length > 0 ? 1 : 0;
}

interface Options {
  readonly from: number;
  readonly count: number;
  readonly plant: string | undefined;
  readonly run: RunOptions;
  readonly isQuiet: boolean;
}

/** @returns a sentence where they cannot be used */
function readOptions(args: readonly string[]): Options | string {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: String(enoughSeeds) },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      plant: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { plant, json } = values;
  const from = Number(values.seed ?? values.from);
  const count = values.seed === undefined ? Number(values.seeds) : 1;
  if (!Number.isInteger(from) || !Number.isInteger(count) || count < 1) return 'Seeds are whole numbers.';
  const replace = plant === undefined ? {} : plants[plant]?.replace;
  if (!replace) return `Defects that can be put in: ${Object.keys(plants).join(', ')}.`;
  return { from, count, plant, run: { replace }, isQuiet: json };
}

/** The first seed that broke something, once more with its trace: at most fifty lines. */
async function explainFirst(
  { broken }: ManyResults,
  plant: string | undefined,
  options: RunOptions,
  say: (line: string) => void,
): Promise<void> {
  const [first] = broken;
  if (!first) return;
  const again = await runSeed(first.seed, { ...options, isTraced: true });
  say(
    `seed ${first.seed} breaks: ${again.violations.map(({ promise, about }) => `${promise} (${about})`).join('; ')}`,
  );
  for (const line of shortTrace(again)) say(line);
  say(`again: npm run simulate -- --seed ${first.seed}${plant === undefined ? '' : ` --plant ${plant}`}`);
}

function summary(
  { seeds, submissions, paths, broken }: ManyResults,
  {
    plant,
    seedsPerMinute,
    neverTaken,
  }: { plant: string | undefined; seedsPerMinute: number; neverTaken: readonly string[] },
) {
  const promises: Record<string, number> = {};
  for (const promise of broken.flatMap(({ violations }) =>
    violations.slice(0, 1).map((each) => each.promise),
  ))
    promises[promise] = (promises[promise] ?? 0) + 1;
  return {
    ...{ seeds, seedsPerMinute, submissions, violations: broken.length, promises },
    failingSeeds: broken.slice(0, 20).map(({ seed }) => seed),
    ...{ plant: plant ?? null, paths: Object.fromEntries(paths), neverTaken },
  };
}
