import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages that we send inside an existing case, such as the answer to a platform's question.
 *
 * The text is encrypted with the data key of its report. A row is the intent to send it once it is `SENDING`, and due by
 * `next_try_at` while it is `QUEUED`; the version before knows no such rows and leaves them alone.
 */
export class FollowUps1764250000000 implements MigrationInterface {
  readonly name = 'FollowUps1764250000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE follow_ups (
        id uuid PRIMARY KEY,
        submission_id uuid NOT NULL REFERENCES submissions,
        report_id uuid NOT NULL REFERENCES reports,
        platform text NOT NULL,
        purpose text NOT NULL,
        number int NOT NULL,
        text bytea NOT NULL,
        asked_at timestamptz,
        in_reply_to text,
        mode text NOT NULL CHECK (mode IN ('rehearsed', 'armed')),
        state text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN')),
        epoch int NOT NULL DEFAULT 0,
        tries int NOT NULL DEFAULT 0,
        next_try_at timestamptz,
        lease_until timestamptz,
        started_at timestamptz,
        idempotency_key text NOT NULL,
        message_id text,
        code text,
        receipt text,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz,
        UNIQUE (submission_id, number)
      ) WITH (fillfactor = 80);
      CREATE UNIQUE INDEX follow_ups_one_open ON follow_ups (submission_id) WHERE state IN ('QUEUED', 'SENDING');
      CREATE INDEX follow_ups_due ON follow_ups (platform, next_try_at) WHERE state = 'QUEUED';
      CREATE INDEX follow_ups_leased ON follow_ups (lease_until) WHERE lease_until IS NOT NULL;
      CREATE INDEX follow_ups_by_message ON follow_ups (message_id) WHERE message_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE follow_ups');
  }
}
