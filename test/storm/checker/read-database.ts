import pg from 'pg';
import type { EventRow, Records, ReplyRow, ReportRow, SendRow, SubmissionRow } from './records.js';

type Tables = Pick<Records, 'reports' | 'submissions' | 'sends' | 'replies' | 'events' | 'nowMs'>;

/** What the database holds, in plain SQL. */
export async function readDatabase(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows = async <Row extends pg.QueryResultRow>(statement: string) =>
      (await client.query<Row>(statement)).rows;
    const reports = await rows<ReportRow>(
      `SELECT id, reference, status, attention, counts, last_sequence AS "lastSequence" FROM reports`,
    );
    const submissions = await rows<SubmissionRow>(
      `SELECT id, report_id AS "reportId", reference, platform, delivery, decision, effects, verification, second_look AS "secondLook", remedy, word,
         waiting_for AS "waitingFor", ${ms('next_try_at')} AS "nextTryAtMs", ${ms('lease_until')} AS "leaseUntilMs"
       FROM submissions`,
    );
    const sends = await rows<SendRow>(
      `SELECT submission_id AS "submissionId", number, round, outcome, ${ms('started_at')} AS "startedAtMs",
         ${ms('closed_at')} AS "closedAtMs" FROM sends`,
    );
    const replies = await rows<ReplyRow>(
      `SELECT platform, message_key AS "messageKey", state, submission_id AS "submissionId" FROM replies`,
    );
    const events = await rows<EventRow>(
      `SELECT id, report_id AS "reportId", sequence, submission_id AS "submissionId", word,
         previous_word AS "previousWord", status, previous_status AS "previousStatus", attention FROM events`,
    );
    const [now] = await rows<{ ms: number }>(`SELECT ${ms('now()')} AS ms`);
    return { reports, submissions, sends, replies, events, nowMs: now?.ms ?? 0 };
  } finally {
    await client.end();
  }
}

function ms(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}
