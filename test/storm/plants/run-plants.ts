import type { Options } from '../options.js';
import { runStorm } from '../run-storm.js';
import type { Outcome } from '../suite.js';
import { plantNamed } from './edit.js';
import { plants } from './plants.js';

const mostSeeds = 5;
/** The first storm is a short one: most defects need no more. */
const short = { reports: 60, faults: 12 };

/**
 * Runs each planted defect until a storm fails, over five seeds at the most; one that never does is not caught. Only
 * broken promises count, not that a run was too weak.
 */
export async function runPlants(options: Options, say: (line: string) => void): Promise<Outcome> {
  const wanted = options.plant?.split(',').map((name) => plantNamed(name).name);
  const chosen = plants.filter(({ name }) => wanted?.includes(name) ?? true);
  const outcomes: { plant: string; seed: number | null; backend: string; caughtBy: readonly string[] }[] = [];
  for (const plant of chosen) {
    const backend = plant.backend ?? options.backends[0] ?? 'redis';
    let caughtBy: readonly string[] = [];
    let caughtAt: number | null = null;
    const [first = 1] = options.seeds;
    for (let seed = first; caughtAt === null && seed < first + mostSeeds; seed += 1) {
      const { reports, faults, keepsFolder } = options;
      const size =
        seed === first
          ? { reports: Math.min(reports, short.reports), faults: Math.min(faults, short.faults) }
          : { reports, faults };
      const result = await runStorm({ ...{ seed, backend, keepsFolder, say, ...size }, plant: plant.name });
      for (const { promise, at, says } of result.violations) say(`  ${promise}: ${at}: ${says}`);
      if (result.failures.length === 0) continue;
      caughtBy = result.failures;
      caughtAt = seed;
    }
    outcomes.push({ plant: plant.name, seed: caughtAt, backend, caughtBy });
    say(
      `${plant.name}: ${caughtAt === null ? 'NOT CAUGHT' : `caught at seed ${caughtAt} by ${caughtBy.join('; ')}`}`,
    );
  }
  const escaped = outcomes.filter(({ seed }) => seed === null).map(({ plant }) => plant);
  return { summary: { plants: outcomes, escaped }, isPassed: escaped.length === 0 };
}
