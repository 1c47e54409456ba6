import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports know the triage answers that led to their category, and where their callers were sent.
 *
 * Codes only. The version before files reports without answers and records no referrals.
 */
export class TriageAndReferrals1764350000000 implements MigrationInterface {
  readonly name = 'TriageAndReferrals1764350000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reports ADD COLUMN triage jsonb NOT NULL DEFAULT '[]';

      CREATE TABLE report_referrals (
        report_id uuid NOT NULL REFERENCES reports,
        key text NOT NULL,
        state text NOT NULL CHECK (state IN ('OFFERED', 'ACCEPTED', 'DECLINED')),
        recorded_by text NOT NULL,
        first_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (report_id, key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE report_referrals;
      ALTER TABLE reports DROP COLUMN triage;
    `);
  }
}
