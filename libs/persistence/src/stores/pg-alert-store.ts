import type pg from 'pg';
import type { AlertingEvent, AlertStore, ClaimedAlertMail, DueAlert, ToldAlert } from '#application';
import { currentActor } from '../audit/acting.js';
import { inTransaction } from './in-transaction.js';
import { passOnEvents } from './report-statements.js';
import { retryConflicts } from './retry-conflicts.js';

/** Events that came since the feed was last read for alerts, and surely none before them still to come. */
const isUnread = `(xid, position) > ((SELECT xid FROM alert_feed), (SELECT position FROM alert_feed))
  AND xid < pg_snapshot_xmin(pg_current_snapshot())`;

/** Whether a step of an alert, or a mail that tells of one, is due. */
export const isAnyAlertDue = `EXISTS (SELECT 1 FROM alerts WHERE state = 'OPEN' AND next_step_at <= now())
  OR EXISTS (SELECT 1 FROM alert_mails WHERE next_try_at <= now())`;

/** Alerts to staff in PostgreSQL. */
export class PgAlertStore implements AlertStore {
  constructor(private readonly pool: pg.Pool) {}

  async follow(limit: number, decide: Parameters<AlertStore['follow']>[1]): ReturnType<AlertStore['follow']> {
    // In the order of the feed, so that its index is read whatever the planner takes the rest to be.
    const { rowCount } = await this.pool.query(
      `SELECT 1 FROM events WHERE ${isUnread} ORDER BY xid, position LIMIT 1`,
    );
    if (rowCount === 0) return 0;
    const read = await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      const feed = await client.query('SELECT 1 FROM alert_feed FOR UPDATE SKIP LOCKED');
      // Another worker reads.
      if (feed.rowCount === 0) return undefined;
      const events = await unreadEvents(client, limit);
      const last = events.at(-1);
      if (last === undefined) return undefined;
      const { raised, told } = decide(events, Number(last.now_ms));
      const ended = told.length > 0 && (await endAlerts(client, told));
      const isAnyNew = raised.length > 0 && (await insertAlerts(client, raised));
      await client.query('UPDATE alert_feed SET xid = $1::xid8, position = $2::bigint', [
        last.xid,
        last.position,
      ]);
      if (ended || isAnyNew) await client.query(tellReaders);
      return events.length;
    });
    return read ?? 0;
  }

  async takeSteps(
    limit: number,
    gatherMs: number,
    decide: Parameters<AlertStore['takeSteps']>[2],
  ): ReturnType<AlertStore['takeSteps']> {
    const taken = await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      const { rows } = await client.query<DueAlert & { now_ms: string }>(dueStatement, [limit, gatherMs]);
      if (rows.length === 0) return undefined;
      const { alerts, mails } = decide(rows, Number(rows[0]?.now_ms));
      await client.query(
        `UPDATE alerts a SET step = i.step, next_step_at = to_timestamp(i."nextStepAtMs" / 1000.0),
           state = CASE WHEN i."isDone" THEN 'DONE' ELSE a.state END,
           done_at = CASE WHEN i."isDone" THEN now() END
         FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, step int, "nextStepAtMs" bigint, "isDone" boolean)
         WHERE a.id = i.id AND a.id = ANY($2::uuid[])`,
        [JSON.stringify(alerts), alerts.map(({ id }) => id)],
      );
      await client.query(
        `INSERT INTO alert_mails (id, report_id, alert_ids, recipient, address, step, message_id, next_try_at, created_at)
         SELECT id, "reportId", ARRAY(SELECT jsonb_array_elements_text("alertIds")::uuid), recipient, address, step,
           "messageId", now(), now()
         FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, "reportId" uuid, "alertIds" jsonb, recipient text,
           address text, step int, "messageId" text)`,
        [JSON.stringify(mails)],
      );
      await client.query(tellReaders);
      return rows.length;
    });
    return taken ?? 0;
  }

  async claimMails(limit: number, leaseMs: number): Promise<readonly ClaimedAlertMail[]> {
    const { rows } = await retryConflicts(() =>
      this.pool.query<Omit<ClaimedAlertMail, 'alerts'> & { alerts: readonly ToldAlert[] | null }>(
        claimMailsStatement,
        [limit, leaseMs],
      ),
    );
    return rows.flatMap(({ alerts, ...mail }) => (alerts === null ? [] : [{ ...mail, alerts }]));
  }

  async closeMails(closings: Parameters<AlertStore['closeMails']>[0]): Promise<void> {
    await this.pool.query(
      `UPDATE alert_mails m SET state = i.state, outcome = i.outcome,
         next_try_at = now() + i."nextTryInMs" * interval '1 millisecond',
         closed_at = CASE WHEN i.state = 'SENT' THEN now() END
       FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, epoch int, state text, "nextTryInMs" bigint, outcome text)
       WHERE m.id = i.id AND m.epoch = i.epoch`,
      [JSON.stringify(closings)],
    );
  }

  async acknowledge(alertId: string, by: string, eventId: string): Promise<boolean> {
    const { rows } = await retryConflicts(() =>
      this.pool.query<{ taken: number }>(acknowledgeStatement, [alertId, by, eventId, currentActor()]),
    );
    return rows[0]?.taken === 1;
  }
}

