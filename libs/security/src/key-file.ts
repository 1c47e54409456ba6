import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { WrappingKey } from './local-key-service.js';

/** A key that cannot be used. There is no way on without it: nothing is ever stored in clear instead. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';

  constructor(
    readonly code: 'KEY.READABLE_BY_OTHERS' | 'KEY.NOT_A_FILE' | 'KEY.MALFORMED',
    sentence: string,
  ) {
    super(sentence);
  }
}

/**
 * The wrapping key in `file`; where there is none, 32 random bytes are written there as base64, mode 0600.
 *
 * Two processes that start at once end with the same key. An existing file is never changed.
 * Throws `KeyFileError`, or the file system's own error.
 */
export async function loadOrCreateWrappingKey(file: string): Promise<WrappingKey> {
  return asWrappingKey(await loadOrCreateKey(file));
}

/** A wrapping key handed in as base64 of 32 bytes, such as from the environment. */
export function wrappingKeyFrom(base64: string): WrappingKey {
  return asWrappingKey(keyFrom(base64, 'the wrapping key'));
}

/** As `loadOrCreateWrappingKey`, for any other key of 32 bytes. */
export async function loadOrCreateKey(file: string): Promise<KeyObject> {
  const existing = await readKey(file);
  if (existing) return existing;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await createKey(file);
  const created = await readKey(file);
  if (!created) throw new KeyFileError('KEY.NOT_A_FILE', `${file} disappeared while it was being created.`);
  return created;
}

/** A key handed in as base64 of 32 bytes. `name` is what an error calls it. */
export function keyFrom(base64: string, name: string): KeyObject {
  const text = base64.trim();
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== keyBytes || bytes.toString('base64') !== text)
    throw new KeyFileError(
      'KEY.MALFORMED',
      `${name} is not base64 of ${keyBytes} bytes; restore it from a backup.`,
    );
  return createSecretKey(bytes);
}

const keyBytes = 32;
const readableByOthers = 0o077;

async function readKey(file: string): Promise<KeyObject | undefined> {
  const handle = await open(file, 'r').catch(undefinedWhere('ENOENT'));
  if (!handle) return undefined;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new KeyFileError('KEY.NOT_A_FILE', `${file} is not a file.`);
    if ((stat.mode & readableByOthers) !== 0)
      throw new KeyFileError(
        'KEY.READABLE_BY_OTHERS',
        `${file} can be read by other users of this machine. Run: chmod 600 '${file}'`,
      );
    return keyFrom(await handle.readFile('utf8'), file);
  } finally {
    await handle.close();
  }
}

/** Written and synced under another name first: a crash on the way leaves no half a key, and `link` never replaces. */
async function createKey(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(keyBytes).toString('base64')}\n`);
    await handle.sync();
    await link(draft, file).catch(undefinedWhere('EEXIST'));
  } finally {
    await handle.close();
    await unlink(draft);
  }
  await syncFolder(path.dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function undefinedWhere(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
    return undefined;
  };
}

/** The id is worked out from the key, so that a file needs no name for it; 64 bits of a hash tell nothing of 256. */
function asWrappingKey(key: KeyObject): WrappingKey {
  const hash = createHash('sha256').update('uniflag wrapping key id').update(key.export()).digest('hex');
  return { id: `wk-${hash.slice(0, 16)}`, key };
}
