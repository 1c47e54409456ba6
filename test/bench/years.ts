import type pg from 'pg';
import { PgOutcomeCells } from '#persistence';
import type { Installation } from './installation.js';
import { fileBacklog } from './load.js';

/** Reports that are filed; the others are copies of them at other times, with other outcomes. */
const originals = 200;
const targetsEach = 5;

/** As workers do, once a minute, with what has settled since. */
export async function addUp(pool: pg.Pool): Promise<void> {
  const cells = new PgOutcomeCells(pool);
  while ((await cells.keep('Europe/Brussels', 20_000)) > 0);
}

/** Copies what was filed over the three years that end now. @returns how many submissions there are */
export async function fillYears(
  installation: Installation,
  submissions: number,
  say: (line: string) => void,
): Promise<number> {
  await fileBacklog(installation, originals, say);
  const copies = Math.ceil(submissions / (originals * targetsEach));
  const atOnce = 20;
  const client = await installation.pool.connect();
  try {
    // What was kept of each event is written here, not by its trigger: nothing of this happened.
    await client.query('SET session_replication_role = replica');
    await client.query(`CREATE TEMP TABLE original_reports AS SELECT * FROM reports;
      CREATE TEMP TABLE original_submissions AS SELECT * FROM submissions;
      TRUNCATE reports, submissions, events, outbox CASCADE`);
    // All but what the database makes of the others.
    const { rows } = await client.query<{ names: string }>(
      `SELECT string_agg(column_name, ', ') AS names FROM information_schema.columns
       WHERE table_name = 'submissions' AND table_schema = current_schema() AND is_generated = 'NEVER'`,
    );
    const statements = copyStatements(rows[0]?.names ?? '');
    for (let first = 0; first < copies; first += atOnce) {
      const values = [first, Math.min(first + atOnce, copies) - 1, copies];
      for (const statement of statements) await client.query(statement, values);
      if (first > 0 && first % 200 === 0) say(`  ${first * originals * targetsEach} submissions`);
    }
    await client.query('RESET session_replication_role');
    await client.query('VACUUM ANALYZE');
    return copies * originals * targetsEach;
  } finally {
    client.release();
  }
}

