import type { Change } from '#application';

/** Keeps switches of submissions to another channel ($12); written beside the submission itself. */
export const switchChanges = `
  new_switches AS (
    INSERT INTO channel_switches (submission_id, number, from_channel, to_channel, from_round, failure, switched_by,
      switched_at)
    SELECT i."submissionId", (SELECT COALESCE(max(number), 0) + 1 FROM channel_switches w
        WHERE w.submission_id = i."submissionId"),
      i."fromChannel", i."toChannel", i."fromRound", i.failure, i.by, now()
    FROM jsonb_to_recordset($12::jsonb) AS i("submissionId" uuid, "fromChannel" text, "toChannel" text,
      "fromRound" int, failure text, by text)
  )`;

/** The value $12. */
export function switchValues({ switches = [] }: Change) {
  return [JSON.stringify(switches)];
}
