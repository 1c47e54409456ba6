import type { Change } from '#application';
import { base64, neverMs, stateColumns } from './rows.js';

/**
 * Keeps observations ($10) and stores new submissions ($11), which take what does not stand there from the one that they
 * repeat: where it goes, and whether it leaves for real.
 */
export const watchChanges = `
  new_observations AS (
    INSERT INTO observations (id, submission_id, seen, effects, observer, observed_at)
    SELECT i.id, i."submissionId", i.seen, i.effects, i.by, to_timestamp(i."observedAtMs" / 1000.0)
    FROM jsonb_to_recordset($10::jsonb) AS i(id uuid, "submissionId" uuid, seen text, effects text[], by text,
      "observedAtMs" bigint)
    ON CONFLICT DO NOTHING
  ),
  new_submissions AS (
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind,
      names_person, target, content_hash, earlier_reference, delivery, decision, effects, verification, remedy, word,
      waiting_for, ask_answers, next_try_at, staff_due_at, urgency, turn, mode, plan, repeats, good_faith_at, hold_until,
      created_at)
    SELECT i.id, e.report_id, i.ordinal, i.reference, e.platform, i.channel, e.regime, e.asks, e.target_kind,
      e.names_person, decode(i.target, 'base64'), e.content_hash, e.earlier_reference, i.delivery, i.decision, i.effects,
      i.verification, i.remedy, i.word, i.waiting_for, i.ask_answers, CASE WHEN i.is_due AND i.hold_ms IS NULL THEN now()
        WHEN i.is_due THEN to_timestamp(${neverMs / 1_000}) END,
      to_timestamp(i.staff_due_ms / 1000.0), e.urgency, e.turn,
      COALESCE(e.mode, (SELECT d.mode FROM sends d WHERE d.submission_id = e.id ORDER BY d.number DESC LIMIT 1),
        'rehearsed'),
      e.plan, e.id, to_timestamp(i.good_faith_ms / 1000.0),
      to_timestamp(i.hold_ms / 1000.0), now()
    FROM jsonb_to_recordset($11::jsonb) AS i(id uuid, repeats uuid, ordinal int, reference text, target text,
      is_due boolean, staff_due_ms bigint, good_faith_ms bigint, channel text, delivery text, decision text, effects text[], verification text, remedy text,
      word text, waiting_for text, ask_answers jsonb, hold_ms bigint)
    JOIN submissions e ON e.id = i.repeats
  )`;

/** The values $10 and $11. */
export function watchValues({ observations = [], newSubmissions = [] }: Change) {
  return [
    JSON.stringify(observations),
    JSON.stringify(
      newSubmissions.map(
        ({ id, repeats, ordinal, reference, state, target, isDue, goodFaithAtMs, staffDueAtMs }) => ({
          ...{ ...stateColumns(state), id, repeats, ordinal, reference },
          ...{
            target: base64(target),
            is_due: isDue,
            good_faith_ms: goodFaithAtMs,
            staff_due_ms: staffDueAtMs,
          },
        }),
      ),
    ),
  ];
}
