#!/usr/bin/env node
/**
 * `npm test`: installs what is missing and runs every check, also after one failed. The last line counts them.
 *
 * npm test                          everything
 * npm test -- --no-flows            without flows, browsers and the short storm (npm run check)
 * npm test -- --only lint           format, lint, types and import rules: also `unit`, `flows`, `generated`
 * npm test -- libs/core             only Jest, only these paths
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './prepare/node-version.mjs';

const root = resolve(fileURLToPath(new URL('../../', import.meta.url)));
requireNode(root);
// Loaded after the check: an older Node could not read these.
const { parseArgs } = await import('node:util');
const { closingLine, countTests, passedWhenTriedAgain, skippedTests } =
  await import('./prepare/closing-line.mjs');
const { ensureDebianPackages } = await import('./prepare/debian-packages.mjs');
const { staleGeneratedFiles } = await import('./prepare/generated-files.mjs');
const { build, isBuiltFrom, sourcesStamp } = await import('./prepare/build.mjs');
const { ensureInstalled } = await import('./prepare/install.mjs');
const { runCommand } = await import('./prepare/run-logged.mjs');
const { duration, giveUp, say } = await import('./prepare/say.mjs');

const { only, noFlows, paths } = readArguments();
const stateFolder = join(root, '.uniflag');
const logs = join(stateFolder, 'logs');
mkdirSync(logs, { recursive: true, mode: 0o700 });
const logFileOf = (step) => join(logs, `test-${step}.log`);

await ensureInstalled(root, stateFolder);

/** @type {import('./prepare/closing-line.mjs').StepResult[]} */
const results = [];
const tests = { passed: 0, failed: 0, skipped: 0 };
/** Titles of tests that failed once. @type {string[]} */
const triedAgain = [];

const unitTests = () =>
  jest('unit and contract tests', [
    '--testPathIgnorePatterns',
    '/node_modules/',
    '<rootDir>/test/flows/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/storm/storm.spec.ts',
    // Two at a time on a small machine as well: many of them wait for PostgreSQL.
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
  ]);
/** Hard on the machine: not beside flows and browsers. */
const alone = ['test/storm/storm.spec.ts', 'test/flows/scale-out/'];
/** What waits for processes and browsers may be late on a busy machine: a test has more time and two more tries, and is named. */
const patient = ['--setupFilesAfterEnv=<rootDir>/test/support/more-tries.ts', '--testTimeout=90000'];
const flowTests = [
  () =>
    jest('flow and browser tests', [
      ...['test/flows/', 'test/browser/', ...patient],
      // They mostly wait, so half as many again run side by side, each in processes and with servers of their own.
      `--maxWorkers=${Math.max(2, Math.ceil(availableParallelism() * 1.5))}`,
      ...['--testPathIgnorePatterns', '/node_modules/', ...alone.map((path) => `<rootDir>/${path}`)],
    ]),
  // A storm takes one processor and as long as all fleets together.
  () => jest('storms and fleets', [...alone, ...patient, '--maxWorkers=2']),
];

const eslint = () => command('lint', 'eslint', 'eslint/bin/eslint.js', '--max-warnings', '0', '.');
/** Formatted when they are compared with what is generated anew. */
const notGenerated = ['!apps/api/openapi.json', '!libs/client/src/generated'];
const checks = [
  () => command('format', 'prettier', 'prettier/bin/prettier.cjs', '--check', '.', ...notGenerated),
  // By the compiler in Go: a quarter of the time. ESLint and Nest need the API of the one before.
  () => command('types', 'tsc', 'typescript7/bin/tsc', '--noEmit'),
  () => command('console types', 'tsc-console', 'typescript7/bin/tsc', '--noEmit', '-p', 'apps/console'),
  () =>
    command(
      'import rules',
      'dependency-cruiser',
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'config', 'test'],
    ),
];
const generated = [() => step('build', buildAnew), () => step('generated files', compareGenerated)];
/** ESLint uses one processor for as long as all others of these together. */
const besideLint = (runs) => [() => Promise.all([eslint(), inOrder(runs)])];

