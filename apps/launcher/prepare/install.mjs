import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { npmCommand, npmEnvironment } from './npm.mjs';
import { lastLines, runCommand } from './run-logged.mjs';
import { duration, giveUp, say } from './say.mjs';

/**
 * Installs the packages of package-lock.json, unless exactly those are there.
 *
 * @param {string} root        the checkout
 * @param {string} stateFolder for the log, and for npm's cache where its own cannot be written
 */
export async function ensureInstalled(root, stateFolder) {
  if (isInstalled(root)) return;
  const logFile = join(stateFolder, 'logs', 'install.log');
  say('Installing packages (npm ci); this takes a minute the first time …');
  const startedAt = Date.now();
  const reminder = setInterval(() => say(`  still installing (${duration(Date.now() - startedAt)})`), 20_000);
  const { command, args } = npmCommand();
  const npm = (...words) =>
    runCommand(command, [...args, ...words], { cwd: root, env: npmEnvironment(stateFolder), logFile });
  let code = await npm('ci');
  // Some registries lack packages for other systems, and a lock file made there does not name them.
  if (code !== 0 && readFileSync(logFile, 'utf8').includes('npm error code EUSAGE')) {
    say('  package-lock.json does not name every package of package.json; installing with npm install');
    code = await npm('install', '--no-save');
  }
  clearInterval(reminder);
  if (code !== 0) {
    giveUp(
      code === 127 ? 'npm was not found.' : `npm failed (exit code ${code}). Its last lines:`,
      lastLines(logFile, 25),
      '',
      `All of its output: ${relative(process.cwd(), logFile)}`,
      'Packages come from the registry that npm is set to (npm config get registry); behind a proxy, set HTTPS_PROXY.',
      'To install by hand: npm ci',
    );
  }
  say(`  packages installed in ${duration(Date.now() - startedAt)}`);
}

function isInstalled(root) {
  // npm writes the second file last, so a broken-off installation has none.
  const files = [join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json')];
  if (!files.every((file) => existsSync(file))) return false;
  const [wanted, present] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')).packages);
  return holdsAll(wanted, present);
}

/**
 * Whether what npm noted of node_modules is what the lock file asks for. Packages for other systems may be missing.
 *
 * @param {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} wanted  `packages` of package-lock.json
 * @param {Record<string, { version?: string }>} present `packages` of node_modules/.package-lock.json
 */
export function holdsAll(wanted, present) {
  const isThere = ([path, entry]) =>
    path === '' ||
    (path in present
      ? present[path].version === entry.version
      : entry.optional === true || entry.devOptional === true);
  return Object.entries(wanted).every(isThere);
}
