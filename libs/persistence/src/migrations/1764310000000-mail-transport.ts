import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How far each mailbox was read, and by whom; and why a reply waits for a person.
 *
 * A mailbox is read by the holder of its lease alone: `epoch` says whose it is. The version before reads no mailbox and
 * writes no code.
 */
export class MailTransport1764310000000 implements MigrationInterface {
  readonly name = 'MailTransport1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mailboxes (
        mailbox text PRIMARY KEY,
        epoch int NOT NULL,
        lease_until timestamptz,
        uid_validity bigint,
        last_uid bigint NOT NULL DEFAULT 0,
        read_at timestamptz
      );
      ALTER TABLE replies ADD COLUMN code text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE replies DROP COLUMN code; DROP TABLE mailboxes');
  }
}
