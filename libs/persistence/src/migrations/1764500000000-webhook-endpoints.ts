import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an endpoint gets and in which format, whether its address answered a ping, and a second secret while one is rotated. */
export class WebhookEndpoints1764500000000 implements MigrationInterface {
  readonly name = 'WebhookEndpoints1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhook_endpoints
        -- Null lets everything through.
        ADD COLUMN events text[],
        ADD COLUMN platforms text[],
        ADD COLUMN categories text[],
        ADD COLUMN sla text[],
        ADD COLUMN format text NOT NULL DEFAULT 'STANDARD'
          CHECK (format IN ('STANDARD', 'CLOUDEVENTS_STRUCTURED', 'CLOUDEVENTS_BINARY')),
        -- Since when it has every event that its filter lets through; null is since it was made.
        ADD COLUMN hears_since timestamptz,
        ADD COLUMN proven_at timestamptz,
        -- Due at once: what a process of the version before makes is proven as well.
        ADD COLUMN ping_due_at timestamptz DEFAULT now(),
        -- Type of the synthetic event to send in place of a ping; null is a ping.
        ADD COLUMN ping_type text,
        ADD COLUMN pings int NOT NULL DEFAULT 0,
        ADD COLUMN ping_epoch int NOT NULL DEFAULT 0,
        ADD COLUMN pinged_at timestamptz,
        ADD COLUMN ping_outcome text,
        ADD COLUMN ping_status int,
        -- While one is rotated: the new secret, and until when the one before signs too.
        ADD COLUMN new_secret bytea,
        ADD COLUMN secret_ends_at timestamptz,
        ADD CONSTRAINT rotation_is_whole CHECK ((new_secret IS NULL) = (secret_ends_at IS NULL));
      -- What took deliveries before has nothing to prove.
      UPDATE webhook_endpoints SET proven_at = created_at, ping_due_at = NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhook_endpoints DROP CONSTRAINT rotation_is_whole, DROP COLUMN secret_ends_at, DROP COLUMN new_secret,
        DROP COLUMN ping_status, DROP COLUMN ping_outcome, DROP COLUMN pinged_at, DROP COLUMN ping_epoch, DROP COLUMN pings, DROP COLUMN ping_type,
        DROP COLUMN ping_due_at, DROP COLUMN proven_at, DROP COLUMN hears_since, DROP COLUMN format, DROP COLUMN sla,
        DROP COLUMN categories, DROP COLUMN platforms, DROP COLUMN events;
    `);
  }
}
