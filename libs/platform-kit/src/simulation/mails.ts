/** A mail of ours as a stand-in gets it. */
export interface SimulatedMail {
  readonly from: string;
  readonly replyTo: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly references: readonly string[];
}

/** A mail that a stand-in sends. */
export interface SimulatedAnswer {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** Without angle brackets; absent is a fresh one. Given where the same mail arrives twice. */
  readonly messageId?: string;
  /** Sender of the envelope, where that is not `from`: empty for what mail servers report. */
  readonly envelopeFrom?: string;
  /** Body of a `message/delivery-status` (RFC 3464) beside the text, and the head of the mail it is about. */
  readonly deliveryStatus?: { readonly fields: string; readonly originalHead: string };
}
