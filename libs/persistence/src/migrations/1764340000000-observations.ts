import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Looks whether content is still there are kept, one row each; a person is told when to look; the watch has an end; a
 * removal is disproved by a second look; content that came back has a new notice beside the earlier one.
 *
 * An observation holds codes and times only. Rows of the version before have no end of their watch: it counts from when
 * they were sent.
 */
export class Observations1764340000000 implements MigrationInterface {
  readonly name = 'Observations1764340000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submissions
        ADD COLUMN seen_at timestamptz,
        ADD COLUMN second_look text,
        ADD COLUMN doubted_at timestamptz,
        ADD COLUMN look_due_at timestamptz,
        ADD COLUMN watch_ends_at timestamptz,
        ADD COLUMN repeats uuid REFERENCES submissions,
        ADD COLUMN good_faith_at timestamptz;
      CREATE INDEX submissions_looks ON submissions (look_due_at, id) WHERE look_due_at IS NOT NULL;
      CREATE INDEX submissions_by_repeats ON submissions (repeats) WHERE repeats IS NOT NULL;

      CREATE TABLE observations (
        id uuid PRIMARY KEY,
        submission_id uuid NOT NULL REFERENCES submissions,
        seen text NOT NULL,
        effects text[] NOT NULL,
        observer text NOT NULL,
        observed_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (submission_id, observed_at, observer, seen)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE observations;
      ALTER TABLE submissions DROP COLUMN good_faith_at, DROP COLUMN repeats, DROP COLUMN watch_ends_at, DROP COLUMN look_due_at,
        DROP COLUMN doubted_at, DROP COLUMN second_look, DROP COLUMN seen_at;
    `);
  }
}
