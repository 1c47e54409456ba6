import { dangerousPaths, type Paths } from './paths.js';
import type { Options } from './options.js';
import type { StormResult } from './result.js';
import { runStorm } from './run-storm.js';

export interface Outcome {
  readonly summary: object;
  readonly isPassed: boolean;
}

/** Runs each seed on each backend. In a suite of several the dangerous paths are judged over all of them. */
export async function runSuite(options: Options, say: (line: string) => void): Promise<Outcome> {
  const { seeds, backends, plant, reports, faults, keepsFolder } = options;
  const results: StormResult[] = [];
  for (const backend of backends)
    for (const seed of seeds) {
      const result = await runStorm({
        ...{ seed, backend, reports, faults, keepsFolder, say },
        ...(plant === undefined ? {} : { plant }),
      });
      results.push(result);
      say(lineOf(result));
      for (const { promise, at, says } of result.violations) say(`  ${promise}: ${at}: ${says}`);
    }
  const [only] = results;
  if (results.length === 1 && only) return { summary: only, isPassed: reasonsOf(only).length === 0 };
  return summaryOf(results);
}

function summaryOf(results: readonly StormResult[]): Outcome {
  const paths = pathsOf(results);
  const notTaken = dangerousPaths.filter((path) => paths[path] === 0);
  const failures = [
    ...results.flatMap((result) =>
      reasonsOf(result).map((reason) => `seed ${result.seed} on ${result.backend}: ${reason}`),
    ),
    ...notTaken.map((path) => `no storm took the path ${path}`),
  ];
  const sum = (name: keyof StormResult) => results.reduce((total, result) => total + Number(result[name]), 0);
  const recovered = results.map(({ recoveredInMs }) => recoveredInMs).sort((some, other) => some - other);
  const faultsByKind: Record<string, number> = {};
  for (const result of results)
    for (const [kind, found] of Object.entries(result.faultsByKind))
      faultsByKind[kind] = (faultsByKind[kind] ?? 0) + found;
  return {
    isPassed: failures.length === 0,
    summary: {
      runs: results.length,
      ...Object.fromEntries(summed.map((name) => [name, sum(name)])),
      faultsByKind,
      recoveredInMs: {
        median: recovered[Math.floor(recovered.length / 2)] ?? 0,
        max: recovered.at(-1) ?? 0,
      },
      ...{ paths, failures },
    },
  };
}

const summed = [
  'accepted',
  'submissions',
  'lost',
  'unanswered',
  'sentTwice',
  'marked',
  'uncertain',
  'wrongStatus',
  'eventsMissing',
  'eventsOutOfOrder',
  'openSends',
  'orphans',
  'faults',
] as const;

function pathsOf(results: readonly StormResult[]): Paths {
  return Object.fromEntries(
    dangerousPaths.map((path) => [path, results.reduce((sum, { paths }) => sum + paths[path], 0)]),
  ) as Paths;
}

/** One line of the table. */
export function lineOf(result: StormResult): string {
  const { seed, backend, accepted, marked, uncertain, faults, recoveredInMs, paths } = result;
  const reasons = reasonsOf(result);
  const taken = dangerousPaths.map((path) => `${path} ${paths[path]}`).join(', ');
  const verdict = reasons.length === 0 ? 'kept' : `BROKEN (${reasons.join('; ')})`;
  return (
    `seed ${seed} ${backend}: ${verdict}; ${accepted} accepted, ${marked} marked, ${uncertain} uncertain, ` +
    `${faults} faults, recovered in ${recoveredInMs} ms; ${taken}`
  );
}

function reasonsOf({ failures, shortfalls }: StormResult): readonly string[] {
  return [...failures, ...shortfalls];
}
