import type { SimulatedAnswer, SimulatedMail } from './mails.js';

/**
 * What comes back about a notice and no desk wrote: reports of mail servers, machines, strangers. The same for every
 * platform that is reached by mail.
 *
 * bounce          a report by RFC 3464: the mailbox is not there
 * bounce_full     the same: the mailbox is full
 * bounce_plain    a mail server's report in its own words
 * bounce_delayed  a report by RFC 3464: not delivered yet, tried again
 * out_of_office   nobody is there
 * challenge       a filter that holds the mail until its sender proves to be a person
 * forged_sender   "removed", in the right thread, from somebody who is not the platform
 * wrong_token     "removed", to an address and about a reference that we never gave out
 */
export const strayReplies = [
  'bounce',
  'bounce_full',
  'bounce_plain',
  'bounce_delayed',
  'out_of_office',
  'challenge',
  'forged_sender',
  'wrong_token',
] as const;
type StrayReply = (typeof strayReplies)[number];

export interface StrayParts {
  readonly platform: string;
  readonly notice: SimulatedMail;
  /** A number unique in this run. */
  readonly number: number;
}

/** @returns undefined where the step is none of these: the desk's own */
export function strayMail(step: string, parts: StrayParts): SimulatedAnswer | undefined {
  return (strayReplies as readonly string[]).includes(step) ? letters[step as StrayReply](parts) : undefined;
}

/** Whether a mail in a notice's thread presses for a decision, or says that content is still there: no answer to a question. */
export function isReminder({ subject }: Pick<SimulatedMail, 'subject'>): boolean {
  return reminding.test(subject);
}

/** Whether a mail in a notice's thread withdraws or corrects it: desks take it without a word, and go on. */
export function isAmendment({ subject }: Pick<SimulatedMail, 'subject'>): boolean {
  return amending.test(subject);
}

const amending =
  /(?<!\p{L})(?:withdrawal|retrait|intrekking|rücknahme|correction|verbetering|berichtigung)(?!\p{L})/iu;
const reminding =
  /\b(?:reminder|rappel|herinnering|erinnerung|still visible|toujours visible|nog (?:altijd |steeds )?zichtbaar|(?:noch|weiterhin) (?:immer )?sichtbar)\b/iu;

const letters: Readonly<Record<StrayReply, (parts: StrayParts) => SimulatedAnswer>> = {
  bounce: (parts) => report(parts, 'failed', '5.1.1', '550 5.1.1 No such user here'),
  bounce_full: (parts) => report(parts, 'failed', '5.2.2', '552 5.2.2 Mailbox full'),
  bounce_delayed: (parts) => report(parts, 'delayed', '4.4.1', '451 4.4.1 No answer from host'),
  bounce_plain: ({ platform, notice }) => ({
    ...fromMailServer(platform, notice),
    subject: 'Mail delivery failed: returning message to sender',
    text: [
      'This message was created automatically by mail delivery software.',
      'A message that you sent could not be delivered to one or more of its recipients.',
      'This is a permanent error. The following address failed:',
      `  ${notice.to}\n    550 5.1.1 Unrouteable address`,
      '------ This is a copy of the message, including all the headers. ------',
      originalHead(notice),
    ].join('\n\n'),
  }),
  out_of_office: ({ platform, notice }) => ({
    ...inThread(notice),
    from: `desk@${platform}.simulator.invalid`,
    subject: `Automatic reply: ${notice.subject}`,
    text: 'Hello,\n\nI am out of the office until Monday.\n\n(synthetic)',
  }),
  challenge: ({ platform, notice, number }) => ({
    ...inThread(notice),
    from: `filter@${platform}.simulator.invalid`,
    subject: `Please confirm your message: ${notice.subject}`,
    text: `Your message is held in quarantine.\n\nClick here to verify that you are human: https://filter.simulator.invalid/${number}\n\n(synthetic)`,
  }),
  forged_sender: ({ platform, notice }) => ({
    ...inThread(notice),
    from: `support@${platform}-helpdesk.example`,
    subject: `Re: ${notice.subject}`,
    text: removed,
  }),
  wrong_token: ({ platform, notice, number }) => ({
    to: notice.replyTo.replace(/(\+[a-z0-9-]+)[^@]*@/, `$1.uf-${number}.nobody@`),
    from: `case++${number}@${platform}.simulator.invalid`,
    subject: `Re: [UF-2020-${String(number).slice(-6).padStart(6, '0')}-1-ZZZZZZ]`,
    text: removed,
  }),
};

const removed = 'Hello,\n\nWe have reviewed the content you reported and removed it.\n\n(synthetic)';

function report(
  { platform, notice }: StrayParts,
  action: 'failed' | 'delayed',
  status: string,
  diagnosis: string,
): SimulatedAnswer {
  const isFinal = action === 'failed';
  return {
    ...fromMailServer(platform, notice),
    subject: isFinal ? 'Undelivered Mail Returned to Sender' : 'Delayed Mail (still being retried)',
    text: isFinal
      ? 'Your message could not be delivered. It is attached below.'
      : 'Your message could not be delivered yet. It will be retried.',
    deliveryStatus: {
      fields: [
        `Reporting-MTA: dns; mx.${platform}.simulator.invalid`,
        '',
        `Final-Recipient: rfc822; ${notice.to}`,
        `Action: ${action}`,
        `Status: ${status}`,
        `Diagnostic-Code: smtp; ${diagnosis}`,
      ].join('\r\n'),
      originalHead: originalHead(notice),
    },
  };
}

/** Reports go to the sender of the envelope, which is where answers go. */
function fromMailServer(platform: string, { replyTo }: SimulatedMail) {
  return { to: replyTo, from: `MAILER-DAEMON@${platform}.simulator.invalid`, envelopeFrom: '' };
}

function originalHead({ from, to, subject, messageId }: SimulatedMail): string {
  return [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${messageId}>`].join('\r\n');
}

function inThread({ replyTo, messageId, references }: SimulatedMail) {
  return { to: replyTo, inReplyTo: messageId, references: [...references, messageId] };
}
