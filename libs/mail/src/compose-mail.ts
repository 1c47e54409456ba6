import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from '#application';
import { isMessageId } from './message-ids.js';
import { signMail, type SigningKey } from './sign-mail.js';

/** A mail as it goes over the wire. */
export interface ComposedMail {
  /** `from` is where a delivery failure is reported to: the address that answers are received at. */
  readonly envelope: { readonly from: string; readonly to: string; readonly size: number };
  readonly content: Buffer;
}

/**
 * Writes a mail: UTF-8 plain text, one recipient, the Message-ID that was decided before, signed where there is a key.
 *
 * A line break or another control character in a header becomes a space, so nothing can add a header. Message-IDs of
 * the thread that are not well-formed (they come from strangers) are left out.
 *
 * @throws RangeError where an address, the Message-ID or a header name is none: our own mistake
 */
export async function composeMail(mail: OutgoingMail, signingKey?: SigningKey): Promise<ComposedMail> {
  for (const field of ['from', 'to', 'replyTo'] as const)
    if (mail[field].length > 254 || !addressShape.test(mail[field]))
      throw new RangeError(`OutgoingMail.${field} is no mail address`);
  if (!isMessageId(mail.messageId)) throw new RangeError('OutgoingMail.messageId is no Message-ID');

  const thread = [...(mail.references ?? []), ...(mail.inReplyTo === undefined ? [] : [mail.inReplyTo])];
  const references = [...new Set(thread.filter(isMessageId))].slice(-maxReferences);
  const inReplyTo = mail.inReplyTo !== undefined && isMessageId(mail.inReplyTo) ? mail.inReplyTo : undefined;
  const unsigned = await new MailComposer({
    from: mail.from,
    to: mail.to,
    replyTo: mail.replyTo,
    subject: oneLine(mail.subject),
    messageId: `<${mail.messageId}>`,
    inReplyTo: inReplyTo === undefined ? undefined : `<${inReplyTo}>`,
    references: references.map((id) => `<${id}>`),
    headers: headerLines(mail.headers ?? {}),
    text: mail.text,
    encoding: 'quoted-printable',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  const content = signingKey ? await signMail(unsigned, signingKey) : unsigned;
  return { envelope: { from: mail.replyTo, to: mail.to, size: content.length }, content };
}

const maxReferences = 50;

/** A plain `name@host`; quoted local parts and address lists are not used here and refused. */
const addressShape = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;

/** Headers that this module writes itself, or that change how the mail is read or where it goes. */
const ownHeaders =
  /^(?:from|sender|to|cc|bcc|reply-to|return-path|subject|date|message-id|in-reply-to|references|received|mime-version|content-(?!language$).*|resent-.*|dkim-signature)$/i;

function headerLines(headers: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => {
    if (!/^[A-Za-z0-9-]{1,76}$/.test(name))
      throw new RangeError('OutgoingMail.headers has a name that is none');
    if (ownHeaders.test(name)) throw new RangeError(`OutgoingMail.headers must not set ${name}`);
    return { key: name, value: oneLine(value) };
  });
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
