import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { keyFrom, loadOrCreateKey, loadOrCreateWrappingKey, wrappingKeyFrom } from './key-file.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uniflag-key-'));
  file = path.join(folder, 'keys', 'wrapping.key');
});
afterEach(() => rm(folder, { recursive: true }));

describe('loadOrCreateWrappingKey', () => {
  it('writes 32 random bytes as base64, readable by its owner alone', async () => {
    const { key } = await loadOrCreateWrappingKey(file);
    const written = await readFile(file, 'utf8');
    expect(written).toBe(`${key.export().toString('base64')}\n`);
    expect(Buffer.from(written, 'base64')).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it('gives the same key and id on the next start, and other files other ones', async () => {
    const first = await loadOrCreateWrappingKey(file);
    const again = await loadOrCreateWrappingKey(file);
    const other = await loadOrCreateWrappingKey(`${file}.other`);
    expect(again.key.equals(first.key)).toBe(true);
    expect(again.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
    expect(wrappingKeyFrom(await readFile(file, 'utf8')).id).toBe(first.id);
  });

  it('gives one key to many that start at once, and leaves no draft', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadOrCreateWrappingKey(file)));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect(await readdir(path.dirname(file))).toEqual(['wrapping.key']);
  });

  it.each([0o640, 0o604, 0o660, 0o601])('refuses a file of mode %o and says what to do', async (mode) => {
    await loadOrCreateWrappingKey(file);
    await chmod(file, mode);
    await expect(loadOrCreateWrappingKey(file)).rejects.toMatchObject({
      code: 'KEY.READABLE_BY_OTHERS',
      message: expect.stringContaining('chmod 600'),
    });
  });

  it.each(['', 'not base64!', Buffer.alloc(31, 1).toString('base64'), 'canary'.repeat(8)])(
    'refuses the content %j, names none of it and changes nothing',
    async (content) => {
      await loadOrCreateWrappingKey(file);
      await writeFile(file, content);
      const refusal = loadOrCreateWrappingKey(file);
      await expect(refusal).rejects.toMatchObject({ code: 'KEY.MALFORMED' });
      await expect(refusal).rejects.not.toThrow(/canary|base64!/);
      expect(await readFile(file, 'utf8')).toBe(content);
    },
  );

  it('refuses a folder', async () => {
    await expect(loadOrCreateKey(folder)).rejects.toMatchObject({ code: 'KEY.NOT_A_FILE' });
  });
});

describe('keyFrom', () => {
  it('takes base64 of 32 bytes with white space around it', () => {
    const text = Buffer.alloc(32, 7).toString('base64');
    expect(keyFrom(` ${text}\n`, 'a synthetic key').export()).toEqual(Buffer.alloc(32, 7));
  });
});
