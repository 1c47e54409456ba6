import type { Submission } from '#client';

const ended: readonly Submission['word'][] = [
  ...(['refused', 'expired', 'restricted', 'reversed', 'duplicate'] as const),
  ...(['target_not_found', 'failed', 'contested'] as const),
];

/** Whether one asks what can still be done: it ended without being gone, nobody answers in time, or a way was taken. */
export function hasEnded({ word, sla, remedy }: Submission): boolean {
  return ended.includes(word) || sla === 'BREACHED' || remedy !== 'NONE';
}
