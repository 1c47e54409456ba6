import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Submissions know how urgent they are and whether they were filed in rehearsal; platforms have a rate all workers
 * share, and a stopped one remembers how it stood.
 *
 * Columns only come, with defaults, so that the version before goes on working beside this one. A submission without a
 * mode was filed by that version: it goes where its platform stands.
 */
export class UrgencyAndMode1764200000000 implements MigrationInterface {
  readonly name = 'UrgencyAndMode1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submissions
        ADD COLUMN urgency smallint NOT NULL DEFAULT 1,
        ADD COLUMN mode text CHECK (mode IN ('rehearsed', 'armed'));
      CREATE INDEX submissions_due_by_urgency ON submissions (platform, urgency, next_try_at)
        WHERE delivery IN ('QUEUED', 'RETRY_WAIT') AND next_try_at IS NOT NULL;
      DROP INDEX submissions_due;

      ALTER TABLE platforms ADD COLUMN stopped_from text NOT NULL DEFAULT 'rehearsed';
      UPDATE platforms SET stopped_from = mode WHERE mode <> 'stopped';

      CREATE TABLE platform_rates (
        platform text PRIMARY KEY,
        tokens double precision NOT NULL,
        refilled_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE platform_rates;
      ALTER TABLE platforms DROP COLUMN stopped_from;
      CREATE INDEX submissions_due ON submissions (platform, next_try_at)
        WHERE delivery IN ('QUEUED', 'RETRY_WAIT') AND next_try_at IS NOT NULL;
      ALTER TABLE submissions DROP COLUMN mode, DROP COLUMN urgency;
    `);
  }
}
