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
import { answers, greetings, tellingWords, type DeskLanguage } from './simulator-words.js';

/**
 * Stand-in of Facebook's partner desk, written from README.md ("How Facebook answers"): every mail opens a case with a
 * report number, the desk answers in its thread and language, asks in the same thread, and decides once it has read our
 * answer there.
 */
export const simulation: PlatformSimulation = {
  platform: 'facebook',
  credentials: {},
  mailboxes: { 'facebook-partner-mail': 'partners' },
  replies: [
    ...Object.keys(answers),
    ...['duplicate_reply', 'out_of_order', 'wrong_thread', 'no_reference'],
    ...strayReplies,
  ],
  defaultSteps: [
    { afterMs: 1_000, reply: 'acknowledge' },
    { afterMs: 4_000, reply: 'removed' },
  ],

  async onMail(mail, world) {
    if (isAmendment(mail)) return;
    const known = world.state.get(threadOf(mail)) as DeskCase | undefined;
    if (known && /^re:/iu.test(mail.subject)) return goOn(known, mail, world);
    const opened: DeskCase = {
      number: `${world.now()}${String(world.nextNumber()).padStart(4, '0').slice(-4)}`,
      language: languageOf(mail.text),
      notice: mail,
    };
    const fault = world.start(`${mail.subject}\n${mail.text}`, (reply) => play(reply, opened, world));
    if (isTaken(fault)) world.state.set(threadOf(mail), opened);
  },
};

interface DeskCase {
  readonly number: string;
  readonly language: DeskLanguage;
  /** Mail that the desk answers: our notice, later our latest answer. */
  readonly notice: SimulatedMail;
}

/** Our notices carry a reference in brackets; the desk keeps it in the subject. */
function threadOf({ subject, messageId }: SimulatedMail): string {
  return /\[([^\]]{5,60})\]/u.exec(subject)?.[1] ?? messageId;
}

/** A mail of ours in the thread of a case: what was asked for, a reminder, or that it is to be read otherwise. */
async function goOn(known: DeskCase, mail: SimulatedMail, world: SimulatedWorld): Promise<void> {
  const now: DeskCase = { ...known, notice: mail };
  world.state.set(threadOf(mail), now);
  const decide = (reply: string) => play(reply, now, world);
  if (isReminder(mail)) {
    const usual = [
      { afterMs: 500, reply: 'still_reviewing' },
      { afterMs: 3_000, reply: 'removed' },
    ];
    return world.followedBy('reminder', mail.subject, usual, decide);
  }
  await write('review_continues', now, world);
  world.followedBy('answer', mail.subject, [{ afterMs: 3_000, reply: 'removed' }], decide);
}

async function play(reply: string, desk: DeskCase, world: SimulatedWorld): Promise<void> {
  switch (reply) {
    case 'duplicate_reply': {
      const messageId = `case.${desk.number}.${world.nextNumber()}@facebook.simulator.invalid`;
      await write('removed', desk, world, { messageId });
      return write('removed', desk, world, { messageId });
    }
    case 'out_of_order':
      await write('removed', desk, world);
      return write('acknowledge', desk, world);
    case 'wrong_thread':
      return world.sendMail({
        to: addressOnFile(desk.notice.replyTo),
        from: addressOf(desk),
        subject: `Report ${desk.number}`,
        text: letter('removed', desk),
      });
    case 'no_reference':
      return world.sendMail({
        to: addressOnFile(desk.notice.replyTo),
        from: addressOf(desk),
        subject: 'Your report to Facebook',
        text: letter('removed', { ...desk, number: '' }).replace(/^.*: $/gmu, ''),
      });
    default: {
      const stray = strayMail(reply, {
        platform: 'facebook',
        notice: desk.notice,
        number: world.nextNumber(),
      });
      return stray ? world.sendMail(stray) : write(reply, desk, world);
    }
  }
}

async function write(
  answer: string,
  desk: DeskCase,
  world: SimulatedWorld,
  also: { readonly messageId?: string } = {},
): Promise<void> {
  const { notice } = desk;
  await world.sendMail({
    to: notice.replyTo,
    from: addressOf(desk),
    subject: notice.subject.replace(/^(?:re: )?/iu, 'Re: '),
    text: letter(answer, desk),
    inReplyTo: notice.messageId,
    references: [...notice.references, notice.messageId],
    ...also,
  });
}

function letter(answer: string, { language, number }: DeskCase): string {
  const words = answers[answer];
  if (!words) throw new Error(`the stand-in of Facebook has no answer called ${answer}`);
  const [opening, closing] = greetings[language];
  return `${opening}\n\n${words[language](number)}\n\n${closing}\n`;
}

function addressOf({ number }: DeskCase): string {
  return `case++${number}@facebook.simulator.invalid`;
}

function languageOf(text: string): DeskLanguage {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const scored = (Object.keys(tellingWords) as DeskLanguage[]).map((language) => ({
    language,
    score: words.filter((word) => tellingWords[language].includes(word)).length,
  }));
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).language;
}
