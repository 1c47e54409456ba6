import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isBuiltFrom, sourcesStamp } from './build.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'uniflag-build-spec-'));
  write('libs/core/src/index.ts', 'export {};');
  write('package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** Whether the stamp is another one after `change`. */
function changes(change: () => void): boolean {
  const before = sourcesStamp(root);
  change();
  return sourcesStamp(root) !== before;
}

describe('sourcesStamp', () => {
  it.each([
    ['a source changes', () => write('libs/core/src/index.ts', 'export { };')],
    ['a source is added', () => write('apps/api/src/main.ts', '')],
    [
      'a source is renamed',
      () => {
        rmSync(join(root, 'libs/core/src/index.ts'));
        write('libs/core/src/door.ts', 'export {};');
      },
    ],
    ['a setting of the package changes', () => write('package.json', '{"type":"module"}')],
  ])('differs when %s', (_, change) => {
    expect(changes(change)).toBe(true);
  });

  it.each([
    ['a file is only touched', () => utimesSync(join(root, 'package.json'), 1, 1)],
    ['a spec changes', () => write('libs/core/src/index.spec.ts', 'it')],
    ['a document changes', () => write('docs/guide.md', 'words')],
  ])('stays when %s', (_, change) => {
    expect(changes(change)).toBe(false);
  });
});

it('knows what dist was built from by the stamp that a finished build leaves', () => {
  expect(isBuiltFrom(root, 'one')).toBe(false);
  write('dist/.built-from', 'one');
  expect(isBuiltFrom(root, 'one')).toBe(true);
  expect(isBuiltFrom(root, 'other')).toBe(false);
});
