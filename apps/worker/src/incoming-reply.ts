import { mayMoveSomething, type IncomingReply, type PlatformCatalogue } from '#application';
import { cutQuoted, findReferences, type ReceivedMail } from '#mail';
import { ownLines } from '#platform-kit';

/** A received mail as a reply: whose it may be, and what it says once our own words are cut off. */
export function incomingReply(mail: ReceivedMail, platforms: PlatformCatalogue): IncomingReply {
  const { recipientTag, bounce } = mail;
  const answered = [mail.inReplyTo, bounce?.failedMessageId ?? null, ...mail.addressedTo, ...mail.references];
  const platform = recipientTag !== null && platforms.has(recipientTag) ? recipientTag : 'unknown';
  return {
    platform,
    via: 'EMAIL',
    // Anybody can write any Message-ID: a mail that proves nothing must not stand in the way of one that does.
    messageKey: mayMoveSomething(platforms, platform, mail.origin)
      ? mail.messageId
      : `${Buffer.from(mail.contentHash).toString('hex')}@sha256.invalid`,
    references: findReferences(`${mail.subject}\n${mail.text}`),
    inReplyTo: [...new Set(answered.filter((id) => id !== null))],
    writtenAtMs: mail.writtenAtMs,
    subject: mail.subject,
    text: cutQuoted(mail.text, ownLines),
    from: mail.from,
    isAutomatic: mail.isAutoReply,
    bounce: bounce && { isPermanent: bounce.isPermanent, statusCode: bounce.statusCode },
    origin: mail.origin,
    isIncomplete: mail.isIncomplete,
    attachments: mail.attachments,
    contentHash: mail.contentHash,
  };
}
