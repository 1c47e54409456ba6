import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One-time links for members who report in an app what only they can.
 *
 * One row a submission: a new link takes the place of the one before. The answer is in `idempotency_keys`, under the
 * link's id.
 */
export class MemberLinks1764390000000 implements MigrationInterface {
  readonly name = 'MemberLinks1764390000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE member_links (
        submission_id uuid PRIMARY KEY REFERENCES submissions,
        id uuid NOT NULL UNIQUE,
        token_hash bytea NOT NULL UNIQUE,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE member_links');
  }
}
