import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in by themselves: what they prove it with, their sessions, and what slows down who guesses. */
export class People1764420000000 implements MigrationInterface {
  readonly name = 'People1764420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE people (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        mail text NOT NULL UNIQUE CHECK (mail = lower(mail)),
        roles text[] NOT NULL,
        language text NOT NULL,
        team text,
        status text NOT NULL CHECK (status IN ('INVITED', 'ACTIVE', 'LEFT')),
        version integer NOT NULL DEFAULT 1,
        -- Argon2id, with its salt and parameters; null: signs in by passkey or by the organisation alone.
        password_hash text,
        created_at timestamptz NOT NULL DEFAULT now(),
        signed_in_at timestamptz,
        left_at timestamptz
      );

      CREATE TABLE passkeys (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
        -- As the authenticator calls it, in base64url.
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz
      );
      CREATE INDEX passkeys_by_person ON passkeys (person_id);

      CREATE TABLE totp_secrets (
        person_id uuid PRIMARY KEY REFERENCES people ON DELETE CASCADE,
        -- Under the person's key in data_keys.
        sealed bytea NOT NULL,
        -- Number of the last time step whose code was taken: none is taken twice.
        last_step bigint NOT NULL
      );

      CREATE TABLE recovery_codes (
        person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        PRIMARY KEY (person_id, code_hash)
      );

      CREATE TABLE person_links (
        token_hash bytea PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('FIRST_ADMINISTRATOR', 'INVITATION', 'RECOVERY')),
        person_id uuid REFERENCES people ON DELETE CASCADE,
        expires_at timestamptz NOT NULL,
        CHECK ((person_id IS NULL) = (kind = 'FIRST_ADMINISTRATOR'))
      );
      CREATE INDEX person_links_by_person ON person_links (person_id);

      CREATE TABLE person_identities (
        issuer text NOT NULL,
        subject text NOT NULL,
        person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
        PRIMARY KEY (issuer, subject)
      );

      -- What was begun and has to come back to the browser that began it: a passkey's challenge, the second step after a
      -- password, a sign-in at the organisation.
      CREATE TABLE sign_in_attempts (
        token_hash bytea PRIMARY KEY,
        kind text NOT NULL,
        person_id uuid REFERENCES people ON DELETE CASCADE,
        details jsonb NOT NULL,
        tries_left integer NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_attempts_by_end ON sign_in_attempts (expires_at);

      -- By the hash of an address, or of an account with an address.
      CREATE TABLE sign_in_waits (
        key bytea PRIMARY KEY,
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        next_at timestamptz NOT NULL
      );

      -- A session hangs on a key or on a person.
      ALTER TABLE sessions ALTER COLUMN api_key_id DROP NOT NULL;
      ALTER TABLE sessions ADD COLUMN person_id uuid REFERENCES people;
      ALTER TABLE sessions ADD COLUMN methods text[];
      ALTER TABLE sessions ADD COLUMN proved_at timestamptz;
      ALTER TABLE sessions ADD COLUMN device text;
      ALTER TABLE sessions ADD COLUMN oidc_sid text;
      CREATE INDEX sessions_by_person ON sessions (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX sessions_by_oidc_sid ON sessions (oidc_sid) WHERE oidc_sid IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM sessions WHERE person_id IS NOT NULL;
      ALTER TABLE sessions DROP COLUMN oidc_sid, DROP COLUMN device, DROP COLUMN proved_at, DROP COLUMN methods,
        DROP COLUMN person_id;
      ALTER TABLE sessions ALTER COLUMN api_key_id SET NOT NULL;
      DROP TABLE sign_in_waits, sign_in_attempts, person_identities, person_links, recovery_codes, totp_secrets, passkeys,
        people;
    `);
  }
}
