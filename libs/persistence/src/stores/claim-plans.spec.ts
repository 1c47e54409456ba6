import type pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { plansOf as runPlansOf, readsIn } from '../../../../test/support/plans.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { grantRoles } from '../roles/database-roles.js';
import { PgAuditChain } from '../audit/pg-audit-chain.js';
import { PgAlertQueries } from '../queries/pg-alert-queries.js';
import { PgEventQueries } from '../queries/pg-event-queries.js';
import { PgAlertStore } from './pg-alert-store.js';
import { PgDeadlineStore } from './pg-deadline-store.js';
import { PgDeliveryRecord } from './pg-delivery-record.js';
import { PgEndpointMails } from './pg-endpoint-mails.js';
import { PgFollowUpStore } from './pg-follow-up-store.js';
import { PgOutbox } from './pg-outbox.js';
import { PgReplyStore } from './pg-reply-store.js';
import { PgReportStore } from './pg-report-store.js';
import { PgSendStore } from './pg-send-store.js';
import { PgWebhookStore } from './pg-webhook-store.js';

/** Enough rows that are done with, so that reading the table would cost more than the index of what is due. */
const doneReports = 4_000;
const old = { attemptsForMs: 86_400_000, deliveriesForMs: 86_400_000 };
const leads = { DECISION: 1_000, ANSWER: 1_000, FIRST_LOOK: 1_000 };

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
  const { pool } = workshop.schema;
  await workshop.file(['sixth-example', 'lookup-example', 'dedupe-example']);
  await workshop.addEndpoint();
  const report = await workshop.file(['sixth-example', 'lookup-example']);
  await workshop.reply({ platform: 'sixth-example' }, 'nonsense', {
    inReplyTo: ['synthetic@uniflag.example'],
  });
  await pool.query('UPDATE submissions SET next_check_at = now() WHERE report_id = $1', [report.id]);
  const platforms = `('{sixth-example,lookup-example,dedupe-example}'::text[])[1 + n % 3]`;
  const fill = `
    INSERT INTO reports SELECT gen_random_uuid(), 'UF-1999-' || n, category, status, attention, counts, last_sequence,
      language, caller_role, asks, explanation, good_faith_at, facts_on, seen_at, filed_by, created_at, updated_at
      FROM (SELECT * FROM reports LIMIT 1) r, generate_series(1, ${doneReports}) n;
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind, names_person,
      delivery, decision, effects, verification, remedy, word, ask_answers, created_at, external_ref)
      SELECT gen_random_uuid(), r.id, n, r.reference || '-' || n, ${platforms}, '', 'USER', '{}', 'post', false, 'SENT', 'NONE',
        '{}', 'UNCHECKED', 'NONE', 'sent', '{}', now(), 'X-' || r.reference || n
      FROM reports r, generate_series(1, 5) n WHERE r.reference LIKE 'UF-1999-%';
    INSERT INTO sends (id, submission_id, number, epoch, round, channel, mode, idempotency_key, message_id, outcome)
      SELECT gen_random_uuid(), id, 1, 1, 0, '', 'armed', reference, reference || '@x', 'confirmed' FROM submissions
      WHERE delivery = 'SENT';
    INSERT INTO follow_ups (id, submission_id, report_id, platform, purpose, number, text, mode, state, idempotency_key,
      message_id, created_by)
      SELECT gen_random_uuid(), id, report_id, platform, 'INFORMATION', 1, '', 'armed', 'SENT', reference, reference || '@y',
        'test' FROM submissions WHERE delivery = 'SENT';
    INSERT INTO report_holds (id, report_id, reason, until_at, held_by, held_by_id, released_by, released_by_id, released_at)
      SELECT gen_random_uuid(), id, 'OTHER', now(), 'one', '1', 'other', '2', now() FROM reports;
    INSERT INTO replies (id, platform, via, message_key, match_references, in_reply_to, submission_id, state, content_hash, received_at)
      SELECT gen_random_uuid(), platform, 'EMAIL', reference, '{}', '{}', id, 'APPLIED', '', now() FROM submissions
      WHERE delivery = 'SENT';
    INSERT INTO events (report_id, sequence, id, type, v, at, status, attention, detail)
      SELECT r.id, n, gen_random_uuid(), 'submission.sent', 1, now(), 'IN_PROGRESS', '{}', '{}'
      FROM reports r, generate_series(1, 5) n WHERE r.reference LIKE 'UF-1999-%';
    INSERT INTO alerts (id, report_id, submission_id, kind, cause, urgency, stands_at, state, created_at, done_at)
      SELECT gen_random_uuid(), report_id, id, 'REFUSED', 'refused', 'HIGH', '{}', 'DONE', now(), now() FROM submissions
      WHERE delivery = 'SENT';
    INSERT INTO alerts (id, report_id, kind, cause, urgency, stands_at, next_step_at, created_at)
      SELECT gen_random_uuid(), id, 'REFUSED', 'refused', 'HIGH', '{}', now(), now() FROM reports LIMIT 3;
    INSERT INTO screenshots (id, report_id, category, media_type, size_bytes, is_scanned, sealed, added_by, added_by_id,
      expires_at) SELECT gen_random_uuid(), id, category, 'image/png', 1, true, '', '', '', now() FROM reports
      WHERE may_hold_screenshots(category);
    INSERT INTO alert_mails (id, report_id, alert_ids, recipient, address, step, message_id, state, created_at)
      SELECT gen_random_uuid(), report_id, ARRAY[id], '', '', 0, id::text, 'SENT', now() FROM alerts;
    UPDATE alert_feed SET xid = (SELECT max(xid) FROM events), position = 0;
    INSERT INTO webhook_deliveries (id, endpoint_id, event_id, report_id, sequence, state)
      SELECT gen_random_uuid(), w.id, e.id, e.report_id, e.sequence, 'DELIVERED' FROM events e, webhook_endpoints w
      ON CONFLICT DO NOTHING;
    INSERT INTO webhook_attempts (id, delivery_id, number, duration_ms, outcome)
      SELECT gen_random_uuid(), id, 1, 1, 'delivered' FROM webhook_deliveries;
    INSERT INTO endpoint_notices (endpoint_id, kind, delivery_id, told_at)
      SELECT endpoint_id, 'delivery.exhausted', id, now() FROM webhook_deliveries;
    ANALYZE`;
  // Each in a transaction of its own: other suites on this server wait for the oldest that is open.
  for (const statement of fill.split(';')) await pool.query(statement);
  await grantRoles(workshop.schema.options);
  await workshop.schema.pass(60_000);
}, 60_000);
afterAll(() => workshop.close());

