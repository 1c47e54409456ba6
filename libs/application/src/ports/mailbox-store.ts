/** How far a mailbox was read: everything up to `lastUid` is kept, as long as the server's numbering is the same. */
export interface MailboxPosition {
  /** UIDVALIDITY of the mailbox (RFC 9051, 2.3.1.1); null where nothing was read yet. */
  readonly uidValidity: number | null;
  /** UID of the last message that is kept; 0 where none is. */
  readonly lastUid: number;
}

/** The right to read a mailbox, until the lease passes. */
export interface MailboxClaim extends MailboxPosition {
  readonly mailbox: string;
  /** Whoever claims it anew holds another number. */
  readonly epoch: number;
}

/** Who reads which mailbox, and how far it was read. One reads at a time, by the database's clock. */
export interface MailboxStore {
  /** @returns undefined while somebody else reads it */
  claim(mailbox: string, leaseMs: number): Promise<MailboxClaim | undefined>;
  /**
   * Holds the claim for `leaseMs` more and writes down how far the mailbox was read, where that is given.
   *
   * @returns false where the claim no longer holds; nothing is written then
   */
  hold(
    claim: Pick<MailboxClaim, 'mailbox' | 'epoch'>,
    leaseMs: number,
    position?: MailboxPosition,
  ): Promise<boolean>;
  /** Lets the next one read; nothing where the claim no longer holds. */
  release(claim: Pick<MailboxClaim, 'mailbox' | 'epoch'>): Promise<void>;
}
