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
import { deskWords, type DeskLanguage } from './simulator-words.js';

/**
 * Stand-in of Instagram's partner desk, written from README.md ("How Instagram answers"). Like Facebook's it answers
 * in the thread and in the notice's language; its report number stands in the subject as well.
 */
export const simulation: PlatformSimulation = {
  platform: 'instagram',
  credentials: {},
  mailboxes: { 'instagram-partner-mail': 'trusted-partners' },
  replies: [
    ...Object.keys(deskWords.en.says),
    'duplicate_reply',
    'out_of_order',
    'wrong_thread',
    'no_reference',
    ...strayReplies,
  ],
  defaultSteps: [
    { afterMs: 1_200, reply: 'acknowledge' },
    { afterMs: 3_500, reply: 'removed' },
  ],

  async onMail(mail, world) {
    if (isAmendment(mail)) return;
    const reports = openReports(world);
    const reference = /UF-[0-9A-Z-]{10,40}/u.exec(mail.subject)?.[0];
    const earlier = mail.subject.toLowerCase().startsWith('re:') ? reports.get(reference ?? '') : undefined;
    if (earlier) {
      earlier.latest = mail;
      const goOn = (step: string) => act(world, earlier, step);
      if (isReminder(mail)) return world.followedBy('reminder', mail.subject, hurried, goOn);
      await send(world, earlier, { says: 'review_continues' });
      return world.followedBy('answer', mail.subject, outcome, goOn);
    }
    const report: OpenReport = { id: newId(world), language: guessLanguage(mail.text), latest: mail };
    const fault = world.start(`${mail.subject}\n${mail.text}`, (step) => act(world, report, step));
    if (isTaken(fault) && reference !== undefined) reports.set(reference, report);
  },
};

/** Where nothing else is planned, what was reported turns out to break the rules. */
const outcome = [{ afterMs: 2_800, reply: 'removed' }];
const hurried = [{ afterMs: 600, reply: 'still_reviewing' }, ...outcome];

interface OpenReport {
  readonly id: string;
  readonly language: DeskLanguage;
  /** What the desk answers next. */
  latest: SimulatedMail;
}

interface Answer {
  readonly says: string;
  readonly messageId?: string;
  /** threaded: in our thread; numbered: a new mail with the report number; bare: a new mail without it. */
  readonly as?: 'threaded' | 'numbered' | 'bare';
}

function openReports({ state }: SimulatedWorld): Map<string, OpenReport> {
  const reports =
    (state.get('reports') as Map<string, OpenReport> | undefined) ?? new Map<string, OpenReport>();
  state.set('reports', reports);
  return reports;
}

/** Twelve digits: seconds of the clock, then a number of this run. */
function newId(world: SimulatedWorld): string {
  return `${Math.floor(world.now() / 1_000)}${String(world.nextNumber() % 1_000).padStart(3, '0')}`;
}

async function act(world: SimulatedWorld, report: OpenReport, step: string): Promise<void> {
  const stray = strayMail(step, {
    ...{ platform: 'instagram', notice: report.latest },
    number: world.nextNumber(),
  });
  if (stray !== undefined) return world.sendMail(stray);
  const messageId = `ig.${report.id}.${world.nextNumber()}@instagram.simulator.invalid`;
  const plays: Readonly<Record<string, readonly Answer[]>> = {
    duplicate_reply: [
      { says: 'removed', messageId },
      { says: 'removed', messageId },
    ],
    out_of_order: [{ says: 'removed' }, { says: 'acknowledge' }],
    wrong_thread: [{ says: 'removed', as: 'numbered' }],
    no_reference: [{ says: 'removed', as: 'bare' }],
  };
  for (const answer of plays[step] ?? [{ says: step }]) await send(world, report, answer);
}

async function send(
  world: SimulatedWorld,
  report: OpenReport,
  { says, messageId, as = 'threaded' }: Answer,
): Promise<void> {
  const { latest, language, id } = report;
  const desk = deskWords[language];
  const words = desk.says[says];
  if (words === undefined) throw new Error(`the stand-in of Instagram cannot say ${says}`);
  const said = as === 'bare' ? (words.split('\n\n')[0] ?? '') : words.replace(/\bN\b/gu, id);
  const thread = { inReplyTo: latest.messageId, references: [...latest.references, latest.messageId] };
  const subjects = {
    threaded: `Re: ${latest.subject.replace(/^re:\s*/iu, '')} [#${id}]`,
    numbered: `Instagram [#${id}]`,
    bare: 'Instagram Partner Desk',
  };
  await world.sendMail({
    to: as === 'threaded' ? latest.replyTo : addressOnFile(latest.replyTo),
    from: `case++${id}@instagram.simulator.invalid`,
    subject: subjects[as],
    text: [desk.hello, said, desk.goodbye].join('\n\n'),
    ...(as === 'threaded' ? thread : {}),
    ...(messageId === undefined ? {} : { messageId }),
  });
}

/** The language whose letters and little words are most frequent in a notice. */
function guessLanguage(text: string): DeskLanguage {
  const marks: Readonly<Record<DeskLanguage, RegExp>> = {
    en: /\b(?:the|and|please|which|with|that)\b/giu,
    fr: /\b(?:le|la|les|des|nous|vous|merci|pour)\b/giu,
    nl: /\b(?:het|een|van|wij|gelieve|deze|dat)\b/giu,
    de: /\b(?:der|die|das|und|wir|bitte|nicht)\b/giu,
  };
  const count = (language: DeskLanguage) => (text.match(marks[language]) ?? []).length;
  return (Object.keys(marks) as DeskLanguage[]).sort((one, other) => count(other) - count(one))[0] ?? 'en';
}
