import type { RecordedReferral, ReferralWrite } from '#application';

/** Records referrals ($7) at a time ($8); the first time is kept, by which they are in order. */
export const referralChanges = `
  changed_referrals AS (
    INSERT INTO report_referrals AS r (report_id, key, state, recorded_by, first_at, recorded_at)
    SELECT i."reportId", i.key, i.state, i.by, to_timestamp($8::bigint / 1000.0), to_timestamp($8::bigint / 1000.0)
    FROM jsonb_to_recordset($7::jsonb) AS i("reportId" uuid, key text, state text, by text)
    ON CONFLICT (report_id, key) DO UPDATE SET state = excluded.state, recorded_by = excluded.recorded_by,
      recorded_at = excluded.recorded_at
  )`;

/** The values $7 and $8. */
export function referralValues(writes: readonly ReferralWrite[], nowMs: number) {
  return [JSON.stringify(writes), nowMs];
}

/** The referrals of a report as JSON, in the order in which they were first recorded; null where there are none. */
export const referralsJson = (reportId: string) => `
  (SELECT jsonb_agg(jsonb_build_object('key', key, 'state', state, 'by', recorded_by,
      'atMs', floor(extract(epoch FROM recorded_at) * 1000)) ORDER BY first_at, key)
    FROM report_referrals WHERE report_id = ${reportId})`;

export type ReferralsJson = readonly RecordedReferral[] | null;
