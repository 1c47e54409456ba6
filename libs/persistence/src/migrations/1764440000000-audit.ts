import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record of who read and changed what, the chain that links it, and what a role may do (`role_grants`).
 *
 * Rows of the record are never changed or taken away: triggers refuse it to everybody, and only the owner of the tables
 * can put a trigger aside. Entries hold codes and ids, never content or names. `events.caller` says who caused an event;
 * null where that was the machine, or the version before.
 */
export class Audit1764440000000 implements MigrationInterface {
  readonly name = 'Audit1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE events ADD COLUMN caller jsonb;

      CREATE TABLE audit_entries (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        act text NOT NULL CHECK (act IN ('READ', 'CHANGE')),
        operation text NOT NULL,
        caller_kind text NOT NULL,
        caller_id uuid NOT NULL,
        report_id uuid,
        -- What was named, such as rep_… or youtube; the parameters of the route.
        subject text[] NOT NULL DEFAULT '{}',
        -- Why, where a reason had to be given.
        reason_id uuid,
        -- The network, never the address.
        origin text,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        position bigserial
      );
      CREATE INDEX audit_entries_feed ON audit_entries (xid, position);

      -- One link an event or entry, in the order in which they were sealed.
      CREATE TABLE audit_links (
        sequence bigint PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('EVENT', 'ENTRY')),
        row_id uuid NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32),
        -- Where the row stands in its table, and what lists filter by.
        xid xid8 NOT NULL,
        position bigint NOT NULL,
        at timestamptz NOT NULL,
        report_id uuid,
        caller_id uuid,
        UNIQUE (kind, row_id)
      );
      CREATE INDEX audit_links_by_place ON audit_links (kind, sequence);
      CREATE INDEX audit_links_newest ON audit_links (at, sequence);
      CREATE INDEX audit_links_by_report ON audit_links (report_id, at, sequence) WHERE report_id IS NOT NULL;
      CREATE INDEX audit_links_by_caller ON audit_links (caller_id, at, sequence) WHERE caller_id IS NOT NULL;

      CREATE TABLE audit_heads (
        sequence bigint PRIMARY KEY,
        hash bytea NOT NULL,
        at timestamptz NOT NULL,
        key_id text,
        signature bytea,
        CHECK ((key_id IS NULL) = (signature IS NULL))
      );
      -- Which heads left the database, and which way.
      CREATE TABLE audit_anchors (
        sequence bigint NOT NULL REFERENCES audit_heads,
        way text NOT NULL CHECK (way IN ('FILE', 'MAIL')),
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (sequence, way)
      );

      CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are never changed or taken away', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$;
      ${recorded
        .map(
          (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();`,
        )
        .join('\n      ')}

      -- What was granted last, so that it is granted once.
      CREATE TABLE role_grants (revision text PRIMARY KEY, granted_at timestamptz NOT NULL DEFAULT now());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE role_grants, audit_anchors, audit_heads, audit_links, audit_entries;
      DROP TRIGGER events_append_only ON events;
      DROP TRIGGER erasures_append_only ON erasures;
      DROP FUNCTION refuse_change_of_record;
      ALTER TABLE events DROP COLUMN caller;
    `);
  }
}

const recorded = ['events', 'audit_entries', 'audit_links', 'audit_heads', 'audit_anchors', 'erasures'];
