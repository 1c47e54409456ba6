import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes by which callers read how their report stands. One row a report: a new code takes the place of the one before. */
export class CallerCodes1764580000000 implements MigrationInterface {
  readonly name = 'CallerCodes1764580000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE caller_codes (
        report_id uuid PRIMARY KEY REFERENCES reports,
        code_hash bytea NOT NULL UNIQUE,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE caller_codes');
  }
}
