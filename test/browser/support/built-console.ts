import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Tests of a console that is not the one of these sources would prove nothing. */
export function requireBuiltConsole(): void {
  const page = statSync(join(root, 'dist/apps/console/index.html'), { throwIfNoEntry: false });
  const sources = ['apps/console', 'libs/client/src'].map((folder) => newestIn(join(root, folder)));
  if (page === undefined || page.mtimeMs < Math.max(...sources))
    throw new Error('dist/apps/console is not of these sources: run `npm run build:console` first.');
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => !file.endsWith('.spec.ts'),
  );
  return Math.max(...files.map((file) => statSync(join(folder, file)).mtimeMs));
}
