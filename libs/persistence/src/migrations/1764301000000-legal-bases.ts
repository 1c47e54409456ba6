import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Subjects of the law table that staff picked for a report. */
export class LegalBases1764301000000 implements MigrationInterface {
  readonly name = 'LegalBases1764301000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE reports ADD COLUMN legal_bases text[] NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reports DROP COLUMN legal_bases');
  }
}
