import { randomUUID } from 'node:crypto';
import type { DetailKind, InformationAnswer, Language, RouteCode } from '#client';
import type { Command } from 'commander';
import { UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { reportText } from '../text/report-text.js';
import { routesText } from '../text/routes-text.js';
import { onceMore } from './once-more.js';
import { readText } from './read-text.js';
import { withdrawingOf, withWithdrawOptions, type WithdrawOptions } from './report-acts.js';
import { submissionIdOf } from './submission-id.js';
import { addSubmissionLook } from './submission-look.js';
import { addSubmissionMemberLink } from './submission-member-link.js';
import { addSubmissionStillThere } from './submission-still-there.js';

interface AnswerOptions {
  readonly textFile?: string;
  readonly givenElsewhere?: true;
  readonly confirm?: readonly string[];
  readonly idempotencyKey?: string;
}

export function addSubmissionCommands(submission: Command, run: Run): void {
  submission
    .command('answer')
    .description('answer what a platform asked about a submission')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .option('--text-file <path>', 'the answer, sent in the thread of the question; - is standard input')
    .option('--given-elsewhere', 'it was answered in the portal or by telephone; nothing is sent')
    .option(
      '--confirm <kind>',
      'lets personal details of this kind leave, such as PHONE; repeat it for more',
      collectKind,
    )
    .option('--idempotency-key <key>', 'answering again with the same key answers once')
    .action(run(answerQuestion));
  submission
    .command('switch')
    .description('go on over another channel, where the notice failed, is held back or has not left')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .argument('<channel>', 'one of its alternatives, such as snap-support-form')
    .action(run(switchChannel));
  submission
    .command('translate')
    .description('give the explanation in a language that the channel reads; what waited for it goes on')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .argument('<language>', 'en, fr, nl or de')
    .requiredOption('--text-file <path>', 'the translation; - is standard input')
    .action(run(translate));
  addSubmissionLook(submission, run);
  addSubmissionStillThere(submission, run);
  withWithdrawOptions(
    submission
      .command('withdraw')
      .description('do not send it; where the platform has it, tell it by reference')
      .argument('<submission>', 'reference such as UF-2026-000123-2, or id'),
  ).action(run(withdrawSubmission));
  addSubmissionMemberLink(submission, run);
  submission
    .command('routes')
    .description(
      'what can still be done about a refusal or silence, until when, and why the rest is not open',
    )
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .action(run(showRoutes));
  submission
    .command('letter')
    .description('the letter of a route, filled in as far as it can be; what stands in [brackets] is yours')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .argument('<route>', 'such as COMPLAINT_ART20')
    .option('--language <language>', 'en, fr, nl or de')
    .option('--body <key>', 'out-of-court body, where there are several')
    .action(run(showLetter));
  submission
    .command('remedy')
    .description('take a route that is open, or record how one ended')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .option('--route <route>', 'take this route')
    .option('--body <key>', 'out-of-court body, with ODS_ART21')
    .option('--systematic', 'a supervisor says that the platform fails again and again, with DSC_ART53')
    .option('--outcome <remedy>', 'how it ended, such as UPHELD; NONE for what has no outcome of its own')
    .option('--followed-by <reference>', 'report that was filed in its place, with --outcome NONE')
    .action(run(recordRemedy));
}

async function answerQuestion(session: Session, given: string, options: AnswerOptions): Promise<number> {
  const answer = await answerOf(options, session);
  const client = await session.client();
  const id = await submissionIdOf(client, given);
  const idempotencyKey = options.idempotencyKey ?? randomUUID();
  const report = await onceMore('the answer was taken', 'it is taken once', idempotencyKey, () =>
    client.answerInformation(id, answer, { idempotencyKey }),
  );
  return session.show(report, () => reportText(report, session.world));
}

async function withdrawSubmission(
  session: Session,
  given: string,
  options: WithdrawOptions,
): Promise<number> {
  const client = await session.client();
  const report = await client.withdrawSubmission(await submissionIdOf(client, given), withdrawingOf(options));
  return session.show(report, () => reportText(report, session.world));
}

async function switchChannel(session: Session, given: string, channel: string): Promise<number> {
  const client = await session.client();
  const report = await client.switchChannel(await submissionIdOf(client, given), channel);
  return session.show(report, () => reportText(report, session.world));
}

async function translate(
  session: Session,
  given: string,
  language: string,
  { textFile }: { readonly textFile: string },
): Promise<number> {
  const text = (await readText(textFile, session.world)).trimEnd();
  const client = await session.client();
  const report = await client.giveTranslation(await submissionIdOf(client, given), {
    translations: { [language]: text },
  });
  return session.show(report, () => reportText(report, session.world));
}

async function showRoutes(session: Session, given: string): Promise<number> {
  const client = await session.client();
  const routes = await client.listRoutes(await submissionIdOf(client, given));
  return session.show(routes, () => routesText(routes, session.world));
}

interface LetterOptions {
  readonly language?: string;
  readonly body?: string;
}

async function showLetter(
  session: Session,
  given: string,
  route: string,
  { language, body }: LetterOptions,
): Promise<number> {
  const client = await session.client();
  // The API says which routes and languages there are.
  const letter = await client.draftRoute(await submissionIdOf(client, given), route as RouteCode, {
    ...(language === undefined ? {} : { language: language as Language }),
    ...(body === undefined ? {} : { body }),
  });
  return session.show(letter, () => `${letter.subject}\n\n${letter.text.trimEnd()}`);
}

interface RemedyOptions {
  readonly route?: string;
  readonly body?: string;
  readonly systematic?: true;
  readonly outcome?: string;
  readonly followedBy?: string;
}

async function recordRemedy(session: Session, given: string, options: RemedyOptions): Promise<number> {
  const { route, body, systematic, outcome, followedBy } = options;
  if ((route === undefined) === (outcome === undefined))
    throw new UsageError(
      'Give one of the two: --route <route> to take one, or --outcome <remedy> to end one.',
    );
  const client = await session.client();
  const act = { route, body, systematic, remedy: outcome, followedBy };
  const told = Object.fromEntries(Object.entries(act).filter(([, value]) => value !== undefined));
  const report = await client.recordRemedy(await submissionIdOf(client, given), told);
  return session.show(report, () => reportText(report, session.world));
}

async function answerOf(
  { textFile, givenElsewhere, confirm }: AnswerOptions,
  { world }: Session,
): Promise<InformationAnswer> {
  if ((textFile === undefined) === (givenElsewhere === undefined))
    throw new UsageError('Give one of the two: --text-file <path> (- for input), or --given-elsewhere.');
  if (textFile === undefined) return { givenElsewhere: true } as const;
  const text = (await readText(textFile, world)).trimEnd();
  // Whether the kinds exist is for the API to say, which knows them all.
  return { text, ...(confirm ? { confirmedFindings: confirm as DetailKind[] } : {}) };
}

function collectKind(kind: string, before: readonly string[] = []): string[] {
  return [...before, kind.toUpperCase()];
}
