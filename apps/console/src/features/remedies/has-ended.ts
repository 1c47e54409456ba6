import type { Submission } from '#client';

const ended: readonly Submission['word'][] = [
  ...(['refused', 'expired', 'restricted', 'reversed', 'duplicate'] as const),
  ...(['target_not_found', 'failed', 'contested'] as const),
];

/** Whether one asks what can still be done: it ended without being gone, nobody answers in time, or a way was taken. */
export function hasEnded({ word, sla, clock, remedy }: Submission): boolean {
  const isSilent = sla === 'BREACHED' && clock?.expectation === 'DECISION';
  return ended.includes(word) || isSilent || remedy !== 'NONE';
}
