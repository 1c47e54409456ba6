import type { MailOrigin } from '#core';
import type { PlatformMessage } from './platform-adapter.js';
import type { ReplyState, WrappedKey } from './report-store.js';

/** A reply before anybody understood it. */
export interface RawReply {
  readonly id: string;
  /** Platform key, or `unknown`. */
  readonly platform: string;
  readonly via: PlatformMessage['via'];
  /** The platform's own id of the message; one message is kept once. */
  readonly messageKey: string;
  /** Our submission references found in it. */
  readonly references: readonly string[];
  /** Message-IDs it answers. */
  readonly inReplyTo: readonly string[];
  /** Set where a person said which submission it is about. */
  readonly submissionId: string | null;
  /** JSON `SealedReply`, encrypted with the reply's own key. */
  readonly sealed: Uint8Array;
  readonly contentHash: Uint8Array;
  readonly key: WrappedKey;
}

/** What is encrypted of a reply. */
export interface SealedReply {
  readonly subject: string;
  readonly text: string;
  /** When it says it was written; null where it does not say. Anybody can write anything here. */
  readonly writtenAtMs: number | null;
  readonly from: string;
  /** Whether a machine says that it wrote it; absent in what was kept before this was asked. */
  readonly isAutomatic?: boolean;
  /** A mail server's report that our mail was not, or not yet, delivered. */
  readonly bounce: {
    readonly isPermanent: boolean;
    /** Such as `5.1.1`; null where the report names none, absent in replies kept before it was read. */
    readonly statusCode?: string | null;
  } | null;
  /** What its way proves of a mail's origin; absent where it came another way, or was kept before that was looked at. */
  readonly origin?: MailOrigin;
  /** Whether some of it could not be read: then nothing is read from it. */
  readonly isIncomplete?: boolean;
  readonly attachments: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly sizeBytes: number;
  }[];
}

export interface ClaimedReply {
  readonly id: string;
  readonly platform: string;
  readonly via: PlatformMessage['via'];
  readonly receivedAtMs: number;
  /** Claims made, this one included; whoever claims it anew holds another number. */
  readonly tries: number;
  readonly sealed: Uint8Array;
  readonly key: WrappedKey;
  /** Round of the notice it answers, by the thread it stands in; null where it does not say. */
  readonly answersRound: number | null;
  /** Follow-up it answers, by the thread it stands in; null where it answers none. */
  readonly answersFollowUp: string | null;
  /** Whether nobody knows how a notice of another round ended. */
  readonly othersMayHaveArrived: boolean;
  /** Whether it was said before whose it is: by a person, or by what it was matched with once. */
  readonly isAssigned: boolean;
  /** Whether a person said so. */
  readonly isMatchedByPerson: boolean;
  /** Named by a person, or the only one its references or its thread name; null where none or several match. */
  readonly match: MatchedSubmission | null;
}

export interface MatchedSubmission {
  readonly submissionId: string;
  readonly reportId: string;
  readonly platform: string;
  readonly channel: string;
  /** Whether its notices go to the simulator. */
  readonly isRehearsal: boolean;
  /** Whether its notice names more targets. */
  readonly leadsOthers: boolean;
}

/** What is needed to open a reply one last time. */
export type SealedForOnce = Pick<RawReply, 'sealed' | 'key'>;

export interface ReplyStore {
  /** @returns false where this message is kept already */
  keep(reply: RawReply): Promise<boolean>;
  /**
   * Claims for `leaseMs`, and for so much longer with each claim of the same reply, ten times at the most: one that is
   * never brought to an end, or a database that is sick for an hour, is not claimed as often as it could be.
   */
  claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedReply[]>;
  /**
   * Gives a claim back as though it had not been made, and due again after `waitMs`: what keeps it from being opened is
   * nothing about this reply. Nothing where the claim (`tries`) no longer holds.
   */
  putBack(reply: { readonly id: string; readonly tries: number }, waitMs: number): Promise<void>;
  /** Submissions whose platform number is among these. */
  findByExternalRef(platform: string, candidates: readonly string[]): Promise<readonly MatchedSubmission[]>;
  /**
   * Sets a reply that belongs to no report; nothing where the claim (`tries`) no longer holds.
   *
   * @param code why it waits for a person, such as `REPLY.ORIGIN_UNTRUSTED`
   */
  setState(
    reply: { readonly id: string; readonly tries: number },
    state: ReplyState,
    code?: string,
  ): Promise<void>;
  /** A reply that has moved something belongs to its submission until that is taken back. */
  assign(replyId: string, submissionId: string): Promise<'assigned' | 'notFound' | 'alreadyApplied'>;
  /** Whose a reply is taken to be; undefined where there is no such reply, null where it is nobody's. */
  matchOf(replyId: string): Promise<Pick<MatchedSubmission, 'submissionId' | 'reportId'> | null | undefined>;
  dismiss(replyId: string): Promise<'dismissed' | 'notFound' | 'alreadyApplied'>;
  /** A reply that names persons, still sealed; undefined where there is none of that id, or it was shown. */
  namingPersons(replyId: string): Promise<SealedForOnce | undefined>;
  /**
   * Destroys the text and the key of a reply that names persons; row, hash, time and meaning remain.
   *
   * @param shownBy who is shown the text
   * @returns false where somebody else was first: then it is not shown
   */
  destroyText(replyId: string, shownBy: string): Promise<boolean>;
}
