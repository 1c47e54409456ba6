import {
  addressOnFile,
  isAmendment,
  isReminder,
  isTaken,
  strayMail,
  strayReplies,
  type PlatformSimulation,
  type SimulatedMail,
  type SimulatedWorld,
} from '#platform-kit/simulation';
import { sentences } from './simulator-words.js';

/**
 * Stand-in of WhatsApp's support mailbox, written from README.md ("How WhatsApp answers"): it takes what arrives,
 * usually says nothing, and where it answers it does so in English.
 */
export const simulation: PlatformSimulation = {
  platform: 'whatsapp',
  credentials: {},
  mailboxes: { 'wa-partner': 'support' },
  replies: [
    ...Object.keys(sentences),
    ...['duplicate_reply', 'out_of_order', 'wrong_thread', 'no_reference'],
    ...strayReplies,
  ],
  defaultSteps: [{ afterMs: 0, fault: 'silence' }],

  async onMail(mail, world) {
    if (isAmendment(mail)) return;
    const token = subjectToken(mail);
    const open = world.state.get(token) as Ticket | undefined;
    if (open !== undefined && /^re\s*:/iu.test(mail.subject)) {
      const continued = { ...open, mail };
      world.state.set(token, continued);
      const goOn = (step: string) => playStep(world, continued, step);
      // Reminders are taken like everything else: usually without a word.
      if (isReminder(mail)) return world.followedBy('reminder', mail.subject, [], goOn);
      await reply(world, continued, 'review_continues');
      return world.followedBy('answer', mail.subject, [{ afterMs: 4_000, reply: 'group_disabled' }], goOn);
    }
    const ticket: Ticket = { number: `WA-${world.now()}${world.nextNumber() % 100}`, mail };
    const fault = world.start(`${mail.subject}\n${mail.text}`, (step) => playStep(world, ticket, step));
    if (isTaken(fault)) world.state.set(token, ticket);
  },
};

interface Ticket {
  readonly number: string;
  /** Mail to answer. */
  readonly mail: SimulatedMail;
}

async function playStep(world: SimulatedWorld, ticket: Ticket, step: string): Promise<void> {
  const { mail: notice } = ticket;
  const stray = strayMail(step, { platform: 'whatsapp', notice, number: world.nextNumber() });
  if (stray) {
    await world.sendMail(stray);
  } else if (step === 'duplicate_reply') {
    const messageId = `wa.${world.nextNumber()}.${ticket.number}@whatsapp.simulator.invalid`;
    for (let copies = 0; copies < 2; copies += 1) await reply(world, ticket, 'group_disabled', messageId);
  } else if (step === 'out_of_order') {
    await reply(world, ticket, 'group_disabled');
    await reply(world, ticket, 'acknowledge');
  } else if (step === 'wrong_thread') {
    await freshMail(
      world,
      ticket,
      'WhatsApp Support',
      `Ticket ${ticket.number}\n\n${sentences['group_disabled']}`,
    );
  } else if (step === 'no_reference') {
    await freshMail(world, ticket, 'Message from WhatsApp Support', `${sentences['group_disabled']}`);
  } else {
    await reply(world, ticket, step);
  }
}

async function reply(world: SimulatedWorld, ticket: Ticket, name: string, messageId?: string): Promise<void> {
  const sentence = sentences[name];
  if (sentence === undefined) throw new Error(`the stand-in of WhatsApp has no reply ${name}`);
  const { mail } = ticket;
  await world.sendMail({
    to: mail.replyTo,
    from: senderOf(ticket),
    subject: /^re\s*:/iu.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    text: `Hi,\n\n${sentence}\n\nTicket: ${ticket.number}\n\nWhatsApp Support (synthetic)`,
    inReplyTo: mail.messageId,
    references: [...mail.references, mail.messageId],
    ...(messageId === undefined ? {} : { messageId }),
  });
}

async function freshMail(
  world: SimulatedWorld,
  ticket: Ticket,
  subject: string,
  text: string,
): Promise<void> {
  await world.sendMail({ to: addressOnFile(ticket.mail.replyTo), from: senderOf(ticket), subject, text });
}

function senderOf({ number }: Ticket): string {
  return `case++${number.toLowerCase()}@whatsapp.simulator.invalid`;
}

function subjectToken({ subject, messageId }: SimulatedMail): string {
  const opening = subject.indexOf('[');
  const closing = subject.indexOf(']', opening);
  return opening >= 0 && closing > opening ? subject.slice(opening + 1, closing) : messageId;
}
