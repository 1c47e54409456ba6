import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './lock.mjs';
import { identifyProcess } from './process-identity.mjs';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-lock-spec-'));
  file = join(folder, 'lock.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('takeLock', () => {
  it('is given once', () => {
    expect(takeLock(file)).toMatchObject({ taken: true });
    expect(takeLock(file)).toEqual({ taken: false, ownerPid: process.pid });
  });

  it('is given again after a release', () => {
    const lock = takeLock(file);
    if (lock.taken) lock.release();
    expect(existsSync(file)).toBe(false);
    expect(takeLock(file)).toMatchObject({ taken: true });
  });

  it.each([
    ['a process that ended', () => ({ pid: endedPid(), identity: 'any' })],
    [
      'another process that has the old number now',
      () => ({ pid: process.pid, identity: 'an earlier start' }),
    ],
  ])('is taken from %s', (_, owner) => {
    writeFileSync(file, JSON.stringify(owner()));
    expect(takeLock(file)).toMatchObject({ taken: true });
  });

  it('is taken over where a crash left half a file', () => {
    writeFileSync(file, '{"pid":');
    expect(takeLock(file)).toMatchObject({ taken: true });
  });

  it('is readable by its owner only, and leaves nothing beside it', () => {
    takeLock(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['lock.json']);
  });
});

describe('identifyProcess', () => {
  it('gives a running process one name', () => {
    expect(identifyProcess(process.pid)).toMatch(/\d/);
    expect(identifyProcess(process.pid)).toBe(identifyProcess(process.pid));
    expect(identifyProcess(1)).not.toBe(identifyProcess(process.pid));
  });

  it('gives an ended one none', () => {
    expect(identifyProcess(endedPid())).toBeUndefined();
  });
});

function endedPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}
