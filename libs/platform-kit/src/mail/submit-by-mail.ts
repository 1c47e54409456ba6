import { withToken } from '#core';
import { PlatformFault, type SendAttempt, type SubmitResult } from '#application';
import type { PlatformConnection } from '../platform.js';
import type { MailLetter } from './compose-notice.js';

/** Where a letter goes, and which message of the platform it answers. */
export interface MailRoute {
  readonly platform: string;
  /** E-mail channel whose mailbox takes it. */
  readonly channel: string;
  /** Message-ID of the mail it answers or belongs to, without angle brackets. */
  readonly inReplyTo?: string;
  /** Address in place of the channel's mailbox. */
  readonly to?: string;
}

/**
 * Sends one letter and says how far it got. The Message-ID is the attempt's own, written down before the call; answers
 * and bounces go to an address that names it.
 *
 * @throws PlatformFault temporary `MAIL.DEFERRED` or `SEND.TOO_LATE`, refused `MAIL.REJECTED`, outcomeUnknown `MAIL.OUTCOME_UNKNOWN`,
 *   credentials `MAIL.NO_MAILBOX` where the channel has no mailbox configured
 */
export async function submitByMail(
  connection: Pick<PlatformConnection, 'mail' | 'sender' | 'mailboxes'>,
  route: MailRoute,
  letter: MailLetter,
  attempt: SendAttempt,
): Promise<SubmitResult> {
  const to = route.to ?? connection.mailboxes[route.channel];
  if (to === undefined) throw new PlatformFault(route.platform, 'credentials', 'MAIL.NO_MAILBOX');
  const sent = await connection.mail.send({
    from: connection.sender.from,
    to,
    replyTo: withToken(connection.sender.replyTo, attempt.messageId),
    subject: letter.subject,
    text: letter.text,
    messageId: attempt.messageId,
    ...(route.inReplyTo === undefined ? {} : { inReplyTo: route.inReplyTo, references: [route.inReplyTo] }),
    headers: { 'Content-Language': letter.language },
    mayLeave: attempt.mayLeave,
  });
  // The mail server's own words may hold addresses: they go no further than the receipt of an accepted mail.
  switch (sent.outcome) {
    case 'accepted':
      return { receipt: sent.response, facts: [] };
    case 'deferred':
      throw new PlatformFault(
        route.platform,
        'temporary',
        attempt.mayLeave() ? 'MAIL.DEFERRED' : 'SEND.TOO_LATE',
      );
    case 'rejected':
      throw new PlatformFault(route.platform, 'refused', 'MAIL.REJECTED');
    case 'unknown':
      throw new PlatformFault(route.platform, 'outcomeUnknown', 'MAIL.OUTCOME_UNKNOWN');
  }
}
