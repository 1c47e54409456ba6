import type pg from 'pg';
import { rollUp, wordOf, type SecondLook, type SubmissionState, type Word } from '#core';

/**
 * What must be true of the tables whenever no transaction is open, whatever happened before.
 *
 * @param secrets texts that may stand nowhere in clear
 * @returns one sentence a broken promise; empty where all are kept
 */
export async function brokenPromises(pool: pg.Pool, secrets: readonly string[] = []): Promise<string[]> {
  const found: string[][] = [];
  for (const check of [statusIsRollUp, ...simpleChecks.map(sentencesOf)]) found.push(await check(pool));
  found.push(await secretsInClear(pool, secrets));
  return found.flat();
}

/** The status anyone reads equals the roll-up of the rows, and each row's word is what its axes say. */
async function statusIsRollUp(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<ReportWithRows>(
    `SELECT r.reference, r.status, r.attention, r.counts, array_to_json(array_agg(s.*)) AS submissions
     FROM reports r JOIN submissions s ON s.report_id = r.id GROUP BY r.id`,
  );
  return rows.flatMap(({ reference, status, attention, counts, submissions }) => {
    const words = submissions.map((row) =>
      wordOf({
        ...{ ...row, secondLook: row.second_look, isWithdrawn: row.withdrawn },
        holdUntilMs: row.hold_until === null ? null : Date.parse(row.hold_until),
      }),
    );
    const wrongWords = submissions
      .filter((row, index) => row.word !== words[index])
      .map((row) => `${row.reference} is called ${row.word}, which its axes do not say`);
    const repeated = new Set(
      submissions.filter(({ delivery }) => delivery !== 'CANCELLED').map(({ repeats }) => repeats),
    );
    const said = JSON.stringify([status, attention, sorted(counts)]);
    const derived = rollUp(words.filter((_word, index) => !repeated.has(submissions[index]?.id ?? null)));
    const is = JSON.stringify([derived.status, derived.attention, sorted(derived.counts)]);
    return said === is ? wrongWords : [...wrongWords, `${reference} says ${said}, its rows say ${is}`];
  });
}

interface ReportWithRows {
  reference: string;
  status: string;
  attention: string[];
  counts: Record<string, number>;
  submissions: (Omit<SubmissionState, 'secondLook'> & {
    id: string;
    reference: string;
    word: Word;
    repeats: string | null;
    second_look: SecondLook | null;
    hold_until: string | null;
    withdrawn: boolean;
  })[];
}