const plansOf = (work: (pool: pg.Pool) => Promise<unknown>) =>
  runPlansOf(workshop.schema, 'uniflag_worker', work);

it.each<[what: string, index: string, large: string, work: (pool: pg.Pool) => Promise<unknown>]>([
  [
    'due submissions',
    'submissions_due_by_turn',
    'submissions',
    (pool) =>
      new PgSendStore(pool, uuidv7).claimDue({
        ...{ platform: 'sixth-example', limit: 5, leaseMs: 1_000, messageDomain: 'uniflag.example' },
      }),
  ],
  [
    'vanished senders',
    'submissions_leased',
    'submissions',
    (pool) => new PgSendStore(pool, uuidv7).claimStale(5, 30_000),
  ],
  [
    'due checks',
    'submissions_checks',
    'submissions',
    (pool) =>
      new PgSendStore(pool, uuidv7).claimChecks({ platform: 'lookup-example', limit: 5, leaseMs: 1_000 }),
  ],
  [
    'due steps',
    'submissions_steps',
    'submissions',
    (pool) => new PgDeadlineStore(pool, uuidv7).claimDue(5, 1_000),
  ],
  [
    'times that are nearly up',
    'submissions_unwarned',
    'submissions',
    (pool) => new PgDeadlineStore(pool, uuidv7).warn(5, { critical: leads, other: leads }),
  ],
  [
    'holds past their day',
    'report_holds_by_day',
    'report_holds',
    (pool) => new PgDeadlineStore(pool, uuidv7).warn(5, { critical: leads, other: leads }),
  ],
  ['lanes with due steps', 'submissions_steps', 'submissions', (pool) => new PgOutbox(pool).dueLanes()],
  [
    'due follow-ups',
    'follow_ups_due',
    'follow_ups',
    (pool) =>
      new PgFollowUpStore(pool).claimDue({
        ...{ platform: 'lookup-example', limit: 5, leaseMs: 1_000, messageDomain: 'uniflag.example' },
      }),
  ],
  [
    'follow-ups of vanished senders',
    'follow_ups_leased',
    'follow_ups',
    (pool) => new PgFollowUpStore(pool).endLost(5, 'SYNTHETIC'),
  ],
  [
    'replies to follow-ups',
    'follow_ups_by_message',
    'follow_ups',
    (pool) => new PgReplyStore(pool).claimDue(5, 1_000),
  ],
  ['lanes with due follow-ups', 'follow_ups_due', 'follow_ups', (pool) => new PgOutbox(pool).dueLanes()],
  [
    'due alerts',
    'alerts_due',
    'alerts',
    (pool) => new PgAlertStore(pool).takeSteps(5, 1_000, () => ({ alerts: [], mails: [] })),
  ],
  [
    'due mails to staff',
    'alert_mails_due',
    'alert_mails',
    (pool) => new PgAlertStore(pool).claimMails(5, 1_000),
  ],
  ['lanes with due alerts', 'alerts_due', 'alerts', (pool) => new PgOutbox(pool).dueLanes()],
  ['lanes with mails to staff', 'alert_mails_due', 'alert_mails', (pool) => new PgOutbox(pool).dueLanes()],
  [
    'what staff are not alerted to yet',
    'events_feed',
    'events',
    (pool) => new PgAlertStore(pool).follow(5, () => ({ raised: [], told: [] })),
  ],
  [
    'alerts that stand',
    'alerts_standing',
    'alerts',
    (pool) => new PgAlertQueries(pool).list({ limit: 5, states: ['OPEN'] }),
  ],
  ['alerts, newest first', 'alerts_newest', 'alerts', (pool) => new PgAlertQueries(pool).list({ limit: 5 })],
  ['due replies', 'replies_due', 'replies', (pool) => new PgReplyStore(pool).claimDue(5, 1_000)],
  [
    'replies by their thread',
    'sends_by_message',
    'sends',
    (pool) => new PgReplyStore(pool).claimDue(5, 1_000),
  ],
  [
    'replies by number',
    'submissions_by_external_ref',
    'submissions',
    (pool) => new PgReplyStore(pool).findByExternalRef('sixth-example', ['X-UF-1999-71', 'none']),
  ],
  [
    'due deliveries',
    'webhook_deliveries_next',
    'webhook_deliveries',
    (pool) => new PgWebhookStore(pool).claimDue(5, 1_000),
  ],
  [
    'old attempts',
    'webhook_attempts_oldest',
    'webhook_attempts',
    (pool) => new PgDeliveryRecord(pool).destroy(old, 5),
  ],
  [
    'old deliveries',
    'webhook_deliveries_done',
    'webhook_deliveries',
    (pool) => new PgDeliveryRecord(pool).destroy(old, 5),
  ],
  [
    'old notices',
    'endpoint_notices_newest',
    'endpoint_notices',
    (pool) => new PgDeliveryRecord(pool).destroy(old, 5),
  ],
  [
    'notices nobody was told of',
    'endpoint_notices_untold',
    'endpoint_notices',
    (pool) => new PgEndpointMails(pool).gather(['hooks@helpline.example'], 5),
  ],
  [
    'lanes with due submissions',
    'submissions_due_by_turn',
    'submissions',
    (pool) => new PgOutbox(pool).dueLanes(),
  ],
  [
    'lanes with due deliveries',
    'webhook_deliveries_next',
    'webhook_deliveries',
    (pool) => new PgOutbox(pool).dueLanes(),
  ],
  [
    'the feed',
    'events_feed',
    'events',
    (pool) => new PgEventQueries(pool).after({ xid: '0', position: '0' }, 50),
  ],
  [
    'a page for consumers',
    'events_feed',
    'events',
    (pool) => new PgEventQueries(pool).toldAfter({ xid: '0', position: '0' }, 50),
  ],
  ['what is not sealed yet', 'events_feed', 'events', (pool) => new PgAuditChain(pool).seal(5)],
  ['the end of the feed', 'events_feed', 'events', (pool) => new PgEventQueries(pool).end()],
])('finds %s through %s, never by reading all %s', async (_what, index, large, work) => {
  const plans = readsIn(await plansOf(work));
  expect(plans).toContain(`using ${index}`);
  expect(plans).not.toContain(`Seq Scan on ${large}`);
});

