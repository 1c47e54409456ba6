import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateBinaries, restoreSymlinks } from './binaries.js';

it('restores the library links that an installation without scripts leaves out, as often as it is asked', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'uniflag-links-'));
  try {
    const native = path.join(folder, 'native');
    await mkdir(path.join(native, 'lib'), { recursive: true });
    await writeFile(path.join(native, 'lib/libexample.so.5.18'), 'synthetic library');
    const links = [{ source: 'native/lib/libexample.so.5.18', target: 'native/lib/libexample.so.5' }];
    await writeFile(path.join(native, 'pg-symlinks.json'), JSON.stringify(links));

    await restoreSymlinks(native);
    await restoreSymlinks(native);

    expect(await readFile(path.join(native, 'lib/libexample.so.5'), 'utf8')).toBe('synthetic library');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('finds the programs that npm installed for this machine', async () => {
  const { postgres, initdb, pgCtl } = await locateBinaries();
  for (const program of [postgres, initdb, pgCtl])
    expect((await readFile(program)).length).toBeGreaterThan(0);
});
