import { runPlants } from './plants/run-plants.js';
import { readOptions, UsageError } from './options.js';
import { endStorms } from './run-storm.js';
import { runSuite } from './suite.js';

/** `npm run storm`: one storm, a suite of them, or every planted defect. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void endStorms().finally(() => process.exit(1)));
    const say = (line: string) => {
      if (!options.isJson) process.stderr.write(`${line}\n`);
    };
    const outcome = options.plants ? await runPlants(options, say) : await runSuite(options, say);
    process.stdout.write(`${JSON.stringify(outcome.summary)}\n`);
    return outcome.isPassed ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}
