import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** What people's scripts need to reach a running Uniflag. Holds secrets: mode 0600, there only while it runs. */
export interface RunFile {
  readonly apiUrl: string;
  readonly consoleUrl: string | null;
  readonly simulatorUrl: string;
  readonly apiKey: string;
  readonly databaseUrl: string;
  readonly pid: number;
}

/** Writes it in one step: whoever reads it sees all or nothing. */
export function writePrivately(file: string, content: unknown): void {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  // An earlier file of that name keeps its mode when it is written over.
  chmodSync(aside, 0o600);
  renameSync(aside, file);
}

/** Removes the file, unless it belongs to another process. */
export function removeRunFile(file: string, pid: number): void {
  const run = readJsonIfThere(file) as RunFile | undefined;
  if (run?.pid === pid) rmSync(file, { force: true });
}

/** @returns undefined where there is no such file, or no whole one */
export function readJsonIfThere(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
