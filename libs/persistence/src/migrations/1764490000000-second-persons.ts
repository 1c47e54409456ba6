import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Acts on reports that wait for a second person, with their terms and why they were refused; and holds of reports whose
 * category a second person has to confirm.
 */
export class SecondPersons1764490000000 implements MigrationInterface {
  readonly name = 'SecondPersons1764490000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE approvals
        ADD COLUMN report_id uuid REFERENCES reports,
        ADD COLUMN terms jsonb,
        -- Encrypted with the report's key; gone once it is decided.
        ADD COLUMN note bytea,
        ADD COLUMN refused_because text;
      ALTER TABLE report_holds ADD COLUMN graded_by_id text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report_holds DROP COLUMN graded_by_id;
      ALTER TABLE approvals DROP COLUMN refused_because, DROP COLUMN note, DROP COLUMN terms, DROP COLUMN report_id;
    `);
  }
}
