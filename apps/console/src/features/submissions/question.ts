import type { Submission } from '#client';

/** Whether an answer to the platform's question is being sent: until that has ended there can be no other. */
export function isOnItsWay(question: Submission['question']): boolean {
  return question?.answer?.state === 'QUEUED' || question?.answer?.state === 'SENDING';
}
