import type { Urgency } from './taxonomy/category.js';
import type { Word } from './submission/word.js';

/** How long a platform may take before somebody asks; the law names no days, so these are the installation's own. */
export interface DeadlineRules {
  readonly decisionCriticalMs: number;
  readonly decisionOtherMs: number;
}

export const slaStates = ['ON_TRACK', 'DUE_SOON', 'BREACHED', 'PAUSED'] as const;
export type SlaState = (typeof slaStates)[number];

/** When a decision is due for a notice sent at `sentAtMs`. */
export function decisionDueAtMs(sentAtMs: number, urgency: Urgency, rules: DeadlineRules): number {
  return sentAtMs + (urgency === 'CRITICAL' ? rules.decisionCriticalMs : rules.decisionOtherMs);
}

const waitingOnPlatform: readonly Word[] = ['sent', 'acknowledged', 'under_review'];
const dueSoonShareMs = 6 * 60 * 60 * 1000;

/** Whether a submission keeps its time: only the platform's own time counts. */
export function slaOf(word: Word, dueAtMs: number | null, nowMs: number): SlaState {
  if (word === 'info_requested') return 'PAUSED';
  if (dueAtMs === null || !waitingOnPlatform.includes(word)) return 'ON_TRACK';
  if (nowMs >= dueAtMs) return 'BREACHED';
  return nowMs >= dueAtMs - dueSoonShareMs ? 'DUE_SOON' : 'ON_TRACK';
}
