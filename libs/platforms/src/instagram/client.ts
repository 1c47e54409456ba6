import {
  submitByMail,
  type MailLetter,
  type PlatformConnection,
  type SendAttempt,
  type SubmitResult,
} from '#platform-kit';

/**
 * The desk behind the partner mailbox. A case is one mail thread: the desk answers in the thread of the notice, and
 * wants the answer to its questions in that same thread.
 *
 * Source: help.instagram.com/793658801249475 (a national flow, taken as typical), read on 2026-11-23.
 */
export function partnerDesk(connection: PlatformConnection) {
  return {
    openCase: (channel: string, letter: MailLetter, attempt: SendAttempt): Promise<SubmitResult> =>
      submitByMail(connection, { platform: 'instagram', channel }, letter, attempt),

    /** @param question Message-ID of the desk's mail, null where only the subject's reference keeps the thread */
    answer: (
      channel: string,
      letter: MailLetter,
      question: string | null,
      attempt: SendAttempt,
    ): Promise<SubmitResult> =>
      submitByMail(
        connection,
        { platform: 'instagram', channel, ...(question === null ? {} : { inReplyTo: question }) },
        letter,
        attempt,
      ),
  };
}
