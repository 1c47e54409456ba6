import type { Change, NewHold } from '#application';
import { base64 } from './rows.js';

const holdRecord = `(kind text, id uuid, "reportId" uuid, reason text, "untilMs" bigint, note text, by jsonb,
  "gradedById" text)`;

/** Stores the hold ($6) of the report that is being filed. */
export const filedHold = `
  new_hold AS (
    INSERT INTO report_holds (id, report_id, reason, until_at, note, held_by, held_by_id, graded_by_id, held_at)
    SELECT h.id, r.id, h.reason, to_timestamp(h."untilMs" / 1000.0), decode(h.note, 'base64'), h.by ->> 'name',
      h.by ->> 'id', h."gradedById", r.created_at
    FROM new_report r CROSS JOIN jsonb_to_record($6::jsonb) AS h${holdRecord}
  )`;

/** Holds reports and releases them ($12), keeps why submissions were withdrawn ($13), and stores what corrects others ($14). */
export const actChanges = `
  new_holds AS (
    INSERT INTO report_holds AS h (id, report_id, reason, until_at, note, held_by, held_by_id, graded_by_id)
    SELECT i.id, i."reportId", i.reason, to_timestamp(i."untilMs" / 1000.0), decode(i.note, 'base64'), i.by ->> 'name',
      i.by ->> 'id', i."gradedById"
    FROM jsonb_to_recordset($12::jsonb) AS i${holdRecord} WHERE i.kind = 'held'
    ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, until_at = excluded.until_at, note = excluded.note
  ),
  graded_holds AS (
    UPDATE report_holds h SET graded_by_id = i."gradedById"
    FROM jsonb_to_recordset($12::jsonb) AS i${holdRecord} WHERE i.kind = 'graded' AND h.id = i.id
  ),
  released_holds AS (
    UPDATE report_holds h SET released_by = i.by ->> 'name', released_by_id = i.by ->> 'id', released_at = now()
    FROM jsonb_to_recordset($12::jsonb) AS i${holdRecord} WHERE i.kind = 'released' AND h.id = i.id
  ),
  new_withdrawals AS (
    INSERT INTO withdrawals (submission_id, reason, note, withdrawn_by)
    SELECT i."submissionId", i.reason, decode(i.note, 'base64'), i.by
    FROM jsonb_to_recordset($13::jsonb) AS i("submissionId" uuid, reason text, note text, by text)
    ON CONFLICT DO NOTHING
  ),
  correcting AS (
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind,
      names_person, target, content_hash, earlier_reference, delivery, decision, effects, verification, remedy, word,
      waiting_for, ask_answers, next_try_at, staff_due_at, urgency, mode, plan, hold_until, corrects, created_at)
    SELECT s.id, s.report_id, s.ordinal, s.reference, s.platform, s.channel, s.regime, s.asks, s.target_kind,
      s.names_person, decode(s.target, 'base64'), decode(s.content_hash, 'base64'), s.earlier_reference, s.delivery,
      s.decision, s.effects, s.verification, s.remedy, s.word, s.waiting_for, s.ask_answers,
      to_timestamp(s.next_try_ms / 1000.0), to_timestamp(s.staff_due_ms / 1000.0), s.urgency, s.mode, s.plan,
      to_timestamp(s.hold_ms / 1000.0), s.corrects, now()
    FROM jsonb_to_recordset($14::jsonb) AS s(id uuid, report_id uuid, ordinal int, reference text, platform text,
      channel text, regime text, asks text[], target_kind text, names_person boolean, target text, content_hash text,
      earlier_reference text, delivery text, decision text, effects text[], verification text, remedy text, word text,
      waiting_for text, ask_answers jsonb, next_try_ms bigint, staff_due_ms bigint, urgency smallint, mode text,
      plan jsonb, hold_ms bigint, corrects uuid)
  )`;

/** The values $12 and $13. */
export function actValues({ holds = [], withdrawals = [] }: Change) {
  return [
    JSON.stringify(holds.map((hold) => (hold.kind === 'held' ? holdColumns(hold) : hold))),
    JSON.stringify(withdrawals.map((each) => ({ ...each, note: each.note && base64(each.note) }))),
  ];
}

export function holdColumns<Hold extends NewHold>(hold: Hold) {
  return { ...hold, note: hold.note && base64(hold.note) };
}
