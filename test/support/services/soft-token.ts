import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';
import { createKeyInToken } from '#security';

/** A token in a folder of its own, kept by SoftHSM. */
export interface SoftToken {
  readonly modulePath: string;
  readonly tokenLabel: string;
  readonly pin: string;
  /** Makes a wrapping key in it. */
  addKey(keyLabel: string): Promise<void>;
  /** Takes it out, as one pulls a token, and puts it back. */
  takeOut(): void;
  putBack(): void;
  drop(): void;
}

const modulePath = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/local/lib/softhsm/libsofthsm2.so'].find(
  existsSync,
);

export function whyNoSoftToken(): string | undefined {
  return modulePath === undefined ? 'SoftHSM is not installed (Debian package softhsm2)' : undefined;
}

/** The folder is one for this process: a module reads its settings when it is loaded. */
export function startSoftToken(tokenLabel = 'uniflag-test'): SoftToken {
  const folder = (root ??= newRoot());
  const [pin, soPin] = ['synthetic-pin', 'synthetic-so-pin'];
  execFileSync(
    'softhsm2-util',
    ['--init-token', '--free', '--label', tokenLabel, '--pin', pin, '--so-pin', soPin],
    { env: { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm2.conf') }, stdio: 'pipe' },
  );
  const [tokens, away] = [join(folder, 'tokens'), join(folder, 'away')];
  const token = { modulePath: modulePath ?? '', tokenLabel, pin };
  return {
    ...token,
    addKey: (keyLabel) => createKeyInToken({ ...token, keyLabel }),
    takeOut: () => moveAll(tokens, away),
    putBack: () => moveAll(away, tokens),
    drop: () => {
      // The next one of this process reads its own settings.
      koffi.load(token.modulePath).func('C_Finalize', 'ulong', ['void *'])(null);
      rmSync(folder, { recursive: true, force: true });
      root = undefined;
    },
  };
}

function moveAll(from: string, to: string): void {
  for (const each of readdirSync(from)) renameSync(join(from, each), join(to, each));
}

let root: string | undefined;

function newRoot(): string {
  const folder = mkdtempSync(join(tmpdir(), 'uniflag-token-'));
  for (const name of ['tokens', 'away']) mkdirSync(join(folder, name));
  const settings = `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`;
  writeFileSync(join(folder, 'softhsm2.conf'), settings);
  // In the environment that a module sees; that of a test is a copy.
  const setenv = koffi.load('libc.so.6').func('int setenv(const char *, const char *, int)');
  setenv('SOFTHSM2_CONF', join(folder, 'softhsm2.conf'), 1);
  return folder;
}
