import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk that can be filled up. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives it back. */
  empty(): void;
  close(): void;
}

/** @returns undefined where this user may mount no file system */
export function mountSmallDisk(sizeMiB: number): SmallDisk | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'uniflag-test-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${sizeMiB}m,mode=0755`, 'tmpfs', folder];
  if (spawnSync('mount', options).status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, 'a');
      // Smaller at the end, so that not one page is left.
      for (const sizeBytes of [1_048_576, 4_096, 1]) while (couldWrite(file, sizeBytes));
      closeSync(file);
    },
    empty: () => rmSync(ballast, { force: true }),
    close: () => {
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function couldWrite(file: number, sizeBytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(sizeBytes)) === sizeBytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
