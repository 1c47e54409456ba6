import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { fileNames } from './manifest.js';

/** A file of a dossier as it was read. */
export interface ReadFile {
  readonly bytes: number;
  readonly sha256: string;
  /** Of what is read on alone: the others are hashed on their way. */
  readonly content: Buffer | undefined;
}

/** No dossier comes near these: the largest report is a few megabytes of text. */
export interface ReadLimits {
  readonly fileBytes: number;
  /** Of all files together, unpacked. */
  readonly unpackedBytes: number;
  readonly files: number;
}

export const usualLimits: ReadLimits = {
  fileBytes: 256 * 1024 ** 2,
  unpackedBytes: 512 * 1024 ** 2,
  files: 32,
};

/** Why something is not read as a dossier. Its message says what to do and nothing of what stands in it. */
export class UnreadableDossier extends Error {
  override readonly name = 'UnreadableDossier';

  constructor(
    readonly code:
      | 'DOSSIER.NO_FILE'
      | 'DOSSIER.TOO_LARGE'
      | 'DOSSIER.PDF'
      | 'DOSSIER.NO_ZIP'
      | 'DOSSIER.DAMAGED'
      | 'DOSSIER.INCOMPLETE'
      | 'DOSSIER.OTHER_VERSION',
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}

/**
 * Reads the ZIP of a dossier. Nothing is unpacked before its sizes are known to be within the limits, nothing is written
 * anywhere, and no name in it is used as a path.
 *
 * @throws UnreadableDossier
 */
export async function readZip(
  path: string,
  limits: ReadLimits = usualLimits,
): Promise<ReadonlyMap<string, ReadFile>> {
  await checkWhole(path, limits);
  try {
    return await readEntries(
      await yauzl.openPromise(path, { autoClose: false, strictFileNames: true }),
      limits,
    );
  } catch (error) {
    if (error instanceof UnreadableDossier) throw error;
    throw new UnreadableDossier(
      'DOSSIER.DAMAGED',
      'This ZIP is damaged. Fetch the dossier again from where you have it; where that is of no help, ask whoever made it.',
      { cause: error },
    );
  }
}

async function checkWhole(path: string, { fileBytes }: ReadLimits): Promise<void> {
  const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableDossier(
      'DOSSIER.NO_FILE',
      `There is no file to read here (${error.code ?? 'unknown'}).`,
    );
  });
  if (!file.isFile()) throw new UnreadableDossier('DOSSIER.NO_FILE', 'This is no file.');
  if (file.size > fileBytes) throw tooLarge('This file', fileBytes);
  const start = await firstBytes(path);
  if (start.startsWith('%PDF'))
    throw new UnreadableDossier(
      'DOSSIER.PDF',
      'This is a PDF, which carries no signature. Ask for the ZIP of the dossier: it holds the PDF and what proves it.',
    );
  if (!start.startsWith('PK'))
    throw new UnreadableDossier(
      'DOSSIER.NO_ZIP',
      'This is no ZIP, so it is no dossier. Give the ZIP as you got it.',
    );
}

async function firstBytes(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function readEntries(zip: yauzl.ZipFile, limits: ReadLimits): Promise<ReadonlyMap<string, ReadFile>> {
  try {
    if (zip.entryCount > limits.files) throw tooMany(limits);
    const entries = new Map<string, yauzl.Entry>();
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      if (unpacked > limits.unpackedBytes)
        throw tooLarge('What is packed in this file', limits.unpackedBytes);
      if (entries.has(entry.fileName)) throw new Error('a name stands twice');
      entries.set(entry.fileName, entry);
    }
    const files = new Map<string, ReadFile>();
    // More than an entry says of itself is not unpacked: that counts as damaged.
    for (const [name, entry] of entries)
      files.set(name, await readFile(await zip.openReadStreamPromise(entry), name));
    return files;
  } finally {
    zip.close();
  }
}

async function readFile(stream: Readable, name: string): Promise<ReadFile> {
  const isReadOn = Object.values(fileNames).some((each) => each === name);
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    if (isReadOn) chunks.push(chunk);
  }
  return { bytes, sha256: hash.digest('hex'), content: isReadOn ? Buffer.concat(chunks) : undefined };
}

function tooLarge(what: string, mostBytes: number): UnreadableDossier {
  return new UnreadableDossier(
    'DOSSIER.TOO_LARGE',
    `${what} is larger than any dossier (${mostBytes / 1024 ** 2} MiB), so it was not read. Ask whoever sent it what it is.`,
  );
}

function tooMany({ files }: ReadLimits): UnreadableDossier {
  return new UnreadableDossier(
    'DOSSIER.TOO_LARGE',
    `More files are packed in this file than in any dossier (${files}), so it was not read. Ask whoever sent it what it is.`,
  );
}
