import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A consumer that answers quickly gets more deliveries at a time. */
export class WebhookPlaces1764611000000 implements MigrationInterface {
  readonly name = 'WebhookPlaces1764611000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_endpoints ADD COLUMN places int NOT NULL DEFAULT 4');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_endpoints DROP COLUMN places');
  }
}