const groups = {
  lint: besideLint(checks),
  generated,
  unit: [unitTests],
  flows: [() => step('build', buildAnew), ...flowTests],
};

const startedAt = Date.now();
await inOrder(chosenSteps());
summarise();

function chosenSteps() {
  const packages = () => step('Debian packages', () => ensureDebianPackages(root, logFileOf('apt')));
  if (paths.length > 0) return [packages, () => jest('tests', paths)];
  if (only !== undefined) return only === 'lint' ? groups.lint : [packages, ...groups[only]];
  const early = besideLint([packages, ...checks, ...generated]);
  return [...early, unitTests, ...(noFlows ? [] : flowTests)];
}

async function inOrder(runs) {
  for (const run of runs) await run();
}

/** Runs one step, then says its output and how it went. */
async function step(name, work) {
  const from = Date.now();
  const { output, ...outcome } = await work();
  const took = duration(Date.now() - from);
  const result = { name, ...outcome };
  results.push(result);
  if (output) say(output);
  const why = result.why === undefined ? '' : `: ${result.why}`;
  say(`${result.outcome.padEnd(7)}  ${name} (${took})${why}`);
}

/** A program of node_modules; what it prints is shown where it fails. */
function command(name, shown, program, ...args) {
  return step(`${name} (${shown})`, async () => {
    const logFile = logFileOf(shown);
    const code = await runCommand(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      logFile,
    });
    return outcomeOf(code, logFile);
  });
}

function outcomeOf(code, logFile) {
  return code === 0
    ? { outcome: 'passed' }
    : { outcome: 'failed', output: readFileSync(logFile, 'utf8').trimEnd() };
}

async function buildAnew() {
  const stamp = sourcesStamp(root);
  if (isBuiltFrom(root, stamp))
    return { outcome: 'passed', why: 'dist/ was built from exactly these sources' };
  const { code, logFile } = await build(root, stateFolder, stamp);
  return outcomeOf(code, logFile);
}

async function compareGenerated() {
  const wrong = await staleGeneratedFiles(root, logFileOf);
  return { outcome: wrong.length === 0 ? 'passed' : 'failed', output: wrong.join('\n') };
}

/** Jest counts for itself; it fails as a step where it fails without saying which test did. */
function jest(name, args) {
  return step(name, async () => {
    const outputFile = join(logs, `test-${name.replaceAll(' ', '-')}.json`);
    rmSync(outputFile, { force: true });
    const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    // A connection that a test left open must not keep the run from telling its results.
    const jestArgs = [program, '--ci', '--forceExit', '--json', `--outputFile=${outputFile}`, ...args];
    const code = await runCommand(process.execPath, jestArgs, { cwd: root });
    if (!existsSync(outputFile))
      return { outcome: 'failed', why: `Jest ended with exit code ${code} before any result` };
    const result = JSON.parse(readFileSync(outputFile, 'utf8'));
    const counts = countTests(result);
    for (const outcome of Object.keys(tests)) tests[outcome] += counts[outcome];
    triedAgain.push(...passedWhenTriedAgain(result, root));
    const skipped = skippedTests(result, root);
    return {
      outcome: code === 0 ? 'passed' : 'failed',
      isInTests: code === 0 || counts.failed > 0,
      output:
        skipped.length === 0 ? '' : ['Skipped tests:', ...skipped.map((title) => `  ${title}`)].join('\n'),
    };
  });
}

function summarise() {
  say(`\n${duration(Date.now() - startedAt)} in all`);
  for (const { outcome, name, why } of results) {
    if (outcome !== 'passed') say(`${outcome}: ${name}${why === undefined ? '' : ` (${why})`}`);
  }
  for (const title of triedAgain) say(`passed when tried again: ${title}`);
  say(`\n${closingLine(results, tests)}`);
  process.exitCode = results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

function readArguments() {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { only: { type: 'string' }, 'no-flows': { type: 'boolean' } },
  });
  const parts = ['lint', 'unit', 'flows', 'generated'];
  if (values.only !== undefined && !parts.includes(values.only))
    giveUp(`--only takes one of: ${parts.join(', ')}`);
  return { only: values.only, noFlows: values['no-flows'] ?? false, paths: positionals };
}
