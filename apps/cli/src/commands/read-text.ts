import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../failures.js';
import type { World } from '../world.js';

/**
 * Reads a text in UTF-8.
 *
 * @param path of a file; `-` is standard input
 */
export async function readText(path: string, world: Pick<World, 'cwd' | 'readInput'>): Promise<string> {
  const bytes = await readBytes(path, world);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The decoder fails for no other reason than this.
    throw new UsageError(
      `${path === '-' ? 'The input' : path} is not text in UTF-8. Save it as UTF-8 and try again.`,
    );
  }
}

/** @param path of a file; `-` is standard input */
export async function readBytes(
  path: string,
  { cwd, readInput }: Pick<World, 'cwd' | 'readInput'>,
): Promise<Uint8Array> {
  if (path === '-') return readInput();
  try {
    return await readFile(resolve(cwd, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be read (${code ?? 'unknown'}).`);
  }
}
