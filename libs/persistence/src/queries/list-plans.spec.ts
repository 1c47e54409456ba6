import { uuidv7 } from 'uuidv7';
import { deadlineRules } from '../../../../test/support/deadlines.js';
import { fillMadeUp } from '../../../../test/support/made-up-rows.js';
import { plansOf, readsIn } from '../../../../test/support/plans.js';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { grantRoles } from '../roles/database-roles.js';
import { readDeadlineFigures } from './pg-figures.js';
import { PgListCounts } from './pg-list-counts.js';
import { PgReportQueries } from './pg-report-queries.js';
import { workLists, type WorkList } from './work-lists.js';

const reports = 20_000;
const ada = uuidv7();

let schema: Schema;
beforeAll(async () => {
  schema = await openSchema();
  // Old reports that are done, among them a few of each kind of open work.
  const fill = `
    INSERT INTO people (id, name, mail, roles, language, status) VALUES ('${ada}', 'Ada', 'ada@people.invalid', '{STAFF}', 'en', 'ACTIVE');
    INSERT INTO reports (id, reference, category, status, attention, counts, last_sequence, language, caller_role, asks,
      good_faith_at, filed_by, created_at)
      SELECT gen_random_uuid(), 'UF-1999-' || n, 'HATE', CASE WHEN n % 1000 < 9 THEN 'IN_PROGRESS' ELSE 'RESOLVED' END,
        CASE WHEN n % 1000 IN (0, 7) THEN ARRAY['staff_action'] ELSE '{}' END, '{}', 1, 'en', 'PARENT', '{}', now(), 'test',
        timestamptz '1999-01-01' + n * interval '1 hour' FROM generate_series(1, ${reports}) n;
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind, names_person, target,
      delivery, decision, effects, verification, remedy, word, ask_answers, created_at, staff_due_at, due_at, look_due_at,
      snoozed_until, escalation_step)
      SELECT gen_random_uuid(), r.id, 1, r.reference || '-1', 'sixth-example', 'sixth-mail', 'USER', '{}', 'post', false, '\\x00',
        'SENT', 'NONE', '{}', 'NONE', 'NONE',
        CASE WHEN n % 1000 IN (0, 7) THEN 'staff_action' WHEN n % 1000 = 3 THEN 'refused' WHEN n % 1000 IN (1, 2, 4) THEN 'sent'
          ELSE 'gone_verified' END, '{}', r.created_at,
        CASE WHEN n % 1000 = 0 THEN now() - interval '1 day' END,
        CASE WHEN n % 1000 IN (1, 2, 4) THEN now() + interval '3 days' END,
        CASE WHEN n % 1000 = 5 THEN now() - interval '1 hour' END,
        CASE WHEN n % 1000 = 7 THEN now() + interval '1 day' END,
        CASE WHEN n % 1000 = 4 THEN 'SUPERVISOR' END
      FROM reports r CROSS JOIN LATERAL (SELECT substr(r.reference, 9)::int AS n) AS numbered;
    INSERT INTO report_claims (report_id, person_id)
      SELECT id, '${ada}' FROM reports WHERE substr(reference, 9)::int % 1000 IN (3, 8);
    INSERT INTO replies (id, platform, via, message_key, match_references, in_reply_to, state, content_hash, received_at)
      SELECT gen_random_uuid(), 'sixth-example', 'EMAIL', n::text, '{}', '{}',
        CASE n % 1000 WHEN 0 THEN 'UNMATCHED' WHEN 1 THEN 'NAMES_PERSONS' WHEN 2 THEN 'DISMISSED' ELSE 'APPLIED' END, '', now()
      FROM generate_series(1, ${reports}) n;
    VACUUM ANALYZE people, reports, submissions, report_claims, replies`;
  await fillMadeUp(schema.pool, fill);
  await grantRoles(schema.options);
}, 120_000);
afterAll(() => schema.drop());

const thousands = reports / 1_000;
/** How many reports each list has. */
const expected: Readonly<Record<WorkList, number>> = {
  needs_me: thousands,
  mine: 2 * thousands,
  unclaimed: 7 * thousands,
  with_platform: 3 * thousands,
  due: thousands,
  refused: thousands,
  to_look: thousands,
  put_aside: thousands,
  escalated: thousands,
};

const never = () => {
  throw new Error('a list opens nothing');
};
const readList = (pool: Schema['pool'], list: WorkList, limit: number) =>
  new PgReportQueries(pool, { newKey: never, openKey: never }, deadlineRules).list({
    ...{ list, limit, personId: ada },
  });
/** Reads of tables that grow without end. */
const isWhole = (read: string) =>
  ['reports', 'submissions', 'replies'].some((table) => read === `Seq Scan on ${table}`);

it.each(workLists)('shows the list %s by an index, and what it has', async (list) => {
  const reads = readsIn(
    await plansOf(schema, 'uniflag_api', async (pool) => {
      expect(await readList(pool, list, 200)).toHaveLength(expected[list]);
    }),
  );
  expect(reads.filter(isWhole)).toEqual([]);
  expect(reads).not.toContain('using reports_newest');
});

it('counts all lists by indexes in one statement, no further than it says', async () => {
  const plans = await plansOf(schema, 'uniflag_api', async (pool) => {
    const counts = await new PgListCounts(pool, deadlineRules).read(ada);
    const capped = Object.entries(expected).map(([list, count]) => [list, Math.min(count, 100)]);
    expect(counts).toEqual({ ...Object.fromEntries(capped), all: 100, replies: 2 * thousands });
  });
  expect(readsIn(plans).filter(isWhole)).toEqual([]);
});

it('counts deadlines that are over or nearly so by the index of what ends next', async () => {
  const plans = await plansOf(schema, 'uniflag_api', async (pool) => {
    const channel = { platform: 'sixth-example', channel: 'sixth-mail' };
    const figures = await readDeadlineFigures(pool, 4 * 86_400_000);
    expect([...figures].sort((a, b) => a.whose.localeCompare(b.whose))).toEqual([
      { ...channel, whose: 'PLATFORM', breached: 0, dueSoon: 3 * thousands },
      { ...channel, whose: 'STAFF', breached: thousands, dueSoon: 0 },
    ]);
  });
  expect(readsIn(plans)).toEqual(['using submissions_clock_ends']);
});

it('counts nothing as mine of who is nobody', async () => {
  expect((await new PgListCounts(schema.pool, deadlineRules).read(null)).mine).toBe(0);
});
