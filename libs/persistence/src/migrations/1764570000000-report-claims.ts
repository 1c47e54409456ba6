import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who takes care of a report: one person at most, until they release it, leave, or it is closed or erased. */
export class ReportClaims1764570000000 implements MigrationInterface {
  readonly name = 'ReportClaims1764570000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_claims (
        report_id uuid PRIMARY KEY REFERENCES reports,
        person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
        since timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX report_claims_by_person ON report_claims (person_id);

      CREATE FUNCTION end_claim() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM report_claims WHERE report_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER reports_end_claim AFTER UPDATE OF status, erased_at ON reports FOR EACH ROW
        WHEN (NEW.status IN ('RESOLVED', 'WITHDRAWN') OR NEW.erased_at IS NOT NULL) EXECUTE FUNCTION end_claim();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER reports_end_claim ON reports;
      DROP FUNCTION end_claim;
      DROP TABLE report_claims;
    `);
  }
}
