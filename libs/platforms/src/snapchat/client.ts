import {
  submitByMail,
  type MailLetter,
  type PlatformConnection,
  type SendAttempt,
  type SubmitResult,
} from '#platform-kit';

/**
 * Snap's safety mailbox for partners: a request desk. One mail opens one request; later mails of its thread are added
 * to it.
 *
 * Source: recalled, 2026-11-23. The mailbox itself is configured: addresses change.
 */
export function safetyMailbox(connection: PlatformConnection) {
  return {
    openRequest: (channel: string, letter: MailLetter, attempt: SendAttempt): Promise<SubmitResult> =>
      submitByMail(connection, { platform: 'snapchat', channel }, letter, attempt),

    /** @param question Message-ID of the desk's mail, null where only the subject's reference keeps the thread */
    followUp(
      channel: string,
      letter: MailLetter,
      question: string | null,
      attempt: SendAttempt,
    ): Promise<SubmitResult> {
      const thread = question === null ? {} : { inReplyTo: question };
      return submitByMail(connection, { platform: 'snapchat', channel, ...thread }, letter, attempt);
    },
  };
}
