import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where a country restriction holds, which earlier case ours repeats, and who was shown a reply that names persons.
 *
 * The version before writes none of these and leaves them alone.
 */
export class NamesAndPlaces1764320000000 implements MigrationInterface {
  readonly name = 'NamesAndPlaces1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submissions ADD COLUMN territories text[] NOT NULL DEFAULT '{}', ADD COLUMN duplicate_of text;
      ALTER TABLE replies ADD COLUMN shown_at timestamptz, ADD COLUMN shown_by text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE replies DROP COLUMN shown_at, DROP COLUMN shown_by;
      ALTER TABLE submissions DROP COLUMN territories, DROP COLUMN duplicate_of;
    `);
  }
}
