import type { IncomingReply, PlatformCatalogue } from '#application';
import { cutQuoted, findReferences, type ReceivedMail } from '#mail';
import { ownLines } from '#platform-kit';

/** A received mail as a reply: whose it may be, and what it says once our own words are cut off. */
export function incomingReply(mail: ReceivedMail, platforms: PlatformCatalogue): IncomingReply {
  const { recipientTag, bounce } = mail;
  const answered = [mail.inReplyTo, bounce?.failedMessageId ?? null, ...mail.references];
  return {
    platform: recipientTag !== null && platforms.has(recipientTag) ? recipientTag : 'unknown',
    via: 'EMAIL',
    messageKey: mail.messageId,
    references: findReferences(`${mail.subject}\n${mail.text}`),
    inReplyTo: [...new Set(answered.filter((id) => id !== null))],
    writtenAtMs: mail.writtenAtMs,
    subject: mail.subject,
    text: cutQuoted(mail.text, ownLines),
    from: mail.from,
    isAutomatic: mail.isAutoReply,
    bounce: bounce && { isPermanent: bounce.isPermanent },
    attachments: mail.attachments,
    contentHash: mail.contentHash,
  };
}
