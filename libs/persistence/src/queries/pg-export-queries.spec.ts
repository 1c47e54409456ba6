import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgExportQueries } from './pg-export-queries.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(() => workshop.close());

async function all<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

it.each([1, 2, 3, 4, 100])(
  'gives every row once, oldest first, whatever fits on a page: %i',
  async (pageRows) => {
    for (const number of [3, 1, 2])
      await workshop.file((['sixth-example', 'lookup-example', 'dedupe-example'] as const).slice(0, number));
    // Filed at the same microsecond.
    await workshop.schema.pool.query(
      `UPDATE reports SET created_at = '2026-01-01T00:00:00.123456Z' WHERE counts <> '{}'`,
    );
    const exports = new PgExportQueries(workshop.schema.pool, pageRows);
    const expected = await workshop.schema.rows<{ reference: string; ordinal: number }>(
      `SELECT r.reference, s.ordinal FROM reports r JOIN submissions s ON s.report_id = r.id
     ORDER BY r.created_at, r.id, s.ordinal`,
    );
    const submissions = await all(exports.submissions({}));
    expect(submissions.map(({ report, ordinal }) => ({ reference: report, ordinal }))).toEqual(expected);
    const reports = await all(exports.reports({}));
    expect(reports.map(({ reference }) => reference)).toEqual([
      ...new Set(expected.map(({ reference }) => reference)),
    ]);
    expect([await exports.countSubmissions({}), await exports.countReports({})]).toEqual([6, 3]);
  },
);

it('leaves out what was filed outside the period, to the microsecond', async () => {
  await workshop.file(['sixth-example']);
  const exports = new PgExportQueries(workshop.schema.pool, 1);
  const at = new Date('2026-01-01T00:00:00Z');
  for (const [time, isIn] of [
    ['2025-12-31T23:59:59.999999Z', false],
    ['2026-01-01T00:00:00Z', true],
    ['2026-12-31T23:59:59.999999Z', true],
    ['2027-01-01T00:00:00Z', false],
  ] as const) {
    await workshop.schema.pool.query('UPDATE reports SET created_at = $1', [time]);
    const period = { from: at, to: new Date('2027-01-01T00:00:00Z') };
    expect(await all(exports.submissions(period))).toHaveLength(isIn ? 1 : 0);
  }
});

it('holds no connection between its pages, and reads none before it is asked', async () => {
  for (let number = 0; number < 3; number += 1) await workshop.file(['sixth-example']);
  const { pool } = workshop.schema;
  const query = jest.spyOn(pool, 'query');
  const pages = new PgExportQueries(pool, 1).submissions({});
  expect(query).toHaveBeenCalledTimes(0);
  for (const read of [1, 2]) {
    await pages.next();
    expect(query).toHaveBeenCalledTimes(read);
    expect(pool.idleCount).toBe(pool.totalCount);
  }
  await pages.return(undefined);
  expect(query).toHaveBeenCalledTimes(2);
  query.mockRestore();
});

it('finds each page by the index, however many reports there are', async () => {
  await workshop.file(['sixth-example']);
  const { pool } = workshop.schema;
  await pool.query(`
    INSERT INTO reports SELECT gen_random_uuid(), 'UF-1999-' || n, category, status, attention, counts, last_sequence,
      language, caller_role, asks, explanation, good_faith_at, facts_on, seen_at, filed_by, created_at - n * interval '1 hour',
      updated_at FROM (SELECT * FROM reports LIMIT 1) r, generate_series(1, 5000) n;
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind, names_person,
      delivery, decision, effects, verification, remedy, word, ask_answers, created_at)
      SELECT gen_random_uuid(), r.id, n, r.reference || '-' || n, 'sixth-example', '', 'USER', '{}', 'post', false, 'SENT', 'NONE',
        '{}', 'UNCHECKED', 'NONE', 'sent', '{}', now() FROM reports r, generate_series(1, 3) n WHERE r.reference LIKE 'UF-1999-%';
    ANALYZE reports; ANALYZE submissions`);
  const asked: unknown[][] = [];
  const watched = {
    query: (text: string, values: unknown[]) => {
      asked.push([text, values]);
      return pool.query(text, values);
    },
  };
  const pages = new PgExportQueries(watched as unknown as typeof pool, 50).submissions({});
  await pages.next();
  await pages.next();
  for (const [text, values] of asked) {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN ${text as string}`,
      values as unknown[],
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('reports_newest');
    expect(plan).not.toContain('Seq Scan');
  }
});
