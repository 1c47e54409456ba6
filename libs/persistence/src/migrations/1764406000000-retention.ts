import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept how long: the end of a report's personal part, reasons to keep it longer, and proof that it was destroyed. */
export class Retention1764406000000 implements MigrationInterface {
  readonly name = 'Retention1764406000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reports ADD COLUMN erased_at timestamptz, ADD COLUMN erased_because text;
      CREATE INDEX reports_idle ON reports (updated_at) WHERE erased_at IS NULL;

      CREATE TABLE report_keeps (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        reason text NOT NULL,
        until_at timestamptz,
        note bytea,
        kept_by text NOT NULL,
        kept_by_id text NOT NULL,
        kept_at timestamptz NOT NULL DEFAULT now(),
        lifted_by text,
        lifted_by_id text,
        lifted_at timestamptz
      );
      CREATE INDEX report_keeps_open ON report_keeps (report_id, kept_at) WHERE lifted_at IS NULL;

      CREATE TABLE erasures (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL UNIQUE REFERENCES reports,
        reference text NOT NULL,
        because text NOT NULL CHECK (because IN ('RETENTION', 'REQUEST')),
        erased_by text,
        erased_by_id text,
        erased_at timestamptz NOT NULL DEFAULT now(),
        key_fingerprints bytea[] NOT NULL
      );
      CREATE INDEX erasures_by_time ON erasures (erased_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE erasures, report_keeps;
      ALTER TABLE reports DROP COLUMN erased_at, DROP COLUMN erased_because;
    `);
  }
}
