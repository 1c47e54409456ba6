import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of an attempt, what persons do about deliveries, how fast an endpoint takes them, and for how long it fails. */
export class WebhookDeliveries1764510000000 implements MigrationInterface {
  readonly name = 'WebhookDeliveries1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhook_attempts
        -- Null what it did not come to, or a kept connection spared it.
        ADD COLUMN dns_ms int,
        ADD COLUMN connect_ms int,
        ADD COLUMN tls_ms int,
        ADD COLUMN first_byte_ms int,
        -- The beginning of the consumer's answer, encrypted with the endpoint's key.
        ADD COLUMN answer bytea;
      ALTER TABLE webhook_endpoints
        -- Until then one delivery at a time.
        ADD COLUMN slow_until timestamptz,
        -- Whether the events of one report wait for each other.
        ADD COLUMN is_ordered boolean NOT NULL DEFAULT true,
        -- Most deliveries a minute; null is as many as it takes. The bucket holds a sixth of a minute's.
        ADD COLUMN rate_per_minute int CHECK (rate_per_minute > 0),
        ADD COLUMN rate_tokens double precision NOT NULL DEFAULT 0,
        ADD COLUMN rate_refilled_at timestamptz NOT NULL DEFAULT now(),
        -- The first failure after the last success; null while it takes what it gets.
        ADD COLUMN failing_since timestamptz,
        ADD COLUMN last_failed_at timestamptz,
        -- Of the time after which it is switched off.
        ADD COLUMN warned_percent int NOT NULL DEFAULT 0,
        -- While it is switched off for failing: when it gets one delivery to try, and how long after that one the next.
        ADD COLUMN probe_at timestamptz,
        ADD COLUMN probe_wait interval NOT NULL DEFAULT '0';
      ALTER TABLE webhook_deliveries
        -- Attempts before it was last put back: its schedule starts anew, its attempts are counted on.
        ADD COLUMN attempts_before int NOT NULL DEFAULT 0,
        ADD COLUMN reopened_at timestamptz,
        -- Null where it was no person.
        ADD COLUMN skipped_by text,
        ADD COLUMN is_ordered boolean NOT NULL DEFAULT true,
        -- Known to wait for an earlier one of its report: not looked at before that one has ended.
        ADD COLUMN is_behind boolean NOT NULL DEFAULT false;
      CREATE INDEX webhook_deliveries_next ON webhook_deliveries (endpoint_id, next_try_at)
        WHERE state = 'WAITING' AND NOT is_behind;
      -- Whoever ends a delivery frees the next of its report. Looked up here, where it has waited for those who marked that one.
      CREATE FUNCTION free_next_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE webhook_deliveries d SET is_behind = false
        FROM (SELECT DISTINCT endpoint_id, report_id FROM touched WHERE state IN ('DELIVERED', 'SKIPPED')) ended
        CROSS JOIN LATERAL (
          SELECT id FROM webhook_deliveries o WHERE o.endpoint_id = ended.endpoint_id AND o.report_id = ended.report_id
            AND o.state IN ('WAITING', 'EXHAUSTED') ORDER BY o.sequence LIMIT 1
        ) next
        WHERE d.id = next.id AND d.is_behind;
        RETURN NULL;
      END $$;
      CREATE TRIGGER webhook_deliveries_free_next AFTER UPDATE ON webhook_deliveries REFERENCING NEW TABLE AS touched
        FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION free_next_delivery();
      -- What whoever runs the endpoints should know of them.
      CREATE TABLE endpoint_notices (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints,
        kind text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        delivery_id uuid REFERENCES webhook_deliveries,
        percent int
      );
      CREATE INDEX endpoint_notices_newest ON endpoint_notices (endpoint_id, at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE endpoint_notices;
      DROP TRIGGER webhook_deliveries_free_next ON webhook_deliveries;
      DROP FUNCTION free_next_delivery();
      ALTER TABLE webhook_deliveries DROP COLUMN is_behind, DROP COLUMN is_ordered, DROP COLUMN skipped_by, DROP COLUMN reopened_at,
        DROP COLUMN attempts_before;
      ALTER TABLE webhook_endpoints DROP COLUMN probe_wait, DROP COLUMN probe_at, DROP COLUMN warned_percent,
        DROP COLUMN last_failed_at, DROP COLUMN failing_since, DROP COLUMN rate_refilled_at, DROP COLUMN rate_tokens,
        DROP COLUMN rate_per_minute, DROP COLUMN is_ordered, DROP COLUMN slow_until;
      ALTER TABLE webhook_attempts
        DROP COLUMN answer, DROP COLUMN first_byte_ms, DROP COLUMN tls_ms, DROP COLUMN connect_ms, DROP COLUMN dns_ms;
    `);
  }
}
