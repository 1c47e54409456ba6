import type { SubmissionState } from './state.js';
import { isSaidRemoved } from './word.js';

/**
 * Whether a new notice may say that content was removed before: the platform has had a notice, and the content was gone,
 * or said to be.
 */
export function wasGoneBefore(state: SubmissionState): boolean {
  const { delivery, verification } = state;
  if (delivery !== 'SENT' && delivery !== 'ACKNOWLEDGED') return false;
  return verification === 'REAPPEARED' || verification === 'GONE' || isSaidRemoved(state);
}
