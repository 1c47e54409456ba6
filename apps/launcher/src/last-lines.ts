import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

const readBytes = 64 * 1024;

/** The last lines of a log, indented; a sentence where there are none. */
export function lastLines(file: string, count: number): string {
  const text = existsSync(file) ? tail(file) : '';
  const lines = text.trimEnd().split('\n').slice(-count);
  return lines.length === 1 && lines[0] === ''
    ? '    (nothing was logged)'
    : lines.map((line) => `    ${line}`).join('\n');
}

function tail(file: string): string {
  const length = Math.min(statSync(file).size, readBytes);
  const bytes = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  readSync(handle, bytes, 0, length, statSync(file).size - length);
  closeSync(handle);
  return bytes.toString('utf8');
}
