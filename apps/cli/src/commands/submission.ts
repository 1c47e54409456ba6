import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { reportText } from '../text/report-text.js';
import { onceMore } from './once-more.js';
import { readText } from './read-text.js';
import { submissionIdOf } from './submission-id.js';
import { addSubmissionLook } from './submission-look.js';
import { addSubmissionStillThere } from './submission-still-there.js';

interface AnswerOptions {
  readonly textFile?: string;
  readonly givenElsewhere?: true;
  readonly idempotencyKey?: string;
}

export function addSubmissionCommands(submission: Command, run: Run): void {
  submission
    .command('answer')
    .description('answer what a platform asked about a submission')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .option('--text-file <path>', 'the answer, sent in the thread of the question; - is standard input')
    .option('--given-elsewhere', 'it was answered in the portal or by telephone; nothing is sent')
    .option('--idempotency-key <key>', 'answering again with the same key answers once')
    .action(run(answerQuestion));
  addSubmissionLook(submission, run);
  addSubmissionStillThere(submission, run);
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

async function answerOf({ textFile, givenElsewhere }: AnswerOptions, { world }: Session) {
  if ((textFile === undefined) === (givenElsewhere === undefined))
    throw new UsageError('Give one of the two: --text-file <path> (- for input), or --given-elsewhere.');
  if (textFile === undefined) return { givenElsewhere: true } as const;
  return { text: (await readText(textFile, world)).replace(/\s+$/, '') };
}
