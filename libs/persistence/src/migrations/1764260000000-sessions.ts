import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staff sign in: sessions of browsers, and codes that open one once. */
export class Sessions1764260000000 implements MigrationInterface {
  readonly name = 'Sessions1764260000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        api_key_id uuid NOT NULL REFERENCES api_keys,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        -- The end, unless it is used before: never later than ends_at, so that this alone says whether it lasts.
        idle_ends_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CHECK (idle_ends_at <= ends_at)
      );

      CREATE TABLE sign_in_codes (
        code_hash bytea PRIMARY KEY,
        api_key_id uuid NOT NULL REFERENCES api_keys,
        expires_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in_codes, sessions');
  }
}
