import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff write to each other about a report. A note that its writer struck out stays without its text. */
export class ReportNotes1764590000000 implements MigrationInterface {
  readonly name = 'ReportNotes1764590000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_notes (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        text bytea,
        written_by text NOT NULL,
        written_by_id text NOT NULL,
        written_at timestamptz NOT NULL DEFAULT now(),
        struck_at timestamptz,
        CONSTRAINT struck_without_text CHECK ((text IS NULL) = (struck_at IS NOT NULL))
      );
      CREATE INDEX report_notes_by_report ON report_notes (report_id, written_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report_notes');
  }
}
