import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One notice may name several targets: the submissions of the others name the one that leads. What the version before
 * files has a notice of its own.
 */
export class SharedNotices1764405000000 implements MigrationInterface {
  readonly name = 'SharedNotices1764405000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submissions ADD COLUMN notice_of uuid REFERENCES submissions (id) ON DELETE CASCADE;
      CREATE INDEX submissions_by_notice ON submissions (notice_of) WHERE notice_of IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE submissions DROP COLUMN notice_of');
  }
}
