import type { MailOrigin } from '#core';

/** A mail as it leaves this library: text only, everything that could hold a picture or a file is cut. */
export interface ReceivedMail {
  /** Platform part of the address it came to (`replies+<platform>`); null where it came to `replies` alone. */
  readonly recipientTag: string | null;
  /** Message-IDs of our mails that the addresses it came to were made for, without angle brackets. */
  readonly addressedTo: readonly string[];
  /** What its way proves of where it comes from. */
  readonly origin: MailOrigin;
  /** Address in the From header, in small letters; empty where there is none. Anybody can write anything here. */
  readonly from: string;
  /** Sender of the envelope, in small letters; empty for automatic reports. */
  readonly envelopeFrom: string;
  /** One line; empty where there is none. */
  readonly subject: string;
  /** Without angle brackets. Where the mail has none that is well-formed, one is made from its content. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  /** Message-IDs of the thread, oldest first. */
  readonly references: readonly string[];
  /** When it says it was written; null where it does not say. Anybody can write anything here. */
  readonly writtenAtMs: number | null;
  /** Plain text, from the HTML where there is none. Quoted text is still in it: see `cutQuoted`. */
  readonly text: string;
  /** Whether some of the mail could not be read (too long, too many parts, broken). */
  readonly isIncomplete: boolean;
  readonly attachments: readonly CutAttachment[];
  /**
   * Written by a machine. For information only: platforms' acknowledgements are written by machines too and must be
   * read. No loop can come of it, for nothing is ever answered automatically.
   */
  readonly isAutoReply: boolean;
  /** Set where a mail server reports that one of our mails was not, or not yet, delivered. */
  readonly bounce: MailBounce | null;
  /** SHA-256 of the mail as received, 32 bytes. */
  readonly contentHash: Uint8Array;
}

/** What is left of an attachment. */
export interface CutAttachment {
  /** File name as given, in one line; empty where there is none. */
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** From a delivery status notification (RFC 3464), or from a mail server's report in its own words. */
export interface MailBounce {
  /** Message-ID of the mail that failed, without angle brackets; null where the report does not name it. */
  readonly failedMessageId: string | null;
  /** Whether the mail server gave up; false where it still tries. */
  readonly isPermanent: boolean;
  /** Such as `5.1.1`; null where the report names none. */
  readonly statusCode: string | null;
}

/** Stores one mail. Until it resolves, the mail counts as not received. */
export type OnMail = (mail: ReceivedMail) => Promise<void>;

/**
 * Where mails come from: our own mail server, or a mailbox read over IMAP.
 *
 * @typeParam Where what `listen` must know: an address to listen at, a mailbox to read
 */
export interface MailSource<Where> {
  /** Begins to hand over mails; each is taken off the source only after `OnMail` resolved. */
  listen(where: Where): Promise<unknown>;
  close(): Promise<void>;
}
