import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attack } from './attack.js';
import { attacks } from './attacks.js';

const root = join(__dirname, '..', '..');

/** `npm run attacks:proof [NAME …]`: makes each attack with its guard, then without. @returns the exit code */
export function main(names: readonly string[]): number {
  const unknown = names.filter((name) => !attacks.some((attack) => attack.name === name));
  if (unknown.length > 0) throw new Error(`no attack ${unknown.join(', ')}`);
  const chosen = attacks.filter(({ name }) => names.length === 0 || names.includes(name));
  const guarded = outcomes(chosen);
  const rows = chosen.map((attack, place) => {
    const row = {
      attack: attack.name,
      with: again(guarded[place], attack, []),
      without: again(undefined, attack, attack.without),
    };
    process.stderr.write(`${row.attack}: ${row.with} with its guard, ${row.without} without\n`);
    return row;
  });
  const isProven = rows.every((row) => row.with === 'stopped' && row.without === 'succeeds');
  process.stdout.write(`${rows.length} attacks: ${isProven ? 'each' : 'NOT each'} is stopped by its guard\n`);
  return isProven ? 0 : 1;
}

/** What did not come to an end on a busy machine is made once more, by itself. */
function again(first: Outcome | undefined, attack: Attack, without: Attack['without']): Outcome {
  let outcome = first;
  for (let turn = 0; turn < 2 && (outcome === undefined || outcome === 'broken'); turn += 1)
    [outcome] = outcomes([attack], without);
  return outcome ?? 'broken';
}

type Outcome = 'stopped' | 'succeeds' | 'broken';
interface Result {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** How a test says that it saw something; other failures are its own, such as a server that does not start. */
const sawIt = /expect\(|Property failed|leaves the connection open/;

/** Of each attack, all in one run; `broken` where its test did not come to an end: that would prove nothing. */
function outcomes(made: readonly Attack[], without: Attack['without'] = []): readonly Outcome[] {
  const folder = mkdtempSync(join(tmpdir(), 'uniflag-attack-'));
  const outputFile = join(folder, 'result.json');
  const titles = made.map(({ test }) => test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/jest/bin/jest.js'),
      ...['--ci', '--forceExit', '--runInBand', '--json', `--outputFile=${outputFile}`],
      ...['--testNamePattern', titles.join('|')],
      ...['--runTestsByPath', ...new Set(made.map(({ spec }) => spec))],
    ],
    { cwd: root, stdio: 'ignore', env: { ...process.env, UNIFLAG_PLANTED: JSON.stringify(without) } },
  );
  const { testResults } = JSON.parse(readFileSync(outputFile, 'utf8')) as {
    testResults: { name: string; assertionResults: Result[] }[];
  };
  rmSync(folder, { recursive: true });
  return made.map(({ spec, test }) =>
    outcomeOf(
      testResults
        .filter(({ name }) => name === join(root, spec))
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ fullName, status }) => fullName.includes(test) && /^(passed|failed)$/.test(status)),
    ),
  );
}

function outcomeOf(results: readonly Result[]): Outcome {
  if (results.length > 0 && results.every(({ status }) => status === 'passed')) return 'stopped';
  return results.some(({ failureMessages }) => failureMessages.some((message) => sawIt.test(message)))
    ? 'succeeds'
    : 'broken';
}
