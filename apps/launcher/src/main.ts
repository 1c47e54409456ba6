import { rmSync } from 'node:fs';
import { ApiUnreachable, createClient } from '#client';
import { reportFirst } from './first-report.js';
import { Installation, stopsWithinMs, type Options } from './installation.js';
import type { IdentifyProcess } from './orphans.js';
import { pathsIn } from './paths.js';
import { removeRunFile, writePrivately, type RunFile } from './run-file.js';
import { setScenario, type Scenario } from './simulator.js';
import { consoleLine, whereToGo, type CreateLinks } from './where-to-go.js';

/** Past this, somebody at the screen wants to know why. */
const quickStopMs = 3_000;
/** One Ctrl-C can arrive twice, from the terminal and from npm; later than this, somebody asked again. */
const secondCallMs = 700;

/**
 * Runs Uniflag until a signal ends it, then ends this process: code 0 after a signal, 1 where it could not go on.
 *
 * @param root folder of the checkout, with dist/ built
 */
export async function launch({
  root,
  options,
  identifyProcess,
  links,
  parentPid,
}: {
  readonly root: string;
  readonly options: Options;
  readonly identifyProcess: IdentifyProcess;
  readonly links: CreateLinks;
  /** The shell of npm, where npm started us: with it gone, npm was asked to end. */
  readonly parentPid?: number | undefined;
}): Promise<void> {
  const paths = pathsIn(root);
  const ending = new AbortController();
  const installation = new Installation(paths, options, identifyProcess, say, (error) => ending.abort(error));
  process.once('exit', () => {
    installation.kill();
    removeRunFile(paths.run, process.pid);
  });
  let endedAtMs: number | undefined;
  const end = () => {
    if (endedAtMs === undefined) {
      endedAtMs = performance.now();
      say('\nStopping …');
      setTimeout(
        () => say('What is being sent ends first. Ctrl-C again ends all at once.'),
        quickStopMs,
      ).unref();
      setTimeout(() => process.exit(1), stopsWithinMs).unref();
      ending.abort(new Ended());
    } else if (performance.now() - endedAtMs > secondCallMs) {
      installation.kill();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  if (parentPid !== undefined) whenParentEnds(parentPid, end);

  // One of a killed run; this process holds the lock of the checkout.
  rmSync(paths.run, { force: true });
  let exitCode = 0;
  try {
    say('Starting Uniflag …');
    const run = await installation.start(ending.signal);
    writePrivately(paths.run, run);
    say(`\n${await consoleLine(run, links)}`);
    await Promise.race([welcome(run, options, ending.signal), aborted(ending.signal)]);
    await aborted(ending.signal);
  } catch (error) {
    // What a stop interrupts fails in its own words; the reason of the stop is what counts.
    const reason: unknown = ending.signal.aborted ? ending.signal.reason : error;
    if (!(reason instanceof Ended)) {
      exitCode = 1;
      process.stderr.write(`\n${describe(reason)}\n`);
    }
  }
  removeRunFile(paths.run, process.pid);
  await installation.stop();
  if (exitCode === 0) say('Stopped. The data stay in .uniflag/; npm start goes on with them.');
  process.exit(exitCode);
}

/** A person or the system asked for the end. */
class Ended extends Error {}

/** npm hands a SIGTERM to the shell between it and us, which dies of it and tells nobody. */
function whenParentEnds(parentPid: number, end: () => void): void {
  const watch = setInterval(() => {
    if (process.ppid === parentPid) return;
    clearInterval(watch);
    end();
  }, 250);
  watch.unref();
}

async function welcome(run: RunFile, { demo }: Options, signal: AbortSignal): Promise<void> {
  const client = createClient({ baseUrl: run.apiUrl, apiKey: run.apiKey });
  let reference: string | undefined;
  try {
    const setScenarioHere = (scenario: Scenario) => setScenario(run.simulatorUrl, scenario);
    if (demo) reference = await reportFirst({ client, setScenario: setScenarioHere, say, signal });
  } catch (error) {
    signal.throwIfAborted();
    say(`\nThe first report did not get through: ${describe(error)}`);
  }
  const platforms = await client.listPlatforms().catch((error: unknown) => {
    if (error instanceof ApiUnreachable) return undefined;
    throw error;
  });
  say(whereToGo(run, platforms, reference));
}

/** Rejects with the reason once the signal comes. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}\n  ${error.cause.message}` : error.message;
}
