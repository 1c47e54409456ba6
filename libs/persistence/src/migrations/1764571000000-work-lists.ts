import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the lists that staff work by are found by: open work is a small part of all reports. */
export class WorkLists1764571000000 implements MigrationInterface {
  readonly name = 'WorkLists1764571000000';

  async up(runner: QueryRunner): Promise<void> {
    const end = `(CASE WHEN word = 'sent' THEN LEAST(acknowledge_due_at, due_at)
      WHEN word IN ('sent', 'acknowledged', 'under_review') THEN due_at
      WHEN word IN ('staff_action', 'reappeared', 'not_really_gone', 'reversed', 'delivery_uncertain', 'blocked', 'failed')
        THEN staff_due_at END)`;
    await runner.query(`
      CREATE INDEX reports_needing ON reports (created_at DESC, id DESC) WHERE attention <> '{}';
      CREATE INDEX reports_open ON reports (created_at DESC, id DESC)
        WHERE status NOT IN ('RESOLVED', 'WITHDRAWN') AND erased_at IS NULL;
      CREATE INDEX submissions_clock_ends ON submissions (${end}) WHERE ${end} IS NOT NULL;
      -- Without it, a third of all would be expected to end soon.
      CREATE STATISTICS submissions_clock_end ON ${end} FROM submissions;
      CREATE INDEX submissions_snoozed ON submissions (snoozed_until) WHERE snoozed_until IS NOT NULL;
      CREATE INDEX submissions_escalated ON submissions (report_id)
        WHERE escalation_step IN ('SUPERVISOR', 'REGULATOR_DRAFT');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP STATISTICS submissions_clock_end;
      DROP INDEX reports_needing, reports_open, submissions_clock_ends, submissions_snoozed,
      submissions_escalated`);
  }
}
