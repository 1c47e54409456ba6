import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts to staff, the mails that tell of them, and how far the feed was read for them.
 *
 * Codes, ids and addresses of staff only. What happened before raises none: the feed is read from its end. `kind` is
 * bound to no list, so that a later version can raise kinds that this one only passes on.
 */
export class Alerts1764380000000 implements MigrationInterface {
  readonly name = 'Alerts1764380000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alerts (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        submission_id uuid REFERENCES submissions,
        platform text,
        kind text NOT NULL,
        cause text NOT NULL,
        urgency text NOT NULL,
        stands_at text[] NOT NULL,
        state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'ACKNOWLEDGED', 'DONE')),
        step int NOT NULL DEFAULT 0,
        next_step_at timestamptz,
        -- In whole milliseconds: lists are paged by it.
        created_at timestamptz NOT NULL,
        acknowledged_by text,
        acknowledged_at timestamptz,
        done_at timestamptz,
        CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL)),
        CHECK ((state = 'DONE') = (done_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX alerts_once ON alerts (submission_id, kind, cause) WHERE state <> 'DONE';
      CREATE INDEX alerts_due ON alerts (next_step_at) WHERE state = 'OPEN' AND next_step_at IS NOT NULL;
      CREATE INDEX alerts_standing ON alerts (created_at DESC, id DESC) WHERE state <> 'DONE';
      CREATE INDEX alerts_newest ON alerts (created_at DESC, id DESC);
      CREATE INDEX alerts_by_report ON alerts (report_id);

      CREATE TABLE alert_mails (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        alert_ids uuid[] NOT NULL,
        recipient text NOT NULL,
        address text NOT NULL,
        step int NOT NULL,
        message_id text NOT NULL UNIQUE,
        state text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'OBSOLETE')),
        tries int NOT NULL DEFAULT 0,
        epoch int NOT NULL DEFAULT 0,
        next_try_at timestamptz,
        outcome text,
        created_at timestamptz NOT NULL,
        closed_at timestamptz,
        CHECK ((state IN ('QUEUED', 'SENDING')) = (next_try_at IS NOT NULL))
      );
      CREATE INDEX alert_mails_due ON alert_mails (next_try_at) WHERE next_try_at IS NOT NULL;

      CREATE TABLE alert_feed (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        xid xid8 NOT NULL,
        position bigint NOT NULL
      );
      INSERT INTO alert_feed (xid, position) VALUES (pg_snapshot_xmin(pg_current_snapshot()), 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE alert_feed; DROP TABLE alert_mails; DROP TABLE alerts;');
  }
}
