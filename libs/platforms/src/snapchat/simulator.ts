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
import { lines, type SnapLanguage } from './simulator-words.js';

/**
 * Stand-in of Snap's safety desk, written from README.md ("How Snapchat answers"): a request desk with a number in
 * each mail, in Dutch to Dutch notices and in English to all others.
 */
export const simulation: PlatformSimulation = {
  platform: 'snapchat',
  credentials: {},
  mailboxes: { 'snap-partner': 'safety-partners' },
  replies: [
    ...Object.keys(lines),
    ...['duplicate_reply', 'out_of_order', 'wrong_thread', 'no_reference'],
    ...strayReplies,
  ],
  defaultSteps: [
    { afterMs: 800, reply: 'acknowledge' },
    { afterMs: 3_000, reply: 'removed' },
  ],

  async onMail(mail, world) {
    if (isAmendment(mail)) return;
    const key = `request ${mail.subject.replace(/^re: /iu, '').split(']')[0] ?? mail.messageId}`;
    const followed = world.state.get(key) as Request | undefined;
    if (followed !== undefined && mail.subject.toLowerCase().startsWith('re: ')) {
      followed.mails.push(mail);
      const goOn = (step: string) => playStep(step, followed, world);
      if (isReminder(mail)) return world.followedBy('reminder', mail.subject, reminded, goOn);
      await write(world, followed, { line: 'review_continues' });
      return world.followedBy('answer', mail.subject, decided, goOn);
    }
    const request: Request = {
      number: String(world.now()).slice(-9) + String(world.nextNumber()).slice(-3),
      language: (mail.text.match(/\b(?:het|een|wij|deze|gelieve|niet)\b/giu) ?? []).length > 5 ? 'nl' : 'en',
      mails: [mail],
    };
    const fault = world.start(`${mail.subject}\n${mail.text}`, (step) => playStep(step, request, world));
    if (isTaken(fault)) world.state.set(key, request);
  },
};

interface Request {
  readonly number: string;
  readonly language: SnapLanguage;
  /** All mails of the thread that came from us, the latest last. */
  readonly mails: SimulatedMail[];
}

interface Letter {
  readonly line: string;
  readonly messageId?: string;
  readonly isOutsideThread?: boolean;
  readonly hasNoNumber?: boolean;
}

/** What the desk does with a request once its question is answered. */
const decided = [{ afterMs: 2_500, reply: 'removed' }];
/** And what with one that it is reminded of. */
const reminded = [{ afterMs: 700, reply: 'still_reviewing' }, ...decided];

async function playStep(step: string, request: Request, world: SimulatedWorld): Promise<void> {
  const notice = request.mails.at(-1);
  const stray = notice && strayMail(step, { platform: 'snapchat', notice, number: world.nextNumber() });
  if (stray) return world.sendMail(stray);
  for (const letter of lettersOf(step, request, world)) await write(world, request, letter);
}

function lettersOf(step: string, { number }: Request, world: SimulatedWorld): readonly Letter[] {
  const messageId = `${number}.${world.nextNumber()}@snapchat.simulator.invalid`;
  if (step === 'duplicate_reply')
    return [
      { line: 'removed', messageId },
      { line: 'removed', messageId },
    ];
  if (step === 'out_of_order') return [{ line: 'removed' }, { line: 'acknowledge' }];
  if (step === 'wrong_thread') return [{ line: 'removed', isOutsideThread: true }];
  if (step === 'no_reference') return [{ line: 'removed', isOutsideThread: true, hasNoNumber: true }];
  return [{ line: step }];
}

async function write(
  world: SimulatedWorld,
  { number, language, mails }: Request,
  letter: Letter,
): Promise<void> {
  const mail = mails.at(-1);
  const line = lines[letter.line]?.[language];
  if (mail === undefined || line === undefined)
    throw new Error(`the stand-in of Snapchat cannot write ${letter.line}`);
  const opening = language === 'nl' ? 'Hoi,' : 'Hi there,';
  const closing = language === 'nl' ? 'Team Snapchat (synthetisch)' : 'Team Snapchat (synthetic)';
  const request = language === 'nl' ? `Aanvraagnummer ${number}` : `Request number ${number}`;
  await world.sendMail({
    to: letter.isOutsideThread ? addressOnFile(mail.replyTo) : mail.replyTo,
    from: `case++${number}@snapchat.simulator.invalid`,
    subject: letter.isOutsideThread ? 'Snapchat Support' : `Re: ${mail.subject.replace(/^re: /iu, '')}`,
    text: [opening, line, closing, ...(letter.hasNoNumber ? [] : [request])].join('\n\n'),
    ...(letter.isOutsideThread
      ? {}
      : { inReplyTo: mail.messageId, references: [...mails.map(({ messageId }) => messageId)] }),
    ...(letter.messageId === undefined ? {} : { messageId: letter.messageId }),
  });
}
