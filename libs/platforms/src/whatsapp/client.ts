import {
  submitByMail,
  type MailLetter,
  type PlatformConnection,
  type SendAttempt,
  type SubmitResult,
} from '#platform-kit';

/**
 * WhatsApp's support mailbox for partners. One mail is one ticket; what belongs to it travels in its thread.
 *
 * Source: recalled, 2026-11-23. The mailbox itself is configured: addresses change.
 */
export function supportMailbox(connection: PlatformConnection) {
  const send = (
    channel: string,
    letter: MailLetter,
    attempt: SendAttempt,
    thread: { inReplyTo?: string } = {},
  ) => submitByMail(connection, { platform: 'whatsapp', channel, ...thread }, letter, attempt);
  return {
    openTicket: (channel: string, letter: MailLetter, attempt: SendAttempt): Promise<SubmitResult> =>
      send(channel, letter, attempt),

    /** @param question Message-ID of support's mail, null where only the subject's reference keeps the thread */
    addToTicket: (
      channel: string,
      letter: MailLetter,
      question: string | null,
      attempt: SendAttempt,
    ): Promise<SubmitResult> =>
      send(channel, letter, attempt, question === null ? {} : { inReplyTo: question }),
  };
}
