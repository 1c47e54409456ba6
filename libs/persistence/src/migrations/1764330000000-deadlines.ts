import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Submissions keep the times of both sides, and remember which steps were taken about a platform that stays silent. A
 * reminder has no text of its own.
 *
 * Columns only come. What the version before goes on sending has no `next_step_at`: its first step is due with its
 * decision. That version cannot send a reminder: one that it claims fails, and the ladder goes on.
 */
export class Deadlines1764330000000 implements MigrationInterface {
  readonly name = 'Deadlines1764330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submissions
        ADD COLUMN acknowledge_due_at timestamptz,
        ADD COLUMN staff_due_at timestamptz,
        ADD COLUMN paused_at timestamptz,
        ADD COLUMN next_step_at timestamptz,
        ADD COLUMN escalation_step text;
      CREATE INDEX submissions_steps ON submissions (COALESCE(next_step_at, due_at))
        WHERE word IN ('sent', 'acknowledged', 'under_review');
      ALTER TABLE follow_ups ALTER COLUMN text DROP NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM follow_ups WHERE text IS NULL;
      ALTER TABLE follow_ups ALTER COLUMN text SET NOT NULL;
      DROP INDEX submissions_steps;
      ALTER TABLE submissions DROP COLUMN acknowledge_due_at, DROP COLUMN staff_due_at, DROP COLUMN paused_at,
        DROP COLUMN next_step_at, DROP COLUMN escalation_step;
    `);
  }
}
