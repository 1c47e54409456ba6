import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { npmCommand, npmEnvironment } from './npm.mjs';
import { lastLines, runCommand } from './run-logged.mjs';
import { duration, giveUp, say } from './say.mjs';

/** What the build reads. Specs are left out: changing one does not change the product. */
const sources = [
  'apps',
  'libs',
  'config',
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.base.json',
  'tsconfig.build.json',
];
const leftOut = /\.spec\.ts$|^node_modules$/;

/**
 * Builds dist/, unless it was built from exactly these sources.
 *
 * @param {string} root        the checkout
 * @param {string} stateFolder for the log
 */
export async function ensureBuilt(root, stateFolder) {
  const stamp = sourcesStamp(root);
  if (isBuiltFrom(root, stamp)) return;
  say('Building …');
  const startedAt = Date.now();
  const { code, logFile } = await build(root, stateFolder, stamp);
  if (code !== 0) {
    giveUp(
      `The build failed (exit code ${code}). Its last lines:`,
      lastLines(logFile, 25),
      '',
      `All of its output: ${relative(process.cwd(), logFile)}`,
    );
  }
  say(`  built in ${duration(Date.now() - startedAt)}`);
}

/** @returns {Promise<{ code: number, logFile: string }>} */
export async function build(root, stateFolder, stamp = sourcesStamp(root)) {
  const logFile = join(stateFolder, 'logs', 'build.log');
  const { command, args } = npmCommand();
  const env = npmEnvironment(stateFolder);
  const code = await runCommand(command, [...args, 'run', 'build'], { cwd: root, env, logFile });
  // Last, so that a broken-off build is not taken for a finished one.
  if (code === 0) writeFileSync(stampFile(root), stamp);
  return { code, logFile };
}

export function isBuiltFrom(root, stamp) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === stamp;
}

function stampFile(root) {
  return join(root, 'dist', '.built-from');
}

/**
 * One hash over names and contents of everything the build reads.
 *
 * @param {string} root
 * @returns {string} SHA-256 in hex
 */
export function sourcesStamp(root) {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, root, source);
  return hash.digest('hex');
}

function addToHash(hash, root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const entries = foldersOnly(full);
  if (entries === undefined) {
    const content = readFileSync(full);
    hash.update(`${path}\0${content.length}\0`).update(content);
    return;
  }
  for (const name of entries) if (!leftOut.test(name)) addToHash(hash, root, `${path}/${name}`);
}

/** Sorted names in a folder, undefined where the path is a file. */
function foldersOnly(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
