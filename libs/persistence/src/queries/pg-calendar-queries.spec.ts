import { expectations, words } from '#core';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgCalendarQueries } from './pg-calendar-queries.js';
import { PgReportQueries } from './pg-report-queries.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(() => workshop.close());

it.each(words)('says of %s what the report says', async (word) => {
  const { id, reference } = await workshop.file(['sixth-example', 'lookup-example']);
  await workshop.schema.pool.query(
    `UPDATE submissions SET word = $1, acknowledge_due_at = timestamptz '2026-01-03' - ordinal * interval '1 hour',
       due_at = timestamptz '2026-01-04' - ordinal * interval '1 hour', staff_due_at = timestamptz '2026-01-02' - ordinal * interval '1 hour'`,
    [word],
  );
  const report = await new PgReportQueries(workshop.schema.pool, workshop.cipher, { dueSoonMs: 1 }).find(id);
  const clocks = (report?.submissions ?? []).flatMap(({ clock }) => clock ?? []);
  const expected = expectations.flatMap((expectation) => {
    const own = clocks.filter((each) => each.expectation === expectation);
    return own.length === 0
      ? []
      : [{ reference, expectation, dueAtMs: Math.min(...own.map(({ dueAtMs }) => dueAtMs)) }];
  });
  const deadlines = await new PgCalendarQueries(workshop.schema.pool).deadlines(10);
  expect(deadlines.map(({ sequence: _s, updatedAtMs: _u, ...deadline }) => deadline)).toEqual(expected);
});

it('gives the next ones first, up to as many as asked', async () => {
  for (let number = 0; number < 3; number += 1) await workshop.file(['sixth-example']);
  await workshop.schema.pool.query(
    `UPDATE submissions s SET word = 'acknowledged', due_at = timestamptz '2026-01-04' - n * interval '1 day'
     FROM (SELECT id, row_number() OVER (ORDER BY reference) AS n FROM submissions) numbered WHERE numbered.id = s.id`,
  );
  const deadlines = await new PgCalendarQueries(workshop.schema.pool).deadlines(2);
  expect(deadlines.map(({ dueAtMs }) => new Date(dueAtMs).toISOString().slice(0, 10))).toEqual([
    '2026-01-01',
    '2026-01-02',
  ]);
});
