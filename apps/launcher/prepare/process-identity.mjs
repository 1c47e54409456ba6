import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Names one process for as long as it lives: a number alone may be given to another one later.
 *
 * @param {number} pid
 * @returns {string | undefined} when it started, in the system's own words; undefined when no such process runs
 */
export function identifyProcess(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (existsSync('/proc/self/stat')) return identifyOnLinux(pid);
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

function identifyOnLinux(pid) {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name in brackets may hold spaces and brackets; what follows its last one is state (3rd) to start time (22nd).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startedAtTicks] = [fields[0], fields[19]];
  return state === 'Z' || state === 'X' ? undefined : `${startedAtTicks} ${bootId()}`;
}

function bootId() {
  return readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}
