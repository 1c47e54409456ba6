import { fillMadeUp } from '../../../../test/support/made-up-rows.js';
import { plansOf, readsIn } from '../../../../test/support/plans.js';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { grantRoles } from '../roles/database-roles.js';
import { queueWaits, readCommonWaits, readPlatformWaits, type PlatformWait } from './pg-queues.js';

const reports = 20_000;

let schema: Schema;
beforeAll(async () => {
  schema = await openSchema();
  // Old reports that are done, among them a few of everything that waits.
  const fill = `
    INSERT INTO platforms (platform) VALUES ('sixth-example') ON CONFLICT DO NOTHING;
    INSERT INTO reports (id, reference, category, status, attention, counts, last_sequence, language, caller_role, asks,
      good_faith_at, filed_by, created_at)
      SELECT gen_random_uuid(), 'UF-1999-' || n, 'HATE', 'RESOLVED', '{}', '{}', 1, 'en', 'PARENT', '{}', now(), 'test',
        timestamptz '1999-01-01' + n * interval '1 hour' FROM generate_series(1, ${reports}) n;
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind, names_person, target,
      delivery, decision, effects, verification, remedy, word, ask_answers, created_at, next_try_at, lease_until, next_check_at)
      SELECT gen_random_uuid(), r.id, 1, r.reference || '-1', 'sixth-example',
        CASE WHEN n % 2000 < 1000 THEN 'sixth-form' ELSE 'sixth-mail' END, 'USER', '{}', 'post', false, '\\x00',
        COALESCE((ARRAY['QUEUED', 'RETRY_WAIT', 'SENDING', 'UNCERTAIN', 'HANDOFF_PENDING', 'BLOCKED'])[n % 1000 + 1], 'SENT'),
        'NONE', '{}',
        'NONE', 'NONE',
        COALESCE((ARRAY['queued', 'queued', 'queued', 'delivery_uncertain', 'staff_action', 'blocked'])[n % 1000 + 1], 'gone_verified'),
        '{}', r.created_at,
        CASE n % 1000 WHEN 0 THEN now() - n * interval '1 minute' WHEN 1 THEN now() + n * interval '1 minute' END,
        CASE n % 1000 WHEN 2 THEN now() + interval '30 seconds' END,
        CASE n % 1000 WHEN 6 THEN now() - interval '1 hour' WHEN 7 THEN now() + interval '1 hour' END
      FROM reports r CROSS JOIN LATERAL (SELECT substr(r.reference, 9)::int AS n) AS numbered;
    INSERT INTO follow_ups (id, submission_id, report_id, platform, purpose, number, text, mode, state, next_try_at, idempotency_key,
      created_by)
      SELECT gen_random_uuid(), s.id, s.report_id, s.platform, 'ANSWER', 1, '\\x00', 'rehearsed',
        CASE WHEN n % 1000 < 9 THEN 'QUEUED' ELSE 'SENT' END,
        CASE n % 1000 WHEN 8 THEN now() - interval '1 hour' WHEN 7 THEN now() + interval '1 hour' END, s.reference, 'test'
      FROM submissions s CROSS JOIN LATERAL (SELECT split_part(s.reference, '-', 3)::int AS n) AS numbered WHERE n % 1000 > 6;
    VACUUM ANALYZE reports, submissions, follow_ups`;
  await fillMadeUp(schema.pool, fill);
  await grantRoles(schema.options);
}, 120_000);
afterAll(() => schema.drop());

/** Reads of tables that grow without end. */
const isWhole = (read: string) =>
  ['reports', 'submissions', 'follow_ups', 'replies', 'webhook_deliveries'].some(
    (table) => read === `Seq Scan on ${table}`,
  );

it('counts what waits at each channel by indexes of what is open alone', async () => {
  let found: readonly PlatformWait[] = [];
  const plans = await plansOf(schema, 'uniflag_api', async (pool) => {
    found = await readPlatformWaits(pool);
  });
  expect(readsIn(plans).filter(isWhole)).toEqual([]);
  const each = reports / 2_000;
  expect(found.map(({ channel, wait, count }) => [channel, wait, count])).toEqual(
    ['sixth-form', 'sixth-mail'].flatMap((channel) => queueWaits.map((wait) => [channel, wait, each])),
  );
});

it('says since when the first is due, and when the next will be', async () => {
  const nowMs = Date.now();
  const found = await readPlatformWaits(schema.pool);
  const minutesOf = (wait: PlatformWait['wait']) =>
    found
      .filter((each) => each.wait === wait)
      .map(({ firstAtMs }) => Math.round((firstAtMs - nowMs) / 60_000));
  const [lastForm, lastMail] = [reports, reports - 1_000];
  const due = minutesOf('DUE');
  expect(due[0]).toBeGreaterThanOrEqual(-lastForm - 5);
  expect(due[0]).toBeLessThanOrEqual(-lastForm + 1);
  expect(due[1]).toBeLessThanOrEqual(-lastMail + 1);
  expect(minutesOf('LATER')[0]).toBeLessThanOrEqual(2_001);
});

it('has nothing of all platforms where nothing waits', async () => {
  const plans = await plansOf(schema, 'uniflag_api', async (pool) => {
    expect(await readCommonWaits(pool)).toEqual([
      { queue: 'WAKE_UPS', count: 0, firstAtMs: null },
      { queue: 'REPLIES', count: 0, firstAtMs: null },
      { queue: 'WEBHOOKS', count: 0, firstAtMs: null },
    ]);
  });
  expect(plans).toContain('outbox');
});
