import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('uniflag.mjs', () => {
  let checkout: string;
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'uniflag-bin-'));
    mkdirSync(join(checkout, 'apps/cli'), { recursive: true });
    cpSync(join(__dirname, '../uniflag.mjs'), join(checkout, 'apps/cli/uniflag.mjs'));
    writeFileSync(join(checkout, 'package.json'), '{"type":"module"}');
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  it('says what to run where nothing is built', () => {
    const { status, stderr } = spawnSync(join(checkout, 'apps/cli/uniflag.mjs'), { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('npm run build') as string,
    });
  });

  it('runs what was built, with its arguments, also through a link', () => {
    mkdirSync(join(checkout, 'dist/apps/cli/src'), { recursive: true });
    writeFileSync(
      join(checkout, 'dist/apps/cli/src/main.js'),
      'process.stdout.write(process.argv.slice(2).join()); process.exitCode = 3;',
    );
    symlinkSync(join(checkout, 'apps/cli/uniflag.mjs'), join(checkout, 'uniflag'));
    const { status, stdout } = spawnSync(join(checkout, 'uniflag'), ['a', 'b'], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 3, stdout: 'a,b' });
  });
});
