import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails to whoever runs webhook endpoints, and what it takes to destroy the record of deliveries in its time. */
export class EndpointMails1764527000000 implements MigrationInterface {
  readonly name = 'EndpointMails1764527000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhook_endpoints
        -- What the last failed attempt ended with: a code, nothing of the answer.
        ADD COLUMN last_error text;
      ALTER TABLE endpoint_notices
        ADD COLUMN error text,
        -- When it went into the mails below, or there was nobody to mail.
        ADD COLUMN told_at timestamptz;
      -- What stands there is at GET /v1/webhooks/endpoints/{id}/notices, and news no longer.
      UPDATE endpoint_notices SET told_at = now();
      CREATE INDEX endpoint_notices_untold ON endpoint_notices (at) WHERE told_at IS NULL;
      -- Who is told of one kind of notice of one endpoint: what came since the last mail goes into the next one.
      CREATE TABLE endpoint_mails (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints,
        kind text NOT NULL,
        address text NOT NULL,
        -- Notices so far, and how many of them were mailed.
        noticed int NOT NULL,
        told int NOT NULL DEFAULT 0,
        -- Of the latest notice.
        noticed_at timestamptz NOT NULL,
        percent int,
        error text,
        -- The earliest time of the next mail, or of the next try.
        next_try_at timestamptz NOT NULL DEFAULT now(),
        tries int NOT NULL DEFAULT 0,
        epoch int NOT NULL DEFAULT 0,
        UNIQUE (endpoint_id, kind, address)
      );
      CREATE INDEX endpoint_mails_due ON endpoint_mails (next_try_at) WHERE noticed > told;

      CREATE INDEX webhook_attempts_oldest ON webhook_attempts (at);
      CREATE INDEX webhook_deliveries_done ON webhook_deliveries (closed_at) WHERE state IN ('DELIVERED', 'SKIPPED');
      CREATE INDEX endpoint_notices_by_delivery ON endpoint_notices (delivery_id) WHERE delivery_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX endpoint_notices_by_delivery, webhook_deliveries_done, webhook_attempts_oldest;
      DROP TABLE endpoint_mails;
      ALTER TABLE endpoint_notices DROP COLUMN told_at, DROP COLUMN error;
      ALTER TABLE webhook_endpoints DROP COLUMN last_error;
    `);
  }
}
