import type pg from 'pg';
import type { MailboxClaim, MailboxPosition, MailboxStore } from '#application';

/** Who reads which mailbox, and how far it was read, in PostgreSQL. */
export class PgMailboxStore implements MailboxStore {
  constructor(private readonly pool: pg.Pool) {}

  async claim(mailbox: string, leaseMs: number): Promise<MailboxClaim | undefined> {
    const { rows } = await this.pool.query<MailboxRow>(
      `INSERT INTO mailboxes (mailbox, epoch, lease_until) VALUES ($1, 1, now() + $2 * interval '1 millisecond')
       ON CONFLICT (mailbox) DO UPDATE SET epoch = mailboxes.epoch + 1, lease_until = excluded.lease_until
         WHERE mailboxes.lease_until IS NULL OR mailboxes.lease_until <= now()
       RETURNING epoch, uid_validity, last_uid`,
      [mailbox, leaseMs],
    );
    const [row] = rows;
    return row && { mailbox, epoch: row.epoch, ...positionOf(row) };
  }

  async hold(
    { mailbox, epoch }: Pick<MailboxClaim, 'mailbox' | 'epoch'>,
    leaseMs: number,
    position?: MailboxPosition,
  ): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE mailboxes SET lease_until = now() + $3 * interval '1 millisecond',
         uid_validity = COALESCE($4, uid_validity), last_uid = COALESCE($5, last_uid),
         read_at = CASE WHEN $5::bigint IS NULL THEN read_at ELSE now() END
       WHERE mailbox = $1 AND epoch = $2`,
      [mailbox, epoch, leaseMs, position?.uidValidity ?? null, position?.lastUid ?? null],
    );
    return rowCount === 1;
  }

  async release({ mailbox, epoch }: Pick<MailboxClaim, 'mailbox' | 'epoch'>): Promise<void> {
    await this.pool.query('UPDATE mailboxes SET lease_until = NULL WHERE mailbox = $1 AND epoch = $2', [
      mailbox,
      epoch,
    ]);
  }
}

interface MailboxRow {
  epoch: number;
  uid_validity: string | null;
  last_uid: string;
}

/** 32 bits each (RFC 9051), which the driver hands over as text. */
function positionOf({ uid_validity, last_uid }: MailboxRow): MailboxPosition {
  return { uidValidity: uid_validity === null ? null : Number(uid_validity), lastUid: Number(last_uid) };
}