/** Readers of the live stream read the alerts anew. */
const tellReaders = `SELECT pg_notify('uniflag', 'alerts')`;

type UnreadEvent = AlertingEvent & { xid: string; position: string; now_ms: string };

async function unreadEvents(client: pg.PoolClient, limit: number): Promise<readonly UnreadEvent[]> {
  const { rows } = await client.query<UnreadEvent>(
    `SELECT e.report_id AS "reportId", e.type, e.submission_id AS "submissionId", e.platform, e.word,
       e.previous_word AS "previousWord", e.detail, r.category, e.xid::text AS xid, e.position::text AS position,
       floor(extract(epoch FROM now()) * 1000) AS now_ms
     FROM (SELECT * FROM events WHERE ${isUnread} ORDER BY xid, position LIMIT $1) e JOIN reports r ON r.id = e.report_id
     ORDER BY e.xid, e.position`,
    [limit],
  );
  return rows;
}

/** @returns whether any ended */
async function endAlerts(
  client: pg.PoolClient,
  told: ReturnType<Parameters<AlertStore['follow']>[1]>['told'],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE alerts a SET state = 'DONE', done_at = now(), next_step_at = NULL
     WHERE a.state <> 'DONE' AND EXISTS (
       SELECT 1 FROM jsonb_to_recordset($1::jsonb) AS i("reportId" uuid, reach text, "submissionId" uuid, word text,
         "isStaffAct" boolean, overtaken text)
       WHERE i."reportId" = a.report_id AND CASE i.reach
         WHEN 'SUBMISSION' THEN i."submissionId" = a.submission_id
           AND (i."isStaffAct" OR i.word <> ALL(a.stands_at) OR i.overtaken = a.kind)
         WHEN 'WHOLE' THEN a.submission_id IS NULL
         ELSE true END)
       AND a.report_id = ANY($2::uuid[])`,
    [JSON.stringify(told), [...new Set(told.map(({ reportId }) => reportId))]],
  );
  return (rowCount ?? 0) > 0;
}

/** One that stands already is not raised again. @returns whether any was new */
async function insertAlerts(
  client: pg.PoolClient,
  raised: ReturnType<Parameters<AlertStore['follow']>[1]>['raised'],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO alerts (id, report_id, submission_id, platform, kind, cause, urgency, stands_at, next_step_at, created_at)
     SELECT id, "reportId", "submissionId", platform, kind, cause, urgency,
       ARRAY(SELECT jsonb_array_elements_text("standsAt")), to_timestamp("nextStepAtMs" / 1000.0),
       date_trunc('milliseconds', now())
     FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, "reportId" uuid, "submissionId" uuid, platform text, kind text,
       cause text, urgency text, "standsAt" jsonb, "nextStepAtMs" bigint)
     WHERE "submissionId" IS NOT NULL OR NOT EXISTS (
       SELECT 1 FROM alerts a WHERE a.report_id = i."reportId" AND a.submission_id IS NULL AND a.kind = i.kind
         AND a.cause = i.cause AND a.state <> 'DONE')
     ON CONFLICT (submission_id, kind, cause) WHERE state <> 'DONE' DO NOTHING`,
    [JSON.stringify(raised)],
  );
  return (rowCount ?? 0) > 0;
}

