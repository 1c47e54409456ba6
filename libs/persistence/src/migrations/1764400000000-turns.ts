import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Submissions of a large report take turns with those of others. What the version before files is all of the first turn,
 * as everything was.
 */
export class Turns1764400000000 implements MigrationInterface {
  readonly name = 'Turns1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submissions ADD COLUMN turn smallint NOT NULL DEFAULT 0;
      CREATE INDEX submissions_due_by_turn ON submissions (platform, urgency, turn, next_try_at)
        WHERE delivery IN ('QUEUED', 'RETRY_WAIT') AND next_try_at IS NOT NULL;
      DROP INDEX submissions_due_by_urgency;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX submissions_due_by_urgency ON submissions (platform, urgency, next_try_at)
        WHERE delivery IN ('QUEUED', 'RETRY_WAIT') AND next_try_at IS NOT NULL;
      DROP INDEX submissions_due_by_turn;
      ALTER TABLE submissions DROP COLUMN turn;
    `);
  }
}
