import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A report can be held; a submission can be withdrawn after it left, corrected by another one, and put aside.
 *
 * What is held has a next try in the year 9999, so that the version before leaves it alone as well. That version knows no
 * withdrawals and corrections to send: stop its workers before the first.
 */
export class ActsOfStaff1764360000000 implements MigrationInterface {
  readonly name = 'ActsOfStaff1764360000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submissions
        ADD COLUMN hold_until timestamptz,
        ADD COLUMN withdrawn boolean NOT NULL DEFAULT false,
        ADD COLUMN snoozed_until timestamptz,
        ADD COLUMN corrects uuid REFERENCES submissions;
      CREATE INDEX submissions_by_corrects ON submissions (corrects) WHERE corrects IS NOT NULL;

      CREATE TABLE report_holds (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        reason text NOT NULL,
        until_at timestamptz NOT NULL,
        note bytea,
        held_by text NOT NULL,
        held_by_id text NOT NULL,
        held_at timestamptz NOT NULL DEFAULT now(),
        released_by text,
        released_by_id text,
        released_at timestamptz,
        CONSTRAINT released_by_another CHECK (released_by_id <> held_by_id)
      );
      CREATE UNIQUE INDEX report_holds_open ON report_holds (report_id) WHERE released_at IS NULL;

      CREATE TABLE withdrawals (
        submission_id uuid PRIMARY KEY REFERENCES submissions,
        reason text NOT NULL,
        note bytea,
        withdrawn_by text NOT NULL,
        withdrawn_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE withdrawals, report_holds;
      ALTER TABLE submissions DROP COLUMN corrects, DROP COLUMN snoozed_until, DROP COLUMN withdrawn,
        DROP COLUMN hold_until;
    `);
  }
}
