import type { Options } from '../options.js';
import type { Backend } from '../plan/plan.js';
import { runStorm } from '../run-storm.js';
import type { Outcome } from '../suite.js';
import { plantNamed } from './edit.js';
import { plants } from './plants.js';

const mostSeeds = 5;
/** The first storm is a short one: most defects need no more. */
const short = { reports: 60, faults: 12 };

interface Storm {
  readonly seed: number;
  readonly backend: Backend;
  readonly reports: number;
  readonly faults: number;
}

/**
 * Runs each planted defect until a storm fails, over five seeds at the most; one that never does is not caught. Only
 * broken promises count, not that a run was too weak. Then each storm that caught one runs without a defect: where that
 * fails too, it proved nothing.
 */
export async function runPlants(options: Options, say: (line: string) => void): Promise<Outcome> {
  const wanted = options.plant?.split(',').map((name) => plantNamed(name).name);
  const chosen = plants.filter(({ name }) => wanted?.includes(name) ?? true);
  const failuresOf = async (storm: Storm, plant?: string) => {
    const { keepsFolder } = options;
    const result = await runStorm({ ...storm, keepsFolder, say, ...(plant === undefined ? {} : { plant }) });
    for (const { promise, at, says } of result.violations) say(`  ${promise}: ${at}: ${says}`);
    return result.failures;
  };

  const outcomes: { plant: string; seed: number | null; backend: string; caughtBy: readonly string[] }[] = [];
  const controls = new Map<string, Storm>();
  for (const plant of chosen) {
    const backend = plant.backend ?? options.backends[0] ?? 'redis';
    let caughtBy: readonly string[] = [];
    let caughtAt: number | null = null;
    for (const storm of stormsFor(backend, options)) {
      caughtBy = await failuresOf(storm, plant.name);
      if (caughtBy.length === 0) continue;
      caughtAt = storm.seed;
      controls.set(JSON.stringify(storm), storm);
      break;
    }
    outcomes.push({ plant: plant.name, seed: caughtAt, backend, caughtBy });
    say(
      `${plant.name}: ${caughtAt === null ? 'NOT CAUGHT' : `caught at seed ${caughtAt} by ${caughtBy.join('; ')}`}`,
    );
  }

  const falseAlarms: string[] = [];
  for (const storm of controls.values()) {
    const failures = await failuresOf(storm);
    const { seed, backend, reports } = storm;
    say(`without a defect, seed ${seed} on ${backend}, ${reports} reports: ${failures.join('; ') || 'kept'}`);
    falseAlarms.push(...failures.map((failure) => `seed ${seed} on ${backend}: ${failure}`));
  }
  const escaped = outcomes.filter(({ seed }) => seed === null).map(({ plant }) => plant);
  return {
    summary: { plants: outcomes, escaped, controls: controls.size, falseAlarms },
    isPassed: escaped.length === 0 && falseAlarms.length === 0,
  };
}

function stormsFor(backend: Backend, { seeds, reports, faults }: Options): readonly Storm[] {
  const [first = 1] = seeds;
  return Array.from({ length: mostSeeds }, (_, place) => ({
    ...{ seed: first + place, backend, reports, faults },
    ...(place > 0
      ? {}
      : { reports: Math.min(reports, short.reports), faults: Math.min(faults, short.faults) }),
  }));
}
