import { removingEffects, runningRemedies, type Decision, type Delivery } from './axes.js';
import type { SubmissionState } from './state.js';

/** The one word shown, filtered and sent for a submission. */
export const words = [
  'queued',
  'staff_action',
  'blocked',
  'sent',
  'acknowledged',
  'under_review',
  'info_requested',
  'restricted',
  'removed',
  'gone_verified',
  'gone_unexplained',
  'not_really_gone',
  'refused',
  'target_not_found',
  'duplicate',
  'expired',
  'reversed',
  'contested',
  'reappeared',
  'delivery_uncertain',
  'failed',
  'withdrawn',
] as const;
export type Word = (typeof words)[number];

/** Without `secondLook`, content that can be seen was looked for twice; without the others, nobody held or withdrew it. */
type WordAxes = Pick<SubmissionState, 'delivery' | 'decision' | 'effects' | 'verification' | 'remedy'> &
  Partial<Pick<SubmissionState, 'secondLook' | 'holdUntilMs' | 'isWithdrawn'>>;

/** The word of a submission: the first rule that holds. */
export function wordOf(axes: WordAxes): Word {
  const { delivery, decision, verification, remedy, secondLook = null } = axes;
  const { holdUntilMs = null, isWithdrawn = false } = axes;
  const saidRemoved = isSaidRemoved(axes);
  if (delivery === 'CANCELLED' || isWithdrawn) return 'withdrawn';
  if (verification === 'REAPPEARED') return 'reappeared';
  if (runningRemedies.includes(remedy)) return 'contested';
  if (saidRemoved && verification === 'LIVE' && secondLook === null) return 'not_really_gone';
  if (verification === 'GONE') return decision === 'ACTIONED' ? 'gone_verified' : 'gone_unexplained';
  if (decision === 'ACTIONED') return saidRemoved ? 'removed' : 'restricted';
  if (decision !== 'NONE') return decisionWords[decision];
  if (verification === 'LIMITED') return 'restricted';
  return holdUntilMs !== null && stillHere.includes(delivery) ? 'blocked' : deliveryWords[delivery];
}

/** Deliveries of a notice that waits to leave: what a hold keeps here. */
const stillHere: readonly Delivery[] = ['PLANNED', 'BLOCKED', 'QUEUED', 'RETRY_WAIT', 'HANDOFF_PENDING'];

/** Whether the platform says that the content can no longer be reached. */
export function isSaidRemoved({ decision, effects }: Pick<SubmissionState, 'decision' | 'effects'>): boolean {
  return decision === 'ACTIONED' && effects.some((effect) => removingEffects.includes(effect));
}

const decisionWords: Record<Exclude<Decision, 'NONE' | 'ACTIONED'>, Word> = {
  UNDER_REVIEW: 'under_review',
  INFO_REQUESTED: 'info_requested',
  INFO_SUPPLIED: 'under_review',
  REFUSED: 'refused',
  NOT_FOUND: 'target_not_found',
  DUPLICATE: 'duplicate',
  EXPIRED: 'expired',
  REVERSED: 'reversed',
};

const deliveryWords: Record<Exclude<Delivery, 'CANCELLED'>, Word> = {
  PLANNED: 'queued',
  QUEUED: 'queued',
  SENDING: 'queued',
  RETRY_WAIT: 'queued',
  BLOCKED: 'blocked',
  UNCERTAIN: 'delivery_uncertain',
  HANDOFF_PENDING: 'staff_action',
  SENT: 'sent',
  ACKNOWLEDGED: 'acknowledged',
  FAILED: 'failed',
};
