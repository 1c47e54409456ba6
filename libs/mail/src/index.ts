export { cutQuoted } from './cut-quoted.js';
export { InboundMailServer, type InboundMailOptions, type ListenAddress } from './inbound-mail-server.js';
export type { CutAttachment, MailBounce, MailSource, OnMail, ReceivedMail } from './received-mail.js';
export { findReferences, subjectToken } from './references.js';
export { SmtpMailSender, type SmtpMailSenderOptions } from './smtp-mail-sender.js';
