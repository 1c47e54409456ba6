import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every way in for a submission, in order and with why; null for what was filed before. */
export class ChannelPlans1764302000000 implements MigrationInterface {
  readonly name = 'ChannelPlans1764302000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE submissions ADD COLUMN plan jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE submissions DROP COLUMN plan');
  }
}
