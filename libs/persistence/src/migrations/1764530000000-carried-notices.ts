import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each send carried, for whoever must prove later what a platform was told. */
export class CarriedNotices1764530000000 implements MigrationInterface {
  readonly name = 'CarriedNotices1764530000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sends
        -- Sealed with the key of its report, and destroyed with it.
        ADD COLUMN carried bytea;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sends DROP COLUMN carried');
  }
}
