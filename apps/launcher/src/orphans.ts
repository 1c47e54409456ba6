import { killGroup } from './kill-group.js';
import { readJsonIfThere, writePrivately } from './run-file.js';

/** Names one process for as long as it lives; undefined when no such process runs. */
export type IdentifyProcess = (pid: number) => string | undefined;

interface NotedProcess {
  readonly name: string;
  readonly pid: number;
  readonly identity: string;
}

/** Notes which processes are ours, so that the next start can end them when this one is killed and they go on. */
export function noteChildren(
  file: string,
  running: readonly { readonly name: string; readonly pid: number }[],
  identify: IdentifyProcess,
): void {
  const noted = running.flatMap(({ name, pid }): NotedProcess[] => {
    const identity = identify(pid);
    return identity === undefined ? [] : [{ name, pid, identity }];
  });
  writePrivately(file, noted);
}

/**
 * Kills what a killed launcher left behind. They end by themselves when it goes; only a hanging one is still there.
 *
 * @returns names of the processes that were ended
 */
export function endOrphans(file: string, identify: IdentifyProcess): string[] {
  const noted = (readJsonIfThere(file) ?? []) as readonly NotedProcess[];
  const alive = noted.filter(({ pid, identity }) => identify(pid) === identity);
  for (const { pid } of alive) killGroup(pid);
  return alive.map(({ name }) => name);
}
