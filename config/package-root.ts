import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of package.json, found upwards from this file; the same from the sources and from `dist/`. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json was not found above the configuration code');
    folder = parent;
  }
  return folder;
}
