import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const pollMs = 20;

/** What a server wrote about itself into `postmaster.pid` of its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** @returns undefined where no server runs on this folder, or it is too young to have written everything */
export async function readPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
}

/** Whether the process still works: one that ended and was never collected (a container without init) does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return processState(pid) !== 'Z';
}

/** Whether this process is a PostgreSQL server on that folder, and not another program that got an old process id. */
export function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (platform() === 'linux') return workingFolderOfPostgres(String(pid)) === realpathSync(dataDir);
  if (platform() === 'win32') return isRunning(pid);
  try {
    return execFileSync('/bin/ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).includes(
      'postgres',
    );
  } catch {
    return false; // ps ends with 1 where there is no such process
  }
}

/**
 * Removes the lock of a server that is gone, where PostgreSQL itself would not dare: its process id is another
 * program's now, or was never collected. Waits first until no process of the old server has the folder open.
 *
 * @param waitMs how long processes of the old server may take to notice that it is gone
 * @returns whether a lock was removed
 */
export async function releaseStaleLock(dataDir: string, waitMs: number): Promise<boolean> {
  const lock = await readPostmaster(dataDir);
  if (!lock || isPostmasterOf(lock.pid, dataDir)) return false;
  const isLeft = () => processesOn(dataDir).length > 0;
  if (!(await until(() => !isLeft(), waitMs))) {
    for (const pid of processesOn(dataDir)) signal(pid, 'SIGKILL');
    await until(() => !isLeft(), waitMs);
  }
  await rm(path.join(dataDir, 'postmaster.pid'), { force: true });
  return true;
}

/**
 * Stops a server: its clients are cut off, open transactions rolled back, everything written out.
 *
 * @param waitMs how long that may take; a server that needs longer is killed and recovers at the next start
 */
export async function stopPostmaster(
  pid: number,
  dataDir: string,
  pgCtl: string,
  waitMs: number,
): Promise<void> {
  if (!isRunning(pid) || !isPostmasterOf(pid, dataDir)) return;
  const family = processesOn(dataDir);
  if (platform() === 'win32') {
    await promisify(execFile)(pgCtl, [
      'stop',
      '-D',
      dataDir,
      '-m',
      'fast',
      '-t',
      String(Math.ceil(waitMs / 1000)),
    ]);
    return;
  }
  signal(pid, 'SIGINT');
  if (await until(() => !isRunning(pid), waitMs)) return;
  for (const each of new Set([pid, ...family, ...processesOn(dataDir)])) signal(each, 'SIGKILL');
  await until(() => !isRunning(pid), waitMs);
}

/** @returns whether the condition came true in time */
export async function until(condition: () => boolean | Promise<boolean>, waitMs: number): Promise<boolean> {
  const endMs = performance.now() + waitMs;
  while (!(await condition())) {
    if (performance.now() > endMs) return false;
    await pause(pollMs);
  }
  return true;
}

/** The system's code of something thrown, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Every PostgreSQL process that works on this folder; Linux only, empty elsewhere. */
function processesOn(dataDir: string): readonly number[] {
  if (platform() !== 'linux') return [];
  const folder = realpathSync(dataDir);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolderOfPostgres(name) === folder)
    .map(Number);
}

function workingFolderOfPostgres(pid: string): string | undefined {
  try {
    if (
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres' ||
      processState(Number(pid)) === 'Z'
    ) {
      return undefined;
    }
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // ended meanwhile, or another user's
  }
}

function processState(pid: number): string | undefined {
  if (platform() !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2)[0];
  } catch {
    return undefined; // ended meanwhile
  }
}
