import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filters of the list that people keep under a name, for themselves or for everybody. */
export class SavedViews1764572000000 implements MigrationInterface {
  readonly name = 'SavedViews1764572000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_views (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
        name text NOT NULL,
        filter jsonb NOT NULL,
        is_shared boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX saved_views_by_person ON saved_views (person_id);
      CREATE INDEX saved_views_shared ON saved_views (created_at) WHERE is_shared;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saved_views');
  }
}