function sorted(counts: object): object {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each statement finds what breaks the promise that stands before it. */
const simpleChecks: readonly (readonly [promise: string, statement: string])[] = [
  [
    'events are numbered from 1 without gaps',
    `SELECT r.reference FROM reports r LEFT JOIN events e ON e.report_id = r.id GROUP BY r.id
     HAVING count(e.id) <> r.last_sequence OR min(e.sequence) <> 1 OR max(e.sequence) <> r.last_sequence`,
  ],
  [
    'the last event says what the report says',
    `SELECT r.reference FROM reports r JOIN events e ON e.report_id = r.id AND e.sequence = r.last_sequence
     WHERE (e.status, e.attention) IS DISTINCT FROM (r.status, r.attention)`,
  ],
  [
    'a submission has at most one open send',
    `SELECT s.reference FROM submissions s JOIN sends d ON d.submission_id = s.id AND d.outcome = 'intent'
     GROUP BY s.id HAVING count(*) > 1`,
  ],
  [
    'what is being sent has an open send under a lease, and an open send has a lease',
    `SELECT s.reference FROM submissions s
     LEFT JOIN sends d ON d.submission_id = s.id AND d.outcome = 'intent'
     WHERE (s.delivery = 'SENDING' AND s.notice_of IS NULL AND d.id IS NULL) OR ((d.id IS NULL) <> (s.lease_until IS NULL))`,
  ],
  [
    'what waits to be sent has a next try, and nothing else has one',
    `SELECT reference FROM submissions
     WHERE (delivery IN ('QUEUED', 'RETRY_WAIT') AND notice_of IS NULL) <> (next_try_at IS NOT NULL)`,
  ],
  [
    'what another notice names is of the same report, and waits for no notice that is not on its way',
    `SELECT s.reference FROM submissions s JOIN submissions l ON l.id = s.notice_of
     WHERE (l.report_id, l.platform) <> (s.report_id, s.platform) OR l.notice_of IS NOT NULL OR (s.delivery = 'SENDING' AND l.delivery <> 'SENDING')
       OR (s.delivery IN ('QUEUED', 'RETRY_WAIT', 'SENDING')) > (l.delivery IN ('QUEUED', 'RETRY_WAIT', 'SENDING'))`,
  ],
  [
    'what was sent has a time and a decision due',
    `SELECT reference FROM submissions WHERE delivery IN ('SENT', 'ACKNOWLEDGED') AND (sent_at IS NULL OR due_at IS NULL)`,
  ],
  [
    'the sends of a submission are numbered without gaps',
    `SELECT s.reference FROM submissions s JOIN sends d ON d.submission_id = s.id GROUP BY s.id
     HAVING count(*) <> max(d.number) OR min(d.number) <> 1`,
  ],
  [
    'all tries of one round share one key, and no other round has it',
    `SELECT s.reference FROM submissions s JOIN sends d ON d.submission_id = s.id GROUP BY s.id
     HAVING count(DISTINCT (d.round, d.idempotency_key, d.message_id)) <> count(DISTINCT d.round)
       OR count(DISTINCT d.idempotency_key) <> count(DISTINCT d.round)`,
  ],
  [
    'a message that waits has a next try and is still wanted, one being sent has a lease, and nothing else has either',
    `SELECT s.reference FROM follow_ups f JOIN submissions s ON s.id = f.submission_id
     WHERE (f.state = 'QUEUED') <> (f.next_try_at IS NOT NULL) OR (f.state = 'SENDING') <> (f.lease_until IS NOT NULL)
       OR (f.state IN ('QUEUED', 'SENDING')) <> (f.closed_at IS NULL)
       OR (f.state = 'QUEUED' AND CASE f.purpose WHEN 'STILL_THERE' THEN s.word <> 'not_really_gone'
         WHEN 'INFORMATION' THEN s.decision <> 'INFO_REQUESTED'
         WHEN 'WITHDRAWAL' THEN s.word <> 'withdrawn'
         WHEN 'CORRECTION' THEN s.word = 'withdrawn' ELSE false END)`,
  ],
  [
    'what is held waits for a person: no try of it, nor of a message about it, is ever due',
    `SELECT s.reference FROM submissions s LEFT JOIN follow_ups f ON f.submission_id = s.id AND f.state = 'QUEUED'
     WHERE s.hold_until IS NOT NULL AND LEAST(s.next_try_at, f.next_try_at) < timestamptz '9000-01-01'`,
  ],
  [
    'a report is held as a whole: its submissions that were not withdrawn, and by one hold',
    `SELECT r.reference FROM reports r JOIN submissions s ON s.report_id = r.id
     LEFT JOIN report_holds h ON h.report_id = r.id AND h.released_at IS NULL
     WHERE s.delivery <> 'CANCELLED' AND (s.hold_until IS NULL) <> (h.id IS NULL)`,
  ],
  [
    'what was withdrawn after it left says why',
    `SELECT s.reference FROM submissions s LEFT JOIN withdrawals w ON w.submission_id = s.id
     WHERE s.withdrawn AND w.submission_id IS NULL`,
  ],
  [
    'a correction is of a submission of its own report that was withdrawn',
    `SELECT s.reference FROM submissions s JOIN submissions e ON e.id = s.corrects
     WHERE s.report_id <> e.report_id OR e.word <> 'withdrawn'`,
  ],
  [
    'a reply that waits has a next try, one that is done with has none',
    `SELECT id::text AS reference FROM replies WHERE (state IN ('NEW', 'WAITING')) <> (next_try_at IS NOT NULL)`,
  ],
  [
    'an applied reply says to which submission',
    `SELECT id::text AS reference FROM replies WHERE state = 'APPLIED' AND submission_id IS NULL`,
  ],
  [
    'what a reply did is kept with it only while it belongs to a submission that a person named',
    `SELECT id::text AS reference FROM replies WHERE matched_changes IS NOT NULL AND (submission_id IS NULL OR matched_at IS NULL)`,
  ],
  [
    'what is taken back was told earlier, of the same submission',
    `SELECT r.reference FROM events w JOIN reports r ON r.id = w.report_id
     CROSS JOIN LATERAL jsonb_array_elements_text(w.detail -> 'withdraws') taken
     LEFT JOIN events e ON e.report_id = w.report_id AND e.sequence = taken::int AND e.sequence < w.sequence
     WHERE e.submission_id IS DISTINCT FROM w.submission_id`,
  ],
  [
    'every event since an endpoint hears everything has one delivery to it',
    `SELECT w.id::text AS reference FROM webhook_endpoints w JOIN events e ON e.at > COALESCE(w.hears_since, w.created_at)
     LEFT JOIN webhook_deliveries d ON d.endpoint_id = w.id AND d.event_id = e.id
     WHERE d.id IS NULL AND w.deleted_at IS NULL AND w.disabled_because IS DISTINCT FROM 'WEBHOOK.DISABLED'
       AND COALESCE(w.events, w.platforms, w.categories, w.sla) IS NULL`,
  ],
  [
    'no event is delivered while an earlier one of its report is open, other than before that was put back',
    `SELECT d.id::text AS reference FROM webhook_deliveries d JOIN webhook_deliveries earlier
       ON earlier.endpoint_id = d.endpoint_id AND earlier.report_id = d.report_id AND earlier.sequence < d.sequence
     WHERE d.state = 'DELIVERED' AND d.is_ordered AND earlier.state IN ('WAITING', 'EXHAUSTED')
       AND d.closed_at > COALESCE(earlier.reopened_at, '-infinity')`,
  ],
  [
    'the first open delivery of a report at an endpoint waits for none',
    `SELECT id::text AS reference FROM webhook_deliveries d WHERE is_behind AND (NOT is_ordered OR NOT EXISTS (
       SELECT 1 FROM webhook_deliveries e WHERE e.endpoint_id = d.endpoint_id AND e.report_id = d.report_id
         AND e.sequence < d.sequence AND e.state IN ('WAITING', 'EXHAUSTED'))) AND state IN ('WAITING', 'EXHAUSTED')`,
  ],
  [
    'an alert that is taken or over has no step to come, and one submission has one alert a cause',
    `SELECT id::text AS reference FROM alerts WHERE state <> 'OPEN' AND next_step_at IS NOT NULL
     UNION ALL SELECT submission_id::text FROM alerts WHERE state <> 'DONE' GROUP BY submission_id, kind, cause
     HAVING count(*) > 1`,
  ],
  [
    'a mail to staff is about alerts of its own report',
    `SELECT m.id::text AS reference FROM alert_mails m JOIN alerts a ON a.id = ANY(m.alert_ids)
     WHERE a.report_id <> m.report_id`,
  ],
  [
    'what is looked for was sent, and nobody looks twice for the same',
    `SELECT reference FROM submissions WHERE (look_due_at IS NOT NULL AND (sent_at IS NULL OR next_check_at IS NOT NULL))
       OR (doubted_at IS NOT NULL) <> (second_look IS NOT DISTINCT FROM 'PENDING')`,
  ],
  [
    'a new notice repeats one of its own report',
    `SELECT s.reference FROM submissions s JOIN submissions e ON e.id = s.repeats WHERE s.report_id <> e.report_id`,
  ],
  [
    'of what was erased no key and no text is left, and nothing else lacks its key',
    `SELECT r.reference FROM reports r LEFT JOIN data_keys k ON k.owner_id = r.id LEFT JOIN submissions s ON s.report_id = r.id
     WHERE (r.erased_at IS NULL) <> (k.owner_id IS NOT NULL)
       OR (r.erased_at IS NOT NULL AND COALESCE(r.explanation, r.translations, r.confidential, s.target) IS NOT NULL)`,
  ],
  [
    'no person is linked across reports',
    `SELECT reference FROM submissions WHERE names_person AND (content_hash IS NOT NULL OR earlier_reference IS NOT NULL)`,
  ],
];

function sentencesOf([promise, statement]: (typeof simpleChecks)[number]) {
  return async (pool: pg.Pool): Promise<string[]> => {
    const { rows } = await pool.query<{ reference: string }>(statement);
    return rows.map(({ reference }) => `${reference} breaks: ${promise}`);
  };
}

/** Looks into every column of every table, as text and as bytes. */
async function secretsInClear(pool: pg.Pool, secrets: readonly string[]): Promise<string[]> {
  if (secrets.length === 0) return [];
  const { rows: tables } = await pool.query<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()',
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    const all = rows.map(({ row }) => row).join('\n');
    for (const secret of secrets)
      if (all.includes(secret) || all.includes(Buffer.from(secret).toString('hex')))
        found.push(`${name} holds a secret of ${secret.length} characters in clear`);
  }
  return found;
}