/** $1 first copy, $2 last copy, $3 all copies. Copies of one number are of one time. */
const copyStatements = (columns: string) => [
  `INSERT INTO reports
   SELECT p.* FROM generate_series($1::int, $2::int) n CROSS JOIN original_reports r
   CROSS JOIN LATERAL jsonb_populate_record(r, jsonb_build_object(
     'id', md5(r.id::text || n), 'reference', r.reference || '-' || n, 'last_sequence', 30,
     'category', (ARRAY['CYBERBULLYING', 'HATE', 'THREAT', 'SEXTORTION', 'IMPERSONATION'])[1 + (hashtext(r.reference || n) & 3)],
     'team', (ARRAY['North', 'South', 'East', NULL])[1 + (hashtext(n || r.reference) & 3)],
     'created_at', now() - interval '1095 days' * (1 - n::float8 / $3::int))) p`,
  `INSERT INTO submissions (${columns})
   SELECT ${columns.replaceAll(/\w+/g, 'p.$&')} FROM generate_series($1::int, $2::int) n CROSS JOIN original_submissions s
   CROSS JOIN LATERAL (SELECT now() - interval '1095 days' * (1 - n::float8 / $3::int) AS at, abs(hashtext(s.reference || n)) AS dice) d
   CROSS JOIN LATERAL (SELECT at + interval '1 second' * (dice % 90000) AS acknowledged_at,
     at + interval '1 minute' * (dice % 40000) AS decided_at, at + interval '1 minute' * (dice % 60000) AS gone_at,
     (ARRAY['removed', 'gone_verified', 'refused', 'under_review', 'gone_verified', 'removed', 'sent', 'gone_unexplained'])[1 + dice % 8] AS word) o
   CROSS JOIN LATERAL jsonb_populate_record(s, jsonb_build_object(
     'id', md5(s.id::text || n), 'report_id', md5(s.report_id::text || n), 'reference', s.reference || '-' || n,
     'created_at', at, 'sent_at', at + interval '1 second', 'mode', 'armed', 'delivery', 'SENT', 'word', o.word, 'next_try_at', NULL,
     'staff_due_at', NULL,
     'due_at', at + interval '7 days', 'acknowledge_due_at', CASE WHEN dice % 3 > 0 THEN at + interval '1 day' END,
     'regime', (ARRAY['USER', 'PLATFORM_PRIORITY', 'DSA_ART22'])[1 + dice % 3],
     'decision', CASE WHEN o.word IN ('removed', 'gone_verified') THEN 'ACTIONED' WHEN o.word = 'refused' THEN 'REFUSED' ELSE 'NONE' END,
     'effects', CASE WHEN o.word IN ('removed', 'gone_verified') THEN ARRAY['CONTENT_REMOVED'] ELSE '{}' END,
     'refusal_reason', CASE WHEN o.word = 'refused' THEN 'NOT_VIOLATING' END,
     'verification', CASE WHEN o.word IN ('gone_verified', 'gone_unexplained') THEN 'GONE' ELSE 'UNKNOWN' END,
     'asks', ARRAY['IDENTIFY_ADMINISTRATORS'],
     'ask_answers', CASE WHEN dice % 5 = 0 THEN '{"IDENTIFY_ADMINISTRATORS": "DECLINED"}'::jsonb ELSE '{}' END,
     'acknowledged_at', CASE WHEN o.word <> 'sent' THEN o.acknowledged_at END,
     'first_decided_at', CASE WHEN o.word IN ('removed', 'gone_verified', 'refused') THEN o.decided_at END,
     'decided_in_turn_at', CASE WHEN o.word IN ('removed', 'gone_verified', 'refused') THEN o.decided_at END,
     'known_gone_at', CASE WHEN o.word = 'gone_verified' THEN o.gone_at END,
     'breached', CASE WHEN dice % 40000 > 7 * 1440 THEN ARRAY['DECISION'] ELSE '{}' END,
     'looks_kept', dice % 2)) p`,
  `INSERT INTO sends (id, submission_id, number, epoch, round, channel, mode, idempotency_key, message_id, outcome)
   SELECT gen_random_uuid(), md5(s.id::text || n)::uuid, 1, 1, 0, s.channel, 'armed', s.reference || '-' || n, '',
     CASE abs(hashtext(s.reference || n)) % 1000 WHEN 0 THEN 'unknown' ELSE 'confirmed' END
   FROM generate_series($1::int, $2::int) n CROSS JOIN original_submissions s WHERE $3::int > 0`,
  `INSERT INTO events (report_id, sequence, id, type, v, at, submission_id, platform, word, status, attention, detail, caller)
   SELECT md5(s.report_id::text || n)::uuid, s.ordinal * 6 + e.place, gen_random_uuid(), e.type, 1,
     now() - interval '1095 days' * (1 - n::float8 / $3::int), md5(s.id::text || n)::uuid, s.platform, e.word, 'IN_PROGRESS', '{}',
     '{"channel": "synthetic", "actor": "WORKER"}', NULL
   FROM generate_series($1::int, $2::int) n CROSS JOIN original_submissions s
   CROSS JOIN unnest(ARRAY['submission.queued', 'submission.sent', 'submission.acknowledged', 'submission.decided',
     'submission.verified', 'submission.uncertain'], ARRAY['queued', 'sent', 'acknowledged', 'removed', 'gone_verified',
     'delivery_uncertain']) WITH ORDINALITY AS e (type, word, place)
   WHERE e.type <> 'submission.uncertain' OR abs(hashtext(s.reference || n)) % 1000 = 0`,
];