it('reads no large table for what each report needs, with plans that a connection keeps for any values', async () => {
  const plans = await runPlansOf(
    workshop.schema,
    'uniflag_worker',
    async (pool) => {
      await new PgOutbox(pool).take();
      await new PgSendStore(pool, uuidv7).claimDue({
        ...{ platform: 'sixth-example', limit: 5, leaseMs: 1_000, messageDomain: 'uniflag.example' },
      });
      const contentHashes = [Buffer.from('synthetic')];
      await new PgReportStore(pool, uuidv7).planContext(contentHashes);
      await new PgEventQueries(pool).after({ xid: '0', position: '0' }, 50);
    },
    'for any values',
  );
  const reads = readsIn(plans);
  expect(reads).toEqual(
    expect.arrayContaining([
      'using submissions_due_by_turn',
      'using submissions_by_content',
      'using events_feed',
    ]),
  );
  for (const large of ['reports', 'submissions', 'sends', 'events', 'data_keys'])
    expect(reads).not.toContain(`Seq Scan on ${large}`);
});

it('reads nothing of what waits behind an earlier delivery of its report, once it is known to', async () => {
  const { pool } = workshop.schema;
  await pool.query(`UPDATE webhook_deliveries SET state = 'DELIVERED'`);
  await pool.query(`
    UPDATE webhook_deliveries SET state = 'WAITING', sequence = place,
      report_id = (SELECT id FROM reports WHERE reference = 'UF-1999-1'),
      next_try_at = now() + CASE place WHEN 1 THEN interval '1 hour' ELSE interval '0' END
    FROM (SELECT id AS delivery, row_number() OVER (ORDER BY id) AS place FROM webhook_deliveries WHERE state = 'DELIVERED'
      LIMIT 2000) waiting WHERE id = delivery`);
  await pool.query('ANALYZE webhook_deliveries');
  expect(await new PgWebhookStore(pool).claimDue(5, 1_000)).toEqual([]);
  const plans = await plansOf(async (same) => {
    await new PgOutbox(same).dueLanes();
    await new PgWebhookStore(same).claimDue(5, 1_000);
  });
  const read = [...plans.matchAll(/on webhook_deliveries .*?actual rows=([\d.]+) loops=(\d+)/g)];
  expect(read.length).toBeGreaterThan(0);
  expect(read.reduce((sum, [, rows, loops]) => sum + Number(rows) * Number(loops), 0)).toBeLessThan(20);
});

