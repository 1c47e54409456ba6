import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who handed a report over to whoever takes care of it, and what they wrote with it. */
export class HandedOverClaims1764601000000 implements MigrationInterface {
  readonly name = 'HandedOverClaims1764601000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report_claims
        -- Null where they took it, or said since that they are on it.
        ADD COLUMN handed_over_by uuid REFERENCES people ON DELETE SET NULL,
        -- One of report_notes, if they wrote one.
        ADD COLUMN handed_over_note uuid;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report_claims DROP COLUMN handed_over_note, DROP COLUMN handed_over_by;
    `);
  }
}
