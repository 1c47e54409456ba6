import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-logged.mjs';
import { say } from './say.mjs';

/** What the tests use of the system, and what they cannot show without it. */
const needed = [
  {
    package: 'redis-server',
    commands: ['redis-server', 'valkey-server'],
    without: 'the tests that need a Redis',
  },
  {
    package: 'exim4-daemon-light',
    commands: ['exim4'],
    without: 'the tests with real mail servers',
  },
  {
    package: 'dovecot-imapd',
    commands: ['dovecot'],
    without: 'the tests of reading a mailbox',
  },
  {
    // Its signatures (200 MB) are fetched by a service, which is not started; the tests have one of their own.
    package: 'clamav-daemon',
    commands: ['clamd'],
    without: 'the tests with a real virus scanner',
  },
  {
    package: 'faketime',
    commands: ['faketime'],
    without: 'the steps of clocks in storms',
  },
  {
    package: 'softhsm2',
    commands: ['softhsm2-util'],
    without: 'the tests of keys in a token',
  },
  {
    package: 'poppler-utils',
    commands: ['pdfinfo'],
    without: 'what a reader of PDFs sees in them',
  },
  {
    package: 'nginx',
    commands: ['nginx'],
    without: 'the test of the production shape',
  },
  {
    // For promtool; its service is not started.
    package: 'prometheus',
    commands: ['promtool'],
    without: 'the checks of alert rules and dashboards',
  },
  {
    // Without windows of its own: the same pages for half the work. A whole one does as well.
    package: 'chromium-headless-shell',
    commands: ['chromium-headless-shell'],
    instead: ['chromium', 'chromium-browser', 'google-chrome'],
    without: 'the tests in a browser',
  },
];

/**
 * Installs missing Debian packages where that is allowed, without starting a service of theirs.
 *
 * @param {string} root
 * @param {string} logFile output of apt-get
 * @returns {Promise<import('./closing-line.mjs').StepResult>}
 */
export async function ensureDebianPackages(root, logFile) {
  const name = 'Debian packages';
  const missing = needed.filter(({ commands }) => !commands.some(isOnPath));
  if (missing.length === 0) return { name, outcome: 'passed' };
  const list = missing.map((each) => each.package).join(' ');
  const lacking = missing.filter(({ instead = [] }) => !instead.some(isOnPath));
  const skipped = (why) =>
    lacking.length === 0
      ? { name, outcome: 'passed' }
      : {
          name,
          outcome: 'skipped',
          why: `${why}; not installed: ${lacking.map((each) => each.package).join(' ')}. Left out: ${lacking.map(({ without }) => without).join(', ')}`,
        };
  if (process.env.UNIFLAG_NO_APT === '1') return skipped('UNIFLAG_NO_APT=1 is set');
  if (!isOnPath('apt-get')) return skipped('this system has no apt-get');
  if (process.getuid?.() !== 0) return skipped('only root can install packages');
  say(`  installing with apt-get: ${list}`);
  const packages = missing.map((each) => each.package);
  const isInstalled = await withoutStartingServices(() => aptInstall(packages, root, logFile));
  return isInstalled ? { name, outcome: 'passed' } : skipped(`apt-get failed (its output: ${logFile})`);
}

async function aptInstall(packages, root, logFile) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  // One unreachable list of many makes the update fail; whether the packages are to be had shows below.
  await runCommand('apt-get', ['update', '-q'], { cwd: root, env, logFile: `${logFile}-update` });
  return (await runCommand('apt-get', install, { cwd: root, env, logFile })) === 0;
}

const policyFile = '/usr/sbin/policy-rc.d';
const savedPolicyFile = `${policyFile}.before-uniflag`;
const policy = '#!/bin/sh\n# Put here by the tests of Uniflag while packages are installed.\nexit 101\n';

/** Debian asks this file before it starts a service; 101 is no. An earlier one is put back, also after a Ctrl-C. */
async function withoutStartingServices(work) {
  restorePolicy();
  if (existsSync(policyFile)) renameSync(policyFile, savedPolicyFile);
  writeFileSync(policyFile, policy, { mode: 0o755 });
  process.once('exit', restorePolicy);
  try {
    return await work();
  } finally {
    process.removeListener('exit', restorePolicy);
    restorePolicy();
  }
}

function restorePolicy() {
  if (existsSync(policyFile) && readFileSync(policyFile, 'utf8') === policy) rmSync(policyFile);
  if (existsSync(savedPolicyFile)) renameSync(savedPolicyFile, policyFile);
}

function isOnPath(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => isExecutable(join(folder, command)));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(error.code)) return false;
    throw error;
  }
}
