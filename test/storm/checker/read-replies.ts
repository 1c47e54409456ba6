import { existsSync, readFileSync } from 'node:fs';
import type { TakenMessage } from './records.js';

interface ReplyLine extends Pick<
  TakenMessage,
  'platform' | 'target' | 'step' | 'part' | 'messageKey' | 'writtenAtMs' | 'isEarly'
> {
  readonly copy: number;
}

/** The messages of platforms that Uniflag said it took, in the order it took them. */
export function readReplies(file: string): readonly TakenMessage[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as ReplyLine);
  const latestOf = new Map<number, number>();
  return lines.map(({ platform, target, step, part, messageKey, writtenAtMs, isEarly, copy }) => {
    const latestMs = latestOf.get(target) ?? 0;
    latestOf.set(target, Math.max(latestMs, writtenAtMs));
    return {
      ...{ platform, target, step, part, messageKey, writtenAtMs, isEarly },
      isRepeated: copy > 1,
      isShuffled: writtenAtMs < latestMs,
    };
  });
}
