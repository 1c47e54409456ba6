import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports, submissions, sends, replies, events, webhooks, platforms, keys.
 *
 * Personal text (explanation, targets, replies, answers, webhook secrets) is `bytea`, encrypted with the data key of
 * its owner; keys stand wrapped in `data_keys`. Due work is found by `next_try_at`, `next_check_at` and `lease_until`.
 */
export class FirstSchema1763900000000 implements MigrationInterface {
  readonly name = 'FirstSchema1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE installation (
        id uuid PRIMARY KEY,
        created_at timestamptz NOT NULL DEFAULT now(),
        only_one boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one)
      );

      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        prefix text NOT NULL UNIQUE,
        hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        revoked_at timestamptz
      );

      CREATE TABLE data_keys (
        owner_id uuid PRIMARY KEY,
        owner_kind text NOT NULL,
        wrapped bytea NOT NULL,
        wrapping_key_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE reports (
        id uuid PRIMARY KEY,
        reference text NOT NULL UNIQUE,
        category text NOT NULL,
        status text NOT NULL,
        attention text[] NOT NULL,
        counts jsonb NOT NULL,
        last_sequence int NOT NULL,
        language text NOT NULL,
        caller_role text NOT NULL,
        asks text[] NOT NULL,
        explanation bytea,
        good_faith_at timestamptz NOT NULL,
        facts_on date,
        seen_at timestamptz,
        filed_by text NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX reports_newest ON reports (created_at DESC, id DESC);
      CREATE INDEX reports_by_status ON reports (status, created_at DESC);
      CREATE INDEX reports_by_attention ON reports USING gin (attention);

      CREATE TABLE submissions (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        ordinal int NOT NULL,
        reference text NOT NULL UNIQUE,
        platform text NOT NULL,
        channel text NOT NULL,
        regime text NOT NULL,
        asks text[] NOT NULL,
        target_kind text NOT NULL,
        names_person boolean NOT NULL,
        target bytea,
        content_hash bytea,
        earlier_reference text,
        delivery text NOT NULL,
        decision text NOT NULL,
        effects text[] NOT NULL,
        refusal_reason text,
        verification text NOT NULL,
        remedy text NOT NULL,
        word text NOT NULL,
        external_ref text,
        waiting_for text,
        ask_answers jsonb NOT NULL,
        decided_at timestamptz,
        epoch int NOT NULL DEFAULT 0,
        tries int NOT NULL DEFAULT 0,
        round int NOT NULL DEFAULT 0,
        checks int NOT NULL DEFAULT 0,
        lease_until timestamptz,
        next_try_at timestamptz,
        next_check_at timestamptz,
        sent_at timestamptz,
        due_at timestamptz,
        created_at timestamptz NOT NULL,
        UNIQUE (report_id, ordinal),
        CHECK (NOT names_person OR content_hash IS NULL)
      ) WITH (fillfactor = 80);
      CREATE INDEX submissions_due ON submissions (platform, next_try_at)
        WHERE delivery IN ('QUEUED', 'RETRY_WAIT') AND next_try_at IS NOT NULL;
      CREATE INDEX submissions_leased ON submissions (lease_until) WHERE lease_until IS NOT NULL;
      CREATE INDEX submissions_checks ON submissions (platform, next_check_at) WHERE next_check_at IS NOT NULL;
      CREATE INDEX submissions_by_external_ref ON submissions (external_ref, platform) WHERE external_ref IS NOT NULL;
      CREATE INDEX submissions_by_content ON submissions (content_hash) WHERE content_hash IS NOT NULL;
      CREATE INDEX submissions_by_word ON submissions (word, platform);
      CREATE INDEX submissions_handoffs ON submissions (created_at) WHERE delivery = 'HANDOFF_PENDING';

      CREATE TABLE sends (
        id uuid PRIMARY KEY,
        submission_id uuid NOT NULL REFERENCES submissions,
        number int NOT NULL,
        epoch int NOT NULL,
        round int NOT NULL,
        channel text NOT NULL,
        mode text NOT NULL,
        idempotency_key text NOT NULL,
        message_id text NOT NULL,
        outcome text NOT NULL,
        code text,
        receipt text,
        started_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz,
        UNIQUE (submission_id, number)
      );
      CREATE UNIQUE INDEX sends_one_open ON sends (submission_id) WHERE outcome = 'intent';
      CREATE INDEX sends_by_message ON sends (message_id);

      CREATE TABLE replies (
        id uuid PRIMARY KEY,
        platform text NOT NULL,
        via text NOT NULL,
        message_key text NOT NULL,
        match_references text[] NOT NULL,
        in_reply_to text[] NOT NULL,
        submission_id uuid REFERENCES submissions,
        state text NOT NULL,
        meaning text[] NOT NULL DEFAULT '{}',
        sealed bytea,
        content_hash bytea NOT NULL,
        tries int NOT NULL DEFAULT 0,
        next_try_at timestamptz,
        received_at timestamptz NOT NULL,
        applied_at timestamptz,
        UNIQUE (platform, message_key)
      );
      CREATE INDEX replies_due ON replies (next_try_at) WHERE next_try_at IS NOT NULL;
      CREATE INDEX replies_by_state ON replies (state, received_at DESC);
      CREATE INDEX replies_by_submission ON replies (submission_id) WHERE submission_id IS NOT NULL;

      CREATE TABLE events (
        report_id uuid NOT NULL REFERENCES reports,
        sequence int NOT NULL,
        id uuid NOT NULL UNIQUE,
        type text NOT NULL,
        v int NOT NULL,
        at timestamptz NOT NULL,
        submission_id uuid,
        platform text,
        word text,
        previous_word text,
        status text NOT NULL,
        previous_status text,
        attention text[] NOT NULL,
        detail jsonb NOT NULL,
        -- Readers of the feed page by (xid, position) below the oldest open transaction, so that none is skipped.
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        position bigserial,
        PRIMARY KEY (report_id, sequence)
      );
      CREATE INDEX events_feed ON events (xid, position);

      CREATE TABLE outbox (id bigserial PRIMARY KEY, lane text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());

      CREATE TABLE platforms (
        platform text PRIMARY KEY,
        mode text NOT NULL DEFAULT 'rehearsed' CHECK (mode IN ('rehearsed', 'armed', 'stopped')),
        changed_at timestamptz,
        changed_by text,
        held_until timestamptz,
        held_because text
      );
      CREATE TABLE platform_changes (
        id bigserial PRIMARY KEY,
        platform text NOT NULL,
        mode text NOT NULL,
        changed_by text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE platform_quotas (
        platform text NOT NULL,
        window_ends_at timestamptz NOT NULL,
        used int NOT NULL,
        PRIMARY KEY (platform, window_ends_at)
      );

      CREATE TABLE idempotency_keys (
        client text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        owner_id uuid NOT NULL,
        answer bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT idempotency_keys_once PRIMARY KEY (client, key)
      );

      CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY,
        url text NOT NULL,
        description text NOT NULL,
        secret bytea NOT NULL,
        is_enabled boolean NOT NULL DEFAULT true,
        disabled_because text,
        version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz
      );
      CREATE TABLE webhook_deliveries (
        id uuid PRIMARY KEY,
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints,
        event_id uuid NOT NULL REFERENCES events (id),
        report_id uuid NOT NULL,
        sequence int NOT NULL,
        state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DELIVERED', 'EXHAUSTED', 'SKIPPED')),
        attempts int NOT NULL DEFAULT 0,
        epoch int NOT NULL DEFAULT 0,
        next_try_at timestamptz,
        lease_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz,
        UNIQUE (endpoint_id, event_id)
      ) WITH (fillfactor = 80);
      CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_try_at) WHERE state = 'WAITING';
      CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (endpoint_id, lease_until)
        WHERE lease_until IS NOT NULL;
      CREATE INDEX webhook_deliveries_stream ON webhook_deliveries (endpoint_id, report_id, sequence)
        WHERE state IN ('WAITING', 'EXHAUSTED');
      CREATE TABLE webhook_attempts (
        id uuid PRIMARY KEY,
        delivery_id uuid NOT NULL REFERENCES webhook_deliveries,
        number int NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        duration_ms int NOT NULL,
        outcome text NOT NULL,
        error_class text,
        status int,
        UNIQUE (delivery_id, number)
      );

      -- UF-<year>-<number>: one sequence a year, created with the year's first report.
      CREATE FUNCTION next_report_number(year int) RETURNS bigint LANGUAGE plpgsql AS $$
      BEGIN
        RETURN nextval('report_numbers_' || year);
      EXCEPTION WHEN undefined_table THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('report_numbers', year));
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS report_numbers_%s', year);
        RETURN nextval('report_numbers_' || year);
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION next_report_number;
      DROP TABLE webhook_attempts, webhook_deliveries, webhook_endpoints, idempotency_keys, platform_quotas,
        platform_changes, platforms, outbox, events, replies, sends, submissions, reports, data_keys, api_keys, installation;
    `);
  }
}
