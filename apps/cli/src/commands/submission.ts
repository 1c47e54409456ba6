import { randomUUID } from 'node:crypto';
import type { DetailKind, InformationAnswer, UniflagClient } from '#client';
import type { Command } from 'commander';
import { UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { ordinalOf, reportText } from '../text/report-text.js';
import { onceMore } from './once-more.js';
import { readText } from './read-text.js';

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

async function answerOf(
  { textFile, givenElsewhere, confirm }: AnswerOptions,
  { world }: Session,
): Promise<InformationAnswer> {
  if ((textFile === undefined) === (givenElsewhere === undefined))
    throw new UsageError('Give one of the two: --text-file <path> (- for input), or --given-elsewhere.');
  if (textFile === undefined) return { givenElsewhere: true } as const;
  const text = (await readText(textFile, world)).replace(/\s+$/, '');
  // Whether the kinds exist is for the API to say, which knows them all.
  return { text, ...(confirm ? { confirmedFindings: confirm as DetailKind[] } : {}) };
}

/** `report show` numbers submissions; their ids stand in its JSON. */
async function submissionIdOf(client: UniflagClient, given: string): Promise<string> {
  const [, report, ordinal] = /^(UF-\d{4}-\d{6,9})-(\d{1,3})(?:-[0-9A-Z]{6})?$/i.exec(given) ?? [];
  if (report === undefined) return given;
  const { submissions } = await client.readReport(report.toUpperCase());
  const found = submissions.find((each) => ordinalOf(each) === ordinal);
  if (!found) throw new UsageError(`${report.toUpperCase()} has no submission ${ordinal}.`);
  return found.id;
}

function collectKind(kind: string, before: readonly string[] = []): string[] {
  return [...before, kind.toUpperCase()];
}
