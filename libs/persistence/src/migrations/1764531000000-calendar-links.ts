import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links by which a calendar program reads deadlines: one a person, of which only the hash is kept. */
export class CalendarLinks1764531000000 implements MigrationInterface {
  readonly name = 'CalendarLinks1764531000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_links (
        person_id uuid PRIMARY KEY REFERENCES people ON DELETE CASCADE,
        token_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_links');
  }
}
