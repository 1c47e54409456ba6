import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Run, Session } from '../session.js';
import { reportText } from '../text/report-text.js';
import { onceMore } from './once-more.js';
import { readText } from './read-text.js';
import { submissionIdOf } from './submission-id.js';

interface StillThereOptions {
  readonly textFile?: string;
  readonly send?: true;
  readonly idempotencyKey?: string;
}

export function addSubmissionStillThere(submission: Command, run: Run): void {
  submission
    .command('still-there')
    .description(
      'tell a platform that what it said to be removed can still be seen; prints the draft unless told to send',
    )
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .option('--send', 'send it, in the thread of the notice')
    .option('--text-file <path>', 'another text than the draft; - is standard input')
    .option('--idempotency-key <key>', 'sending again with the same key sends once')
    .action(run(stillThere));
}

async function stillThere(session: Session, given: string, options: StillThereOptions): Promise<number> {
  const client = await session.client();
  const id = await submissionIdOf(client, given);
  const draft = await client.draftStillThere(id);
  const own = options.textFile === undefined ? undefined : await readText(options.textFile, session.world);
  const text = own?.trimEnd() ?? draft.text;
  if (!options.send) return session.show({ ...draft, text }, () => text);
  const idempotencyKey = options.idempotencyKey ?? randomUUID();
  const report = await onceMore('the message was taken', 'it is taken once', idempotencyKey, () =>
    client.tellStillThere(id, text, { idempotencyKey }),
  );
  return session.show(report, () => reportText(report, session.world));
}
