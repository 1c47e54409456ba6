import { isTaken, type PlatformSimulation, type SimulatedMail, type SimulatedWorld } from '#platform-kit/simulation';

/**
 * Stand-in of WhatsApp's support mailbox, written from README.md ("How WhatsApp answers"): it takes what arrives,
 * usually says nothing, and where it answers it does so in English.
 */
export const simulation: PlatformSimulation = {
  platform: 'whatsapp',
  credentials: {},
  mailboxes: { 'wa-partner': 'support' },
  get replies() {
    return [...Object.keys(sentences), 'duplicate_reply', 'out_of_order', 'wrong_thread', 'no_reference'];
  },
  defaultSteps: [{ afterMs: 0, fault: 'silence' }],

  async onMail(mail, world) {
    const token = subjectToken(mail);
    const open = world.state.get(token) as Ticket | undefined;
    if (open !== undefined && /^re\s*:/iu.test(mail.subject)) {
      const continued = { ...open, mail };
      world.state.set(token, continued);
      await reply(world, continued, 'review_continues');
      return;
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

/** Synthetic, after what people report of WhatsApp's mails; recalled, 2026-11-23. */
const sentences: Readonly<Record<string, string>> = {
  acknowledge: 'Your message has been received. Our specialists will look into it when needed.',
  removed: 'We have reviewed the channel. The content you reported has been removed.',
  refused_no_violation: 'We looked into your report and did not find any violation of our Terms of Service.',
  information_requested:
    'To look into this we need further details. Please send us the full phone numbers in international format and the invite link of the group.',
  review_continues: 'Thank you. Our team is looking into your report.',
  geo_restricted: 'The content you reported is no longer accessible in your region.',
  account_disabled: 'The phone number you reported has been banned from using WhatsApp.',
  group_disabled: 'The group has been terminated.',
  already_removed: 'The content was already gone when we looked.',
  group_blocked_admins_via_police:
    'We have blocked the group. We only disclose account information to law enforcement.',
  reversed: 'We have restored the account after a second review.',
  member_first:
    'Messages on WhatsApp are end-to-end encrypted. We can only act on a private group after a member has reported it in the app. Please ask a member of the group to report it in the app.',
  nonsense: 'Tip: keep WhatsApp up to date to enjoy the latest features.',
};

async function playStep(world: SimulatedWorld, ticket: Ticket, step: string): Promise<void> {
  if (step === 'duplicate_reply') {
    const messageId = `wa.${world.nextNumber()}.${ticket.number}@whatsapp.simulator.invalid`;
    for (let copies = 0; copies < 2; copies += 1) await reply(world, ticket, 'group_disabled', messageId);
  } else if (step === 'out_of_order') {
    await reply(world, ticket, 'group_disabled');
    await reply(world, ticket, 'acknowledge');
  } else if (step === 'wrong_thread') {
    await freshMail(world, ticket, 'WhatsApp Support', `Ticket ${ticket.number}\n\n${sentences['group_disabled']}`);
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

async function freshMail(world: SimulatedWorld, ticket: Ticket, subject: string, text: string): Promise<void> {
  await world.sendMail({ to: ticket.mail.replyTo, from: senderOf(ticket), subject, text });
}

function senderOf({ number }: Ticket): string {
  return `case++${number.toLowerCase()}@whatsapp.simulator.invalid`;
}

function subjectToken({ subject, messageId }: SimulatedMail): string {
  const opening = subject.indexOf('[');
  const closing = subject.indexOf(']', opening);
  return opening >= 0 && closing > opening ? subject.slice(opening + 1, closing) : messageId;
}
