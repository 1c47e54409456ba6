import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Yearly reports of a trusted flagger as they were sealed, one a year: figures and codes alone. */
export class AnnualReports1764540000000 implements MigrationInterface {
  readonly name = 'AnnualReports1764540000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE annual_reports (
        year integer PRIMARY KEY,
        -- Canonical JSON (RFC 8785), of which the hash in the seal is.
        report text NOT NULL,
        seal jsonb NOT NULL,
        -- What had been committed when it was counted: an event that is not in it came later.
        snapshot pg_snapshot NOT NULL,
        sealed_at timestamptz NOT NULL
      );
      CREATE TRIGGER annual_reports_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON annual_reports
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE annual_reports');
  }
}
