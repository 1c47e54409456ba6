import { mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunning, stopEmbeddedPostgres } from '../../../libs/persistence/src/embedded/index.js';
import { redisPidFile } from './redis.js';

const prefix = 'uniflag-storm-';

/** A folder for one run. What runs that were killed left behind is ended and removed first. */
export async function newRunFolder(): Promise<string> {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : NaN;
    if (!Number.isNaN(owner) && !isRunning(owner)) await removeAbandoned(path.join(tmpdir(), name));
  }
  return mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
}

/** @returns where it lies from now on; no later run removes it */
export function keptFolder(folder: string): string {
  const kept = folder.replace(prefix, `${prefix}kept-`);
  renameSync(folder, kept);
  return kept;
}

async function removeAbandoned(folder: string): Promise<void> {
  await stopEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
  const redis = Number(textOf(path.join(folder, 'redis', redisPidFile)));
  // A process id may be another program's by now.
  if (redis > 0 && textOf(`/proc/${redis}/comm`).startsWith('redis-server')) process.kill(redis, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

/** Empty where there is no such file. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
