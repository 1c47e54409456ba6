import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * Runs a command in a process group of its own; a signal that ends us ends the group first.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, logFile?: string }} where without `logFile` the output goes to the terminal
 * @returns {Promise<number>} exit code; 128 + signal number where a signal ended it, 127 where it could not start
 */
export function runCommand(command, args, { cwd, env = process.env, logFile }) {
  let output = 'inherit';
  if (logFile !== undefined) {
    mkdirSync(dirname(logFile), { recursive: true });
    output = openSync(logFile, 'w', 0o600);
  }
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
    const stops = Object.entries(endingSignals).map(([signal, number]) => {
      const stop = () => {
        endGroup(child.pid, 'SIGTERM');
        setTimeout(() => endGroup(child.pid, 'SIGKILL'), 3_000).unref();
        child.once('exit', () => process.exit(128 + number));
      };
      process.once(signal, stop);
      return () => process.removeListener(signal, stop);
    });
    const finish = (code) => {
      for (const forget of stops) forget();
      if (typeof output === 'number') closeSync(output);
      resolve(code);
    };
    child.once('error', () => finish(127));
    child.once('exit', (code, signal) => finish(code ?? 128 + (endingSignals[signal] ?? 9)));
  });
}

/**
 * @param {string} file
 * @param {number} lines
 * @returns {string} the last lines of a file, indented
 */
export function lastLines(file, lines) {
  return stripVTControlCharacters(readFileSync(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}

const endingSignals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

function endGroup(leaderPid, signal) {
  try {
    process.kill(-leaderPid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
