import { PgDigests, PgNoticeHistory, PgReportQueries } from '#persistence';
import { deadlineRules } from '../../../../test/support/deadlines.js';
import { fillMadeUp } from '../../../../test/support/made-up-rows.js';
import { plansOf, readsIn } from '../../../../test/support/plans.js';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { grantRoles } from '../roles/database-roles.js';

const reports = 4_000;
const waiting = 20;

let schema: Schema;
beforeAll(async () => {
  schema = await openSchema();
  // A report of five submissions every hour, all decided but for one of each of the last, which wait for ten days.
  const fill = `
    INSERT INTO reports (id, reference, category, status, attention, counts, last_sequence, language, caller_role, asks,
      good_faith_at, filed_by, created_at)
      SELECT gen_random_uuid(), 'UF-1999-' || n, 'HATE', 'IN_PROGRESS', '{}', '{}', 20, 'en', 'PARENT', '{}', now(), 'test',
        now() - interval '10 days' - n * interval '1 hour' FROM generate_series(1, ${reports}) n;
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind, names_person,
      delivery, decision, effects, verification, remedy, word, ask_answers, created_at, sent_at, mode, target)
      SELECT gen_random_uuid(), r.id, n, r.reference || '-' || n, 'sixth-example', 'sixth-mail', 'USER', '{}', 'post', false,
        'SENT', 'NONE', '{}', 'GONE', 'NONE', CASE WHEN n = 1 AND r.reference = ANY (SELECT 'UF-1999-' || w
          FROM generate_series(1, ${waiting}) w) THEN 'sent' ELSE 'gone_verified' END,
        '{}', r.created_at, r.created_at, 'armed', ''
      FROM reports r, generate_series(1, 5) n;
    VACUUM ANALYZE reports, submissions`;
  await fillMadeUp(schema.pool, fill);
  await grantRoles(schema.options);
  const alike = { platform: 'sixth-example', channel: 'sixth-mail', category: 'HATE', regime: 'USER' };
  const usually = { fromHours: 48, toHours: 144 };
  await new PgNoticeHistory(schema.pool).keep('armed', [{ ...alike, usually, judged: 5, actedOn: 5 }]);
}, 60_000);
afterAll(() => schema.drop());

it('counts what waits longer than usual for a digest by what waits at all, never by reading every submission', async () => {
  const reads = readsIn(
    await plansOf(schema, 'uniflag_worker', async (pool) => {
      const needs = await new PgDigests(pool).needs({
        ...{ urgent: ['HATE'], critical: [], endOfDayMs: Date.now(), most: 10 },
      });
      expect([needs.waits, needs.waiting.length, needs.waiting[0]?.reference]).toEqual([
        waiting,
        10,
        'UF-1999-1',
      ]);
    }),
  );
  expect(reads).not.toContain('Seq Scan on submissions');
});

it('lists it the same way, and page by page', async () => {
  const reads = readsIn(
    await plansOf(schema, 'uniflag_api', async (pool) => {
      // A list opens nothing.
      const queries = new PgReportQueries(pool, undefined as never, deadlineRules);
      const rows = await queries.list({ hasLongWait: true, limit: 5 });
      expect(rows.map(({ reference, longWaits }) => [reference, longWaits])).toEqual(
        [1, 2, 3, 4, 5].map((place) => [`UF-1999-${String(place)}`, 1]),
      );
    }),
  );
  expect(reads).not.toContain('Seq Scan on submissions');
});
