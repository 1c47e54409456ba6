import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identifyProcess } from './process-identity.mjs';

/**
 * Makes this process the only launcher of its checkout, until it ends.
 *
 * @param {string} file lock file; its folder exists
 * @returns {{ taken: true, release: () => void } | { taken: false, ownerPid: number }}
 */
export function takeLock(file) {
  const mine = JSON.stringify({ pid: process.pid, identity: identifyProcess(process.pid) });
  for (;;) {
    if (created(file, mine)) return { taken: true, release: () => removeIf(file, mine) };
    const found = readIfThere(file);
    const owner = found === undefined ? undefined : ownerOf(found);
    if (owner !== undefined && identifyProcess(owner.pid) === owner.identity) {
      return { taken: false, ownerPid: owner.pid };
    }
    // Its owner was killed. Only what was read is removed: another starter may have been faster.
    if (found !== undefined) removeIf(file, found);
  }
}

/** Makes the file with its content at once, so that nobody reads half of it. */
function created(file, content) {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, content, { mode: 0o600 });
  const isFirst = linkedUnlessThere(aside, file);
  rmSync(aside);
  return isFirst;
}

function linkedUnlessThere(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function removeIf(file, content) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== content) linkedUnlessThere(aside, file);
  rmSync(aside);
}

function ownerOf(content) {
  try {
    const { pid, identity } = JSON.parse(content);
    return { pid, identity };
  } catch (error) {
    // Torn by a crash in the middle of writing: nobody owns it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
