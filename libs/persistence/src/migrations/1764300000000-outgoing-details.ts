import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names that must not leave, encrypted with the data key of their report, and the kinds of personal details that whoever
 * filed (`reports.filed_by`, `created_at`) or answered (`follow_ups.created_by`, `created_at`) let leave all the same.
 */
export class OutgoingDetails1764300000000 implements MigrationInterface {
  readonly name = 'OutgoingDetails1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reports ADD COLUMN confidential bytea, ADD COLUMN confirmed_findings text[] NOT NULL DEFAULT '{}';
      ALTER TABLE follow_ups ADD COLUMN confirmed_findings text[] NOT NULL DEFAULT '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE follow_ups DROP COLUMN confirmed_findings;
      ALTER TABLE reports DROP COLUMN confirmed_findings, DROP COLUMN confidential;
    `);
  }
}