/** $1 limit, $2 how long alerts of one report are gathered, in ms. */
const dueStatement = `
  WITH soon AS (
    SELECT id, report_id, next_step_at FROM alerts
    WHERE state = 'OPEN' AND next_step_at <= now() + $2 * interval '1 millisecond'
    ORDER BY next_step_at LIMIT 10 * $1::int
  ),
  due AS (
    SELECT report_id FROM soon WHERE next_step_at <= now() ORDER BY next_step_at LIMIT $1
  )
  SELECT a.id, a.report_id AS "reportId", a.kind, a.urgency, a.step,
    CASE WHEN s.id IS NOT NULL THEN s.word = ANY(a.stands_at)
      WHEN a.kind = 'HOLD_OVERDUE' THEN EXISTS (SELECT 1 FROM report_holds h WHERE h.report_id = a.report_id
        AND h.released_at IS NULL AND h.until_at <= now())
      ELSE true END AS "isStanding",
    floor(extract(epoch FROM now()) * 1000) AS now_ms
  FROM soon JOIN alerts a ON a.id = soon.id LEFT JOIN submissions s ON s.id = a.submission_id
  WHERE a.state = 'OPEN' AND a.next_step_at <= now() + $2 * interval '1 millisecond'
    AND soon.report_id IN (SELECT report_id FROM due)
  ORDER BY a.next_step_at FOR UPDATE OF a SKIP LOCKED`;

/** $1 limit, $2 lease in ms. */
const claimMailsStatement = `
  WITH due AS (
    SELECT m.id, EXISTS (SELECT 1 FROM alerts WHERE id = ANY(m.alert_ids) AND state = 'OPEN') AS is_wanted
    FROM alert_mails m WHERE m.next_try_at <= now() ORDER BY m.next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ),
  claimed AS (
    UPDATE alert_mails m SET epoch = m.epoch + 1,
      tries = m.tries + CASE WHEN due.is_wanted THEN 1 ELSE 0 END,
      state = CASE WHEN due.is_wanted THEN 'SENDING' ELSE 'OBSOLETE' END,
      next_try_at = CASE WHEN due.is_wanted THEN now() + $2 * interval '1 millisecond' END,
      closed_at = CASE WHEN due.is_wanted THEN NULL ELSE now() END
    FROM due WHERE m.id = due.id RETURNING m.*
  )
  SELECT c.id, c.epoch, c.tries, c.address, c.recipient, c.step, c.message_id AS "messageId",
    r.reference AS "reportReference", told.alerts
  FROM claimed c JOIN reports r ON r.id = c.report_id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('kind', a.kind, 'urgency', a.urgency, 'platform', a.platform,
      'createdAtMs', ${millis('a.created_at')}, 'word', s.word, 'clocks', jsonb_build_object(
        'dueAtMs', ${millis('s.due_at')}, 'acknowledgeDueAtMs', ${millis('s.acknowledge_due_at')},
        'staffDueAtMs', ${millis('s.staff_due_at')}, 'pausedAtMs', ${millis('s.paused_at')})) ORDER BY a.id) AS alerts
    FROM alerts a LEFT JOIN submissions s ON s.id = a.submission_id
    WHERE a.id = ANY(c.alert_ids) AND a.state = 'OPEN' AND c.state = 'SENDING'
  ) told ON true`;

function millis(column: string): string {
  return `floor(extract(epoch FROM ${column}) * 1000)`;
}

/** $1 alert, $2 who takes it, $3 id of the event, $4 caller. The report is changed with it: its lock keeps its events in order. */
const acknowledgeStatement = `
  WITH taken AS (
    UPDATE alerts SET acknowledged_by = $2, acknowledged_at = now(), next_step_at = NULL,
      state = CASE WHEN submission_id IS NULL THEN 'DONE' ELSE 'ACKNOWLEDGED' END,
      done_at = CASE WHEN submission_id IS NULL THEN now() END
    WHERE id = $1 AND state = 'OPEN' RETURNING report_id, submission_id, platform, kind
  ),
  changed_report AS (
    UPDATE reports r SET last_sequence = r.last_sequence + 1, updated_at = now()
    FROM taken WHERE r.id = taken.report_id RETURNING r.id, r.last_sequence, r.status, r.attention
  ),
  new_events AS (
    INSERT INTO events (id, report_id, sequence, type, v, at, submission_id, platform, word, previous_word, status,
      previous_status, attention, detail, caller)
    SELECT $3, r.id, r.last_sequence, 'alert.acknowledged', 1, clock_timestamp(), t.submission_id, t.platform, NULL,
      NULL, r.status, NULL, r.attention, jsonb_build_object('alert', t.kind, 'actor', 'STAFF'), $4::jsonb
    FROM taken t CROSS JOIN changed_report r
    RETURNING id, report_id, sequence, type, platform
  ),
  ${passOnEvents()}
  SELECT (SELECT count(*)::int FROM taken) AS taken, pg_notify('uniflag', ''), pg_notify('uniflag', 'alerts')`;
