import type { MailboxClaim, MailboxPosition, MailboxStore } from '../ports/mailbox-store.js';
import type { MemoryDatabase } from './memory-database.js';

/** Who reads which mailbox, and how far it was read, in memory. */
export class MemoryMailboxStore implements MailboxStore {
  constructor(private readonly database: MemoryDatabase) {}

  async claim(mailbox: string, leaseMs: number): Promise<MailboxClaim | undefined> {
    const { mailboxes } = this.database;
    const row = mailboxes.get(mailbox) ?? { epoch: 0, leaseUntilMs: null, uidValidity: null, lastUid: 0 };
    if (row.leaseUntilMs !== null && row.leaseUntilMs > this.database.now()) return undefined;
    const { uidValidity, lastUid } = row;
    const epoch = row.epoch + 1;
    mailboxes.set(mailbox, { ...row, epoch, leaseUntilMs: this.database.now() + leaseMs });
    return { mailbox, epoch, uidValidity, lastUid };
  }

  async hold(
    { mailbox, epoch }: Pick<MailboxClaim, 'mailbox' | 'epoch'>,
    leaseMs: number,
    position?: MailboxPosition,
  ): Promise<boolean> {
    const row = this.database.mailboxes.get(mailbox);
    if (row?.epoch !== epoch) return false;
    Object.assign(row, { leaseUntilMs: this.database.now() + leaseMs, ...position });
    return true;
  }

  async release({ mailbox, epoch }: Pick<MailboxClaim, 'mailbox' | 'epoch'>): Promise<void> {
    const row = this.database.mailboxes.get(mailbox);
    if (row?.epoch === epoch) row.leaseUntilMs = null;
  }
}
