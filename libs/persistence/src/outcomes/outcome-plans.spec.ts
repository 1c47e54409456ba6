import { outcomeDimensions } from '#core';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { deadlineRules } from '../../../../test/support/deadlines.js';
import { fillMadeUp } from '../../../../test/support/made-up-rows.js';
import { plansOf, readsIn } from '../../../../test/support/plans.js';
import { PgReportQueries } from '../queries/pg-report-queries.js';
import { grantRoles } from '../roles/database-roles.js';
import { PgOutcomeCells } from './pg-outcome-cells.js';
import { PgOutcomeQueries } from './pg-outcome-queries.js';

const reports = 4_000;

let schema: Schema;
beforeAll(async () => {
  schema = await openSchema();
  // A report of five submissions every hour; each was sent, answered and looked at, some late and some in doubt.
  const fill = `
    INSERT INTO reports (id, reference, category, status, attention, counts, last_sequence, language, caller_role, asks,
      good_faith_at, filed_by, created_at)
      SELECT gen_random_uuid(), 'UF-1999-' || n, 'HATE', 'CLOSED', '{}', '{}', 20, 'en', 'PARENT', '{}', now(), 'test',
        timestamptz '1999-01-01' + n * interval '1 hour' FROM generate_series(1, ${reports}) n;
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind, names_person,
      delivery, decision, effects, verification, remedy, word, ask_answers, created_at, sent_at, mode)
      SELECT gen_random_uuid(), r.id, n, r.reference || '-' || n, 'sixth-example', 'sixth-mail', 'USER', '{}', 'post', false,
        'SENT', 'ACTIONED', '{}', 'GONE', 'NONE', 'gone_verified', '{}', r.created_at, r.created_at + interval '1 minute',
        CASE WHEN n = 1 AND r.created_at::date = '1999-03-02' THEN NULL ELSE 'armed' END
      FROM reports r, generate_series(1, 5) n;
    INSERT INTO sends (id, submission_id, number, epoch, round, channel, mode, idempotency_key, message_id, outcome)
      SELECT gen_random_uuid(), s.id, n, 1, 0, '', 'armed', '', '', CASE WHEN n = 1 AND s.ordinal = 1 THEN 'unknown' ELSE 'confirmed' END
      FROM submissions s, generate_series(1, 2) n;
    INSERT INTO events (report_id, sequence, id, type, v, at, submission_id, word, status, attention, detail, caller)
      SELECT s.report_id, s.ordinal * 10 + e.place, gen_random_uuid(), e.type, 1, s.sent_at + e.place * interval '1 hour', s.id,
        e.word, 'IN_PROGRESS', '{}', CASE WHEN s.ordinal = 1 AND e.place = 1 THEN '{"isMarkedResend": true}'::jsonb ELSE '{}' END, NULL
      FROM submissions s, unnest(ARRAY['submission.queued', 'submission.sent', 'submission.acknowledged', 'submission.decided',
        'submission.verified'], ARRAY['queued', 'sent', 'acknowledged', 'removed', 'gone_verified']) WITH ORDINALITY AS e (type, word, place);
    VACUUM ANALYZE reports, submissions, sends, events`;
  await fillMadeUp(schema.pool, fill);
  await grantRoles(schema.options);
}, 60_000);
afterAll(() => schema.drop());

/** Few enough of the rows here, as a month is of years. */
const hours = { from: new Date('1999-03-01T23:00:00Z'), to: new Date('1999-03-02T03:00:00Z') };

it('counts the outcomes of some hours by indexes alone, never by reading a large table', async () => {
  const reads = readsIn(
    await plansOf(schema, 'uniflag_api', async (pool) => {
      const { groups } = await new PgOutcomeQueries(pool).read({
        ...{
          ...hours,
          by: outcomeDimensions,
          mode: 'armed',
          timeZone: 'Europe/Brussels',
          platform: 'sixth-example',
        },
      });
      expect(groups).toMatchObject([
        { submissions: 20, sent: 20, unknownSends: 4, words: { gone_verified: 20 } },
      ]);
    }),
  );
  const indexes = ['submissions_by_notice_time', 'events_doubts', 'sends_unknown'];
  for (const index of indexes) expect(reads).toContain(`using ${index}`);
  const small = ['people', 'api_keys', 'outcome_keeping', 'outcome_changes'];
  expect(reads.filter((read) => read.startsWith('Seq Scan on'))).toEqual(
    reads.filter((read) => small.some((table) => read === `Seq Scan on ${table}`)),
  );
});

it('lists the reports behind a figure of some hours by indexes alone', async () => {
  const never = () => {
    throw new Error('a list opens nothing');
  };
  const reads = readsIn(
    await plansOf(schema, 'uniflag_api', async (pool) => {
      const reports = new PgReportQueries(pool, { newKey: never, openKey: never }, deadlineRules);
      const rows = await reports.list({
        ...{ limit: 26, noticedFrom: hours.from, noticedTo: hours.to, mode: 'armed', regime: 'USER' },
        ...{ platform: 'sixth-example', decision: 'ACTIONED' },
      });
      expect(rows).toHaveLength(4);
    }),
  );
  expect(reads).toContain('using submissions_by_notice_time');
  for (const table of ['submissions', 'reports', 'sends'])
    expect(reads).not.toContain(`Seq Scan on ${table}`);
});

it('counts the outcomes of all years from cells alone, once all has settled', async () => {
  const cells = new PgOutcomeCells(schema.pool);
  while ((await cells.keep('Europe/Brussels', 5_000)) > 0);
  await schema.rows('VACUUM ANALYZE submissions, outcome_cells');
  for (const by of [[], ['platform', 'month'], outcomeDimensions] as const) {
    const reads = readsIn(
      await plansOf(schema, 'uniflag_api', async (pool) => {
        const { groups } = await new PgOutcomeQueries(pool).read({
          ...{ by, mode: 'armed', timeZone: 'Europe/Brussels', from: new Date('1999-01-14T23:00:00Z') },
        });
        expect(groups.reduce((sum, { submissions }) => sum + submissions, 0)).toBe(
          5 * (reports - (14 * 24 - 2)),
        );
      }),
    );
    for (const index of ['outcome_cells_pkey', 'submissions_not_in_cells', 'events_doubts'])
      expect(reads).toContain(`using ${index}`);
    for (const table of ['events', 'submissions', 'reports', 'outcome_cells'])
      expect(reads).not.toContain(`Seq Scan on ${table}`);
  }
});

it('keeps apart what no cell of whole days tells: a period of one second', async () => {
  const [sent] = await schema.rows<{ at: Date }>('SELECT max(sent_at) AS at FROM submissions');
  const read = (fromMs: number, toMs: number) =>
    new PgOutcomeQueries(schema.pool).read({
      ...{ by: [], mode: 'armed', timeZone: 'Europe/Brussels' },
      ...{ from: new Date(fromMs), to: new Date(toMs) },
    });
  const atMs = sent?.at.getTime() ?? 0;
  const [second] = (await read(atMs, atMs + 1_000)).groups;
  expect(second).toMatchObject({ sent: 5, waits: { DECISION: { ended: 0, stillOpen: 5 } } });
  expect((await read(atMs - 1_000, atMs)).groups).toEqual([]);
});
