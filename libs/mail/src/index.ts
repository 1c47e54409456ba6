export { cutQuoted } from './cut-quoted.js';
export { MailboxReader, type MailboxReaderOptions } from './imap/mailbox-reader.js';
export type { ImapAccess } from './imap/imap-session.js';
export { InboundMailServer, type InboundMailOptions, type ListenAddress } from './inbound-mail-server.js';
export { OriginChecker, type OriginOptions, type Resolve } from './origin/origin-check.js';
export type { CutAttachment, MailBounce, MailSource, OnMail, ReceivedMail } from './received-mail.js';
export { findReferences, subjectToken } from './references.js';
export type { SigningKey } from './sign-mail.js';
export { SmtpMailSender, type SmtpMailSenderOptions } from './smtp-mail-sender.js';
