import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { identifyProcess } from './process-identity.mjs';

/** A first start installs and builds, which can take minutes. */
const patienceMs = 15 * 60_000;
/** How long a running instance may take to answer before it is called stuck. */
const answerPatienceMs = 15_000;

/**
 * Waits until the launcher that owns this checkout is up.
 *
 * @param {string} runFile
 * @param {number} ownerPid
 * @param {() => void} onWaiting called once when it is not up yet
 * @returns {Promise<{ outcome: 'up', run: RunFile } | { outcome: 'ended' | 'stuck' }>}
 *
 * @typedef {{ apiUrl: string, consoleUrl: string | null, simulatorUrl: string, apiKey: string, databaseUrl: string, pid: number }} RunFile
 */
export async function findRunning(runFile, ownerPid, onWaiting) {
  const identity = identifyProcess(ownerPid);
  const startedAtMs = Date.now();
  let silentSinceMs;
  for (let round = 0; identity !== undefined && identifyProcess(ownerPid) === identity; round += 1) {
    const run = readRun(runFile);
    if (run?.pid === ownerPid) {
      if (await answers(run.apiUrl)) return { outcome: 'up', run };
      silentSinceMs ??= Date.now();
      if (Date.now() - silentSinceMs > answerPatienceMs) return { outcome: 'stuck' };
    } else if (Date.now() - startedAtMs > patienceMs) {
      return { outcome: 'stuck' };
    }
    if (round === 0) onWaiting();
    await wait(300);
  }
  return { outcome: 'ended' };
}

async function answers(apiUrl) {
  try {
    const response = await fetch(new URL('/health/live', apiUrl), { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    // Refused, reset or too late: whichever it is, there is no answer.
    return false;
  }
}

function readRun(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
