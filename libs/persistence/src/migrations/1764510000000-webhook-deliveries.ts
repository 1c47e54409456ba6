import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of an attempt, and how fast an endpoint takes deliveries. */
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
        ADD COLUMN slow_until timestamptz;
      ALTER TABLE webhook_deliveries
        -- Attempts before it was last put back: its schedule starts anew, its attempts are counted on.
        ADD COLUMN attempts_before int NOT NULL DEFAULT 0,
        ADD COLUMN reopened_at timestamptz,
        -- Null where it was no person.
        ADD COLUMN skipped_by text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhook_deliveries DROP COLUMN skipped_by, DROP COLUMN reopened_at, DROP COLUMN attempts_before;
      ALTER TABLE webhook_endpoints DROP COLUMN slow_until;
      ALTER TABLE webhook_attempts
        DROP COLUMN answer, DROP COLUMN first_byte_ms, DROP COLUMN tls_ms, DROP COLUMN connect_ms, DROP COLUMN dns_ms;
    `);
  }
}
