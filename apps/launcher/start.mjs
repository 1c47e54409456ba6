#!/usr/bin/env node
/**
 * `npm start`: from a bare clone to a running Uniflag. Only Node's built-in modules until the packages are installed.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { requireNode } from './prepare/node-version.mjs';

const parentPid = process.env.npm_lifecycle_event === undefined ? undefined : process.ppid;
const rootFolder = resolve(fileURLToPath(new URL('../../', import.meta.url)));
requireNode(rootFolder);
// Loaded after the check: an older Node could not read these.

const { readOptions, usage } = await import('./prepare/options.mjs');
const { giveUp, say } = await import('./prepare/say.mjs');

const read = readOptions(process.argv.slice(2), process.env);
if (read.outcome === 'refused') giveUp(read.reason, 'See: npm start -- --help');
if (read.options.help) {
  say(usage);
  process.exit(0);
}

const stateFolder = join(rootFolder, '.uniflag');
makeStateFolder();
await becomeTheOnlyOne();

const { ensureInstalled } = await import('./prepare/install.mjs');
const { ensureBuilt } = await import('./prepare/build.mjs');
const { identifyProcess } = await import('./prepare/process-identity.mjs');
const links = await import('./prepare/sign-in-link.mjs');
await ensureInstalled(rootFolder, stateFolder);
await ensureBuilt(rootFolder, stateFolder);

const main = join(rootFolder, 'dist', 'apps', 'launcher', 'src', 'main.js');
const { launch } = await import(pathToFileURL(main).href);
await launch({ root: rootFolder, options: read.options, identifyProcess, links, parentPid });

function makeStateFolder() {
  try {
    mkdirSync(join(stateFolder, 'logs'), { recursive: true, mode: 0o700 });
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    giveUp(
      `Uniflag keeps its data in ${stateFolder}, which this user cannot write.`,
      'Start it as the user who owns the checkout, or from a copy of your own.',
    );
  }
}

/** Takes the lock of this checkout, or says where the one that holds it runs and ends. */
async function becomeTheOnlyOne() {
  const { takeLock } = await import('./prepare/lock.mjs');
  const { findRunning } = await import('./prepare/running-instance.mjs');
  for (;;) {
    const lock = lockOrGiveUp(takeLock);
    if (lock.taken) {
      process.on('exit', lock.release);
      return;
    }
    const found = await findRunning(join(stateFolder, 'run.json'), lock.ownerPid, () =>
      say(`Uniflag is being started by process ${lock.ownerPid}; waiting for it …`),
    );
    if (found.outcome === 'up') await sayWhereItRuns(found.run);
    if (found.outcome === 'stuck') {
      giveUp(
        `Process ${lock.ownerPid} holds this checkout, but its API does not answer.`,
        `End it with: kill ${lock.ownerPid}   and start again. Its logs are in .uniflag/logs/.`,
      );
    }
  }
}

function lockOrGiveUp(takeLock) {
  try {
    return takeLock(join(stateFolder, 'lock.json'));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    return giveUp(
      `Another user's data is in ${stateFolder}.`,
      'Start Uniflag as the user who owns it, or from a copy of your own.',
    );
  }
}

async function sayWhereItRuns(run) {
  say(`Uniflag already runs from this checkout (process ${run.pid}).`);
  if (run.consoleUrl !== null) say(`  Console    ${await freshLink(run)}`);
  if (run.consoleUrl !== null) await sayAdministratorLink(run);
  say(`  API        ${run.apiUrl}/v1`);
  say(`  Simulator  ${run.simulatorUrl}`);
  if (process.argv.length > 2)
    say('The options given now were not used; stop it first to start it with others.');
  process.exit(0);
}

async function sayAdministratorLink(run) {
  const { createAdministratorLink } = await import('./prepare/sign-in-link.mjs');
  const link = await createAdministratorLink(run).catch(() => undefined);
  if (link !== undefined) say(`  Account    ${link}  (of the first administrator, within 30 minutes)`);
}

async function freshLink(run) {
  const { createSignInLink } = await import('./prepare/sign-in-link.mjs');
  try {
    return `${await createSignInLink(run)}  (opens signed in, once, within 30 minutes)`;
  } catch (error) {
    return `${run.consoleUrl}  (sign in with the API key; ${error.message})`;
  }
}
