import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Due deliveries are found at the head of each report's stream; nothing reads them by time any more. */
export class DeliveriesByStream1764230000000 implements MigrationInterface {
  readonly name = 'DeliveriesByStream1764230000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX webhook_deliveries_due');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_try_at) WHERE state = 'WAITING'`,
    );
  }
}
