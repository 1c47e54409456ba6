import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What outcomes are counted from is found by when a notice was sent, and by submission. */
export class Outcomes1764528000000 implements MigrationInterface {
  readonly name = 'Outcomes1764528000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX submissions_by_notice_time ON submissions (COALESCE(sent_at, created_at));
      -- When a platform first showed that it has a notice, when it decided, and when the content was first known to be gone.
      CREATE INDEX events_outcomes ON events (submission_id, at) INCLUDE (type, word, previous_word)
        WHERE type IN ('submission.acknowledged', 'submission.under_review', 'submission.info_requested',
          'submission.asks_answered', 'submission.decided', 'submission.verified', 'submission.reappeared',
          'submission.withdrawn', 'remedy.moved');
      CREATE INDEX events_breaches ON events (submission_id) WHERE type = 'submission.sla_breached';
      -- Notices nobody knew the fate of, what was decided about them, and repeats that say that they may be one.
      CREATE INDEX events_doubts ON events (submission_id, sequence) WHERE type = 'submission.uncertain'
        OR (detail ->> 'isMarkedResend') = 'true' OR (caller ->> 'operation') = 'decideResend';
      CREATE INDEX sends_unknown ON sends (submission_id) WHERE outcome = 'unknown';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX sends_unknown, events_doubts, events_breaches, events_outcomes, submissions_by_notice_time',
    );
  }
}