it('hears that a consumer takes events again without reading what waits there, unless it was switched off', async () => {
  const { pool } = workshop.schema;
  const store = new PgWebhookStore(pool);
  await pool.query(`
    UPDATE webhook_deliveries SET state = 'WAITING', is_behind = false, lease_until = NULL,
      report_id = (SELECT id FROM reports WHERE reference = 'UF-1999-1'), sequence = place,
      next_try_at = now() + CASE place WHEN 1 THEN interval '0' ELSE interval '1 hour' END
    FROM (SELECT id AS delivery, row_number() OVER (ORDER BY id) AS place FROM webhook_deliveries LIMIT 2000) waiting
    WHERE id = delivery`);
  const [first] = await store.claimDue(1, 60_000);
  await pool.query('UPDATE webhook_endpoints SET failing_since = now()');
  const plans = await plansOf((same) =>
    new PgWebhookStore(same).close(
      [
        {
          ...{ deliveryId: first!.deliveryId, epoch: first!.epoch, attempt: 2, state: 'DELIVERED' },
          ...{ nextTryInMs: null, slowForMs: null, outcome: 'delivered', errorClass: null, status: 200 },
          ...{ durationMs: 1, phases: null, answer: null },
        },
      ],
      uuidv7,
    ),
  );
  const read = [...plans.matchAll(/on webhook_deliveries .*?actual rows=([\d.]+) loops=(\d+)/g)];
  expect(read.length).toBeGreaterThan(0);
  expect(read.reduce((sum, [, rows, loops]) => sum + Number(rows) * Number(loops), 0)).toBeLessThan(20);
});

it('locks a report without reading other reports or their submissions', async () => {
  const [report] = await workshop.schema.rows<{ id: string }>('SELECT id FROM reports LIMIT 1');
  const plans = readsIn(
    await plansOf((pool) =>
      new PgReportStore(pool, uuidv7).change([report?.id ?? ''], () => ({
        change: { reports: [] },
        result: undefined,
      })),
    ),
  );
  expect(plans.filter((plan) => plan.startsWith('Seq Scan'))).toEqual([]);
  expect(plans).toContain('using submissions_report_id_ordinal_key');
});
