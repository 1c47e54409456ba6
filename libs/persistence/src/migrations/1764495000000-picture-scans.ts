import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One nightly scan for pictures a day, whichever worker makes it: where something lies, nothing of what it is. */
export class PictureScans1764495000000 implements MigrationInterface {
  readonly name = 'PictureScans1764495000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE picture_scans (
        -- On the clock of the organisation.
        day date PRIMARY KEY,
        began_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        found integer,
        -- Signed over everything but its signature.
        scan jsonb,
        -- When the operator was told what there is to tell.
        told_at timestamptz,
        CHECK ((ended_at IS NULL) = (scan IS NULL) AND (scan IS NULL) = (found IS NULL))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE picture_scans');
  }
}
