import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
/** As `statfs(2)` names a file system in memory. */
const tmpfs = 0x01021994;
/** A run needs a tenth of it. */
const roomBytes = 2 * 1024 ** 3;

/**
 * Folder below which database servers of tests keep their data: in memory where there is room, else among temporary files.
 * Databases of tests come and go by the hundred, each of a thousand files, and ext4 searches longer for every one of them.
 */
export function dataRoot(): string {
  return isRoomInMemory() ? memory : tmpdir();
}

function isRoomInMemory(): boolean {
  if (!existsSync(memory)) return false;
  const { type, bavail, bsize } = statfsSync(memory);
  return type === tmpfs && bavail * bsize >= roomBytes;
}
