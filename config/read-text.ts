import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { ConfigError } from './config-error.js';

/**
 * Reads a UTF-8 file.
 *
 * @param namedBy what led to this file, for the sentence when it cannot be read
 */
export function readText(file: string, namedBy: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigError([
      `${namedBy} names ${file}, which cannot be read (${code}). Correct the path or its rights.`,
    ]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([`${file} is not UTF-8. Save it again as UTF-8.`]);
  }
}

/** Reads a YAML file; its faults are told by kind and line, never by content, which may be secret. */
export function readYaml(file: string, namedBy: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(readText(file, namedBy), { lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const kind = code.toLowerCase().replaceAll('_', ' ');
    return `${file} is not usable YAML: ${kind} in line ${lines.linePos(pos[0]).line}.`;
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return document.toJS();
}
