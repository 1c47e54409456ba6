import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Channels that are dead are known, with who said so; submissions go on over another channel; explanations have
 * translations.
 *
 * `channel_states` holds the latest word on a channel, `channel_marks` every one. `mode` is set where notices that came
 * back say so: they say it of the mode they were sent in alone. The version before plans and sends as if no channel were
 * dead, sends unmarked rounds marked, and sends explanations as they were written.
 */
export class Channels1764370000000 implements MigrationInterface {
  readonly name = 'Channels1764370000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE channel_states (
        channel text PRIMARY KEY,
        platform text NOT NULL,
        state text NOT NULL CHECK (state IN ('DEAD', 'USABLE')),
        reason text NOT NULL,
        mode text,
        marked_by text NOT NULL,
        marked_at timestamptz NOT NULL
      );
      CREATE TABLE channel_marks (
        id bigserial PRIMARY KEY,
        channel text NOT NULL,
        platform text NOT NULL,
        state text NOT NULL,
        reason text NOT NULL,
        mode text,
        marked_by text NOT NULL,
        marked_at timestamptz NOT NULL
      );
      CREATE INDEX sends_by_channel ON sends (channel, started_at);

      ALTER TABLE submissions ADD COLUMN unmarked_round int;
      CREATE TABLE channel_switches (
        submission_id uuid NOT NULL REFERENCES submissions,
        number int NOT NULL,
        from_channel text NOT NULL,
        to_channel text NOT NULL,
        from_round int NOT NULL,
        -- Why the notice before surely led nowhere; null where it was not sent, or nobody knows.
        failure text,
        switched_by text NOT NULL,
        switched_at timestamptz NOT NULL,
        PRIMARY KEY (submission_id, number)
      );

      ALTER TABLE reports ADD COLUMN translations bytea;
      CREATE INDEX submissions_untranslated ON submissions (created_at)
        WHERE waiting_for = 'NOTICE.TRANSLATION_MISSING';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX submissions_untranslated;
      ALTER TABLE reports DROP COLUMN translations;
      DROP TABLE channel_switches;
      ALTER TABLE submissions DROP COLUMN unmarked_round;
      DROP INDEX sends_by_channel;
      DROP TABLE channel_marks, channel_states;
    `);
  }
}
