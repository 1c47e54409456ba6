import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

describe('the check of the catalogues, which the build begins with', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniflag-words-'));
    cpSync(join(root, 'apps/console'), join(folder, 'console'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const check = () =>
    new Promise<number>((resolve) => {
      const cli = join(root, 'node_modules/i18next-cli/dist/esm/cli.js');
      const cliProcess = execFile(process.execPath, [cli, 'extract', '--ci', '--dry-run'], {
        cwd: join(folder, 'console'),
      });
      cliProcess.once('exit', (code) => resolve(code ?? -1));
    });
  /** Checks with a file changed, and puts it back. */
  const checkWith = async (file: string, change: (text: string) => string) => {
    const path = join(folder, 'console/src', file);
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, change(before));
    const code = await check();
    writeFileSync(path, before);
    return code;
  };
  const changed = (change: (catalogue: Record<string, unknown>) => void) => (text: string) => {
    const catalogue = JSON.parse(text) as Record<string, unknown>;
    change(catalogue);
    return `${JSON.stringify(catalogue, null, 2)}\n`;
  };

  it('passes', async () => {
    expect(await check()).toBe(0);
  });

  it.each(['en', 'fr', 'nl', 'de'])('fails where %s lacks a key', async (language) => {
    const file = `i18n/locales/${language}/reports.json`;
    expect(
      await checkWith(
        file,
        changed((catalogue) => delete catalogue['title']),
      ),
    ).toBe(1);
  });

  it.each(['en', 'fr', 'nl', 'de'])('fails where %s has a key that nobody uses', async (language) => {
    const file = `i18n/locales/${language}/reports.json`;
    expect(
      await checkWith(
        file,
        changed((catalogue) => (catalogue['zzPlanted'] = 'synthetic')),
      ),
    ).toBe(1);
  });

  it('fails where the code uses a key that no language has', async () => {
    const use = (text: string) => text.replace(`t('title')`, `t('zzPlanted')`);
    expect(await checkWith('features/reports/reports-page.tsx', use)).toBe(1);
  });
});
