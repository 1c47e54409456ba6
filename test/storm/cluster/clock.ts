import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Debian's libfaketime, by which the clock of a running process is moved.
 *
 * @returns undefined where the package `faketime` is not installed
 */
export function clockLibrary(): string | undefined {
  const folders = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').map((name) => path.join('/usr/lib', name, 'faketime'))
    : [];
  return folders.map((folder) => path.join(folder, 'libfaketime.so.1')).find(existsSync);
}
