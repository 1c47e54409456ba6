import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A match of a reply can be taken back: what it did is kept with the reply until something rests on it. */
export class WithdrawnMatches1764600000000 implements MigrationInterface {
  readonly name = 'WithdrawnMatches1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE replies
        -- When a person last said whose it is; null where nobody did.
        ADD COLUMN matched_at timestamptz,
        -- What it then did to each submission, in codes and times, and how our own deadlines had ended before.
        ADD COLUMN matched_changes jsonb;
      CREATE INDEX replies_matched ON replies (received_at DESC, id DESC) WHERE matched_at IS NOT NULL;
      CREATE INDEX events_withdrawn_matches ON events (submission_id, sequence) WHERE type = 'reply.match_withdrawn';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX events_withdrawn_matches, replies_matched;
      ALTER TABLE replies DROP COLUMN matched_changes, DROP COLUMN matched_at;
    `);
  }
}
