import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that sum up, to people with an account. */
export class Digests1764532000000 implements MigrationInterface {
  readonly name = 'Digests1764532000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people ADD COLUMN wants_digests boolean NOT NULL DEFAULT true;
      -- One a person, kind and day, whichever worker sends it. What it says is counted when it leaves, and kept nowhere.
      CREATE TABLE digests (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('DAILY', 'WEEKLY')),
        day date NOT NULL,
        -- EMPTY: there was nothing to say.
        state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'SENT', 'EMPTY')),
        tries int NOT NULL DEFAULT 0,
        epoch int NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (person_id, kind, day)
      );
      CREATE INDEX digests_due ON digests (next_try_at) WHERE state = 'WAITING';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE digests;
      ALTER TABLE people DROP COLUMN wants_digests;
    `);
  }
}
