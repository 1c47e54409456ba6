import type { Options } from '../options.js';
import { runStorm } from '../run-storm.js';
import type { Outcome } from '../suite.js';
import { plants } from './plants.js';

const mostSeeds = 5;

/** Runs each planted defect until a storm fails, over five seeds at the most; one that never does is not caught. */
export async function runPlants(options: Options, say: (line: string) => void): Promise<Outcome> {
  const chosen = plants.filter(({ name }) => options.plant === undefined || name === options.plant);
  const outcomes: { plant: string; seed: number | null; backend: string; caughtBy: readonly string[] }[] = [];
  for (const plant of chosen) {
    const backend = plant.backend ?? options.backends[0] ?? 'redis';
    let caughtBy: readonly string[] = [];
    let caughtAt: number | null = null;
    const [first = 1] = options.seeds;
    for (let seed = first; caughtAt === null && seed < first + mostSeeds; seed += 1) {
      const { reports, faults, keepsFolder } = options;
      const result = await runStorm({
        ...{ seed, backend, reports, faults, keepsFolder, say },
        plant: plant.name,
      });
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
