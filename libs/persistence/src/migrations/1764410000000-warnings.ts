import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Staff are told before a time is up and when a hold is past its day, each once: for which end, and when.
 *
 * What nobody was told of yet is found by its end, as the core's `warnedClock` says.
 */
export class Warnings1764410000000 implements MigrationInterface {
  readonly name = 'Warnings1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    const end = `(CASE WHEN word IN ('sent', 'acknowledged', 'under_review') THEN due_at
      WHEN word IN ('info_requested', 'staff_action', 'reappeared', 'not_really_gone', 'reversed', 'delivery_uncertain',
        'blocked', 'failed') THEN staff_due_at END)`;
    await runner.query(`
      ALTER TABLE submissions
        ADD COLUMN warned_for timestamptz,
        ADD COLUMN warned_at timestamptz;
      CREATE INDEX submissions_unwarned ON submissions (${end})
        WHERE hold_until IS NULL AND ${end} IS NOT NULL
          AND (warned_for IS DISTINCT FROM ${end} OR snoozed_until > warned_at);
      ALTER TABLE report_holds
        ADD COLUMN warned_for timestamptz,
        ADD COLUMN warned_at timestamptz;
      CREATE INDEX report_holds_by_day ON report_holds (until_at) WHERE released_at IS NULL;
      CREATE INDEX report_holds_by_report ON report_holds (report_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX report_holds_by_report;
      DROP INDEX report_holds_by_day;
      ALTER TABLE report_holds DROP COLUMN warned_for, DROP COLUMN warned_at;
      DROP INDEX submissions_unwarned;
      ALTER TABLE submissions DROP COLUMN warned_for, DROP COLUMN warned_at;
    `);
  }
}
