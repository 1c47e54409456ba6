import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When the table of wrapped keys was rewritten, so that nothing of destroyed ones is left in its file.
 *
 * ANALYZE kept samples of the wrapped keys in the catalogue, where those of destroyed ones stayed: it takes none any more, and
 * "changing" the type to what it was drops those it took.
 */
export class KeyClearings1764470000000 implements MigrationInterface {
  readonly name = 'KeyClearings1764470000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE key_clearings (
        cleared_at timestamptz PRIMARY KEY DEFAULT clock_timestamp(),
        -- Rows deleted and changed since the server's counters began, when this clearing began, and which start that was.
        changes bigint NOT NULL,
        server_started_at timestamptz NOT NULL,
        duration_ms int NOT NULL
      );
      ALTER TABLE data_keys ALTER COLUMN wrapped TYPE bytea, ALTER COLUMN wrapped SET STATISTICS 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE data_keys ALTER COLUMN wrapped SET STATISTICS -1;
      DROP TABLE key_clearings;
    `);
  }
}
