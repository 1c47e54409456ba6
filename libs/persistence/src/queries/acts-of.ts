import {
  holdNoteField,
  mayHaveLeft,
  withdrawalNoteField,
  type DataKey,
  type FollowUpView,
  type HoldReason,
  type HoldView,
  type StandingPart,
  type WithdrawalView,
  type WithdrawReason,
} from '#application';
import type { SubmissionState } from '#core';

/** The hold of report `r` that nobody released, as JSON. */
export const holdOf = `(SELECT jsonb_build_object('id', h.id, 'reason', h.reason, 'by', h.held_by,
    'isUngraded', h.graded_by_id IS NOT NULL, 'note', encode(h.note, 'base64'), 'untilMs', floor(extract(epoch FROM h.until_at) * 1000),
    'atMs', floor(extract(epoch FROM h.held_at) * 1000))
  FROM report_holds h WHERE h.report_id = r.id AND h.released_at IS NULL)`;

/** Why submission `x` was withdrawn, as JSON. */
export const withdrawalOf = `(SELECT jsonb_build_object('reason', w.reason, 'by', w.withdrawn_by,
    'note', encode(w.note, 'base64'), 'atMs', floor(extract(epoch FROM w.withdrawn_at) * 1000))
  FROM withdrawals w WHERE w.submission_id = x.id)`;

/** Latest message that told the platform of submission `x` so, as JSON. */
export const toldOf = (purpose: 'WITHDRAWAL' | 'CORRECTION') => `(SELECT jsonb_build_object('state', f.state,
    'code', f.code, 'givenAtMs', floor(extract(epoch FROM f.created_at) * 1000))
  FROM follow_ups f WHERE f.submission_id = x.id AND f.purpose = '${purpose}' ORDER BY f.number DESC LIMIT 1)`;

/** Whether a report `r` has something for a person that nobody put aside. */
export const hasUnsnoozed = (
  attention: string,
) => `EXISTS (SELECT 1 FROM submissions n WHERE n.report_id = r.id
  AND n.word = ANY(${attention}) AND COALESCE(n.snoozed_until, now()) <= now())`;

export interface HoldJson {
  id: string;
  reason: HoldReason;
  by: string;
  isUngraded: boolean;
  note: string | null;
  untilMs: number;
  atMs: number;
}

export interface WithdrawalJson {
  reason: WithdrawReason;
  by: string;
  note: string | null;
  atMs: number;
}

interface Left<State = Pick<SubmissionState, 'delivery' | 'waitingFor'>> {
  readonly id: string;
  readonly state: State;
  readonly sentAtMs: number | null;
  readonly round: number;
  readonly unmarkedRound: number;
}

export function holdView(
  { id, reason, by, isUngraded, note, untilMs, atMs }: HoldJson,
  key: DataKey,
  submissions: readonly Left[],
  nowMs: number,
): HoldView {
  const left = submissions.flatMap((each) => (mayHaveLeft(each.state, each) ? [each.id] : []));
  const opened = note === null ? null : key.open(Buffer.from(note, 'base64'), holdNoteField(id));
  return { by, reason, untilMs, atMs, note: opened, isUngraded, isOverdue: nowMs >= untilMs, left };
}

/** @param message how the platform is told of it, where a worker does */
export function withdrawalView(
  { reason, by, note, atMs }: WithdrawalJson,
  key: DataKey,
  { id, state, ...sent }: Left<SubmissionState>,
  message: FollowUpView | null,
): WithdrawalView {
  const hasLeft = sent.sentAtMs !== null || message !== null || mayHaveLeft(state, sent);
  const standing: StandingPart[] = [
    ...(hasLeft ? (['NOTICE'] as const) : []),
    ...(state.decision === 'NONE' ? [] : (['DECISION'] as const)),
    ...(state.effects.length === 0 ? [] : (['EFFECTS'] as const)),
  ];
  const opened = note === null ? null : key.open(Buffer.from(note, 'base64'), withdrawalNoteField(id));
  return { reason, by, atMs, note: opened, standing, message, isByHand: hasLeft && message === null };
}
