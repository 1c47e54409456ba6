import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles and lifetimes of API keys, tokens they are exchanged for, acts that wait for a second person, and reports that
 * somebody opened without the role they take.
 *
 * A key without roles is one of the version before, and does what it did.
 */
export class Abilities1764430000000 implements MigrationInterface {
  readonly name = 'Abilities1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_keys
        ADD COLUMN roles text[],
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN made_by uuid,
        ADD COLUMN made_by_name text;

      CREATE TABLE access_tokens (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        api_key_id uuid NOT NULL REFERENCES api_keys,
        roles text[] NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

      CREATE TABLE approvals (
        id uuid PRIMARY KEY,
        act text NOT NULL,
        subject text NOT NULL,
        state text NOT NULL DEFAULT 'ASKED' CHECK (state IN ('ASKED', 'APPROVED', 'REFUSED', 'EXPIRED')),
        asked_by uuid NOT NULL,
        asked_by_name text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        decided_by uuid CHECK (decided_by <> asked_by),
        decided_by_name text,
        decided_at timestamptz
      );
      CREATE UNIQUE INDEX approvals_asked ON approvals (act, subject) WHERE state = 'ASKED';

      CREATE TABLE glass_breaks (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        caller_id uuid NOT NULL,
        caller_name text NOT NULL,
        reason bytea NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX glass_breaks_by_caller ON glass_breaks (caller_id, expires_at);
      CREATE INDEX glass_breaks_by_report ON glass_breaks (report_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE glass_breaks, approvals, access_tokens;
      ALTER TABLE api_keys DROP COLUMN made_by_name, DROP COLUMN made_by, DROP COLUMN expires_at, DROP COLUMN roles;
    `);
  }
}
