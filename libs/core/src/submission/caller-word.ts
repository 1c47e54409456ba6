import type { Word } from './word.js';

/**
 * What whoever called reads of a submission: one plain sentence each, without reasons and without how we work.
 *
 * GONE_UNEXPLAINED  it is no longer to be seen, and the platform did not say that it removed it
 * NO_DECISION       the platform closed it without one
 */
export const callerWords = [
  'PREPARING',
  'UNCERTAIN',
  'NOT_DELIVERED',
  'ASKED',
  'RECEIVED',
  'ASKED_US',
  'LIMITED',
  'SAID_GONE',
  'GONE',
  'GONE_UNEXPLAINED',
  'STILL_THERE',
  'REFUSED',
  'NOT_FOUND',
  'REPORTED_BEFORE',
  'NO_DECISION',
  'PUT_BACK',
  'CHALLENGED',
  'BACK',
  'WITHDRAWN',
] as const;
export type CallerWord = (typeof callerWords)[number];

export const callerWordOf: Readonly<Record<Word, CallerWord>> = {
  queued: 'PREPARING',
  staff_action: 'PREPARING',
  blocked: 'PREPARING',
  delivery_uncertain: 'UNCERTAIN',
  failed: 'NOT_DELIVERED',
  sent: 'ASKED',
  acknowledged: 'RECEIVED',
  under_review: 'RECEIVED',
  info_requested: 'ASKED_US',
  restricted: 'LIMITED',
  removed: 'SAID_GONE',
  gone_verified: 'GONE',
  gone_unexplained: 'GONE_UNEXPLAINED',
  not_really_gone: 'STILL_THERE',
  refused: 'REFUSED',
  target_not_found: 'NOT_FOUND',
  duplicate: 'REPORTED_BEFORE',
  expired: 'NO_DECISION',
  reversed: 'PUT_BACK',
  contested: 'CHALLENGED',
  reappeared: 'BACK',
  withdrawn: 'WITHDRAWN',
};

/** After these there is nothing left that one could report oneself. */
export const goneForCallers: readonly CallerWord[] = ['SAID_GONE', 'GONE', 'GONE_UNEXPLAINED', 'WITHDRAWN'];
