/** One outgoing e-mail. Addresses are `name@host`; ids are Message-IDs without angle brackets. */
export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Asked right before the message itself is handed over; false ends it as deferred. Absent: it may. */
  readonly mayLeave?: () => boolean;
}

/** How far a mail got, as the mail server said. */
export type MailOutcome =
  | { readonly outcome: 'accepted'; readonly response: string }
  /** Not sent; try again later (4xx, no connection, TLS). */
  | { readonly outcome: 'deferred'; readonly reason: string }
  /** Not sent; never will be (5xx). */
  | { readonly outcome: 'rejected'; readonly reason: string }
  /** The data was on its way and no answer came. */
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface MailSender {
  send(mail: OutgoingMail): Promise<MailOutcome>;
}
