import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What platforms did about notices of the last year, counted now and then: lists and previews read it at once. */
export class NoticeHistory1764550000000 implements MigrationInterface {
  readonly name = 'NoticeHistory1764550000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_history (
        mode text NOT NULL CHECK (mode IN ('armed', 'rehearsed')),
        platform text NOT NULL,
        channel text NOT NULL,
        category text NOT NULL,
        regime text NOT NULL,
        -- Half of the decisions came between these, in hours after the notice was sent; null where too few are known.
        usual_from_hours int,
        usual_to_hours int,
        -- By any channel.
        judged int NOT NULL,
        acted_on int NOT NULL,
        PRIMARY KEY (mode, platform, category, regime, channel),
        CHECK ((usual_from_hours IS NULL) = (usual_to_hours IS NULL))
      );
      -- When a worker last began to count.
      CREATE TABLE notice_history_counts (
        mode text PRIMARY KEY CHECK (mode IN ('armed', 'rehearsed')),
        counted_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notice_history, notice_history_counts');
  }
}
