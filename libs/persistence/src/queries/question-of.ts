import type { FollowUpState, QuestionView } from '#application';
import type { Decision } from '#core';

/** The last answer to a question about the submission `x`, as JSON; without its text. */
export const latestAnswer = `SELECT jsonb_build_object('state', state, 'code', code,
    'asked_ms', floor(extract(epoch FROM asked_at) * 1000), 'given_ms', floor(extract(epoch FROM created_at) * 1000))
  FROM follow_ups WHERE submission_id = x.id AND purpose = 'INFORMATION' ORDER BY number DESC LIMIT 1`;

/** The last time that the platform was told, or is to be told, that content is still there. */
export const latestStillThere = `SELECT jsonb_build_object('state', state, 'code', code,
    'given_ms', floor(extract(epoch FROM created_at) * 1000))
  FROM follow_ups WHERE submission_id = x.id AND purpose = 'STILL_THERE' ORDER BY number DESC LIMIT 1`;

export interface StillThereJson {
  readonly state: FollowUpState;
  readonly code: string | null;
  readonly given_ms: number;
}

export interface AnswerJson {
  readonly state: FollowUpState;
  readonly code: string | null;
  readonly asked_ms: number;
  readonly given_ms: number;
}

const asked: readonly Decision[] = ['INFO_REQUESTED', 'INFO_SUPPLIED'];

/** The question that is open or was just answered; once the platform went on, the last one that was answered from here. */
export function questionOf(
  decision: Decision,
  decidedAtMs: number | null,
  latest: AnswerJson | null,
): QuestionView | null {
  const answer = latest && { state: latest.state, code: latest.code, givenAtMs: latest.given_ms };
  if (!asked.includes(decision) || decidedAtMs === null)
    return latest && { askedAtMs: latest.asked_ms, answer };
  return { askedAtMs: decidedAtMs, answer: latest?.asked_ms === decidedAtMs ? answer : null };
}
