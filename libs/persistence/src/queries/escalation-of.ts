import type { EscalationView } from '#application';

type Message = EscalationView['messages'][number];

/** What was sent about the silence of the platform of the submission `x`, as JSON, the earliest first. */
export const reminders = `SELECT jsonb_agg(jsonb_build_object('purpose', purpose, 'state', state, 'code', code,
    'at_ms', floor(extract(epoch FROM COALESCE(closed_at, created_at)) * 1000)) ORDER BY number)
  FROM follow_ups WHERE submission_id = x.id AND purpose IN ('REMINDER', 'SECOND_CONTACT')`;

export interface ReminderJson extends Pick<Message, 'purpose' | 'state' | 'code'> {
  readonly at_ms: number;
}

export function messagesOf(rows: readonly ReminderJson[] | null): EscalationView['messages'] {
  return (rows ?? []).map(({ at_ms: atMs, ...message }) => ({ ...message, atMs }));
}
