import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { RefilingDraft, Submission } from '#client';
import { UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { plain, wrap } from '../text/layout.js';
import { ordinalOf, reportText } from '../text/report-text.js';
import { onceMore } from './once-more.js';

interface RefileOptions {
  readonly submission?: readonly string[];
  readonly goodFaith?: true;
  readonly idempotencyKey?: string;
}

export function addReportRefile(report: Command, run: Run): void {
  report
    .command('refile')
    .description('send new notices of content that came back; prints the drafts without --good-faith')
    .argument('<report>', 'reference such as UF-2026-000123, or id')
    .option(
      '--submission <numbers...>',
      'which to repeat, as report show numbers them; those seen again unless told',
    )
    .option('--good-faith', 'the statement of Article 16(2)(d) for the new notices; sends them')
    .option('--idempotency-key <key>', 'sending again with the same key sends once')
    .action(run(refile));
}

async function refile(session: Session, idOrReference: string, options: RefileOptions): Promise<number> {
  const client = await session.client();
  const before = await client.readReport(idOrReference);
  const { id, reference } = before;
  const submissions: Submission[] = [];
  if (options.submission) for await (const each of client.reportSubmissions(before)) submissions.push(each);
  const wanted = options.submission?.map((number) => {
    const found = submissions.find((each) => ordinalOf(each) === number);
    if (!found) throw new UsageError(`${reference} has no submission ${number}.`);
    return found.id;
  });
  if (!options.goodFaith) {
    const drafts = await client.draftRefiling(id);
    const shown = drafts.filter((draft) => wanted?.includes(draft.repeats) ?? draft.seenAgain);
    return session.show({ data: shown }, () => draftsText(shown, session.world.columns));
  }
  const idempotencyKey = options.idempotencyKey ?? randomUUID();
  const report = await onceMore('the report was refiled', 'it is refiled once', idempotencyKey, () =>
    client.refileReport(id, wanted, { idempotencyKey }),
  );
  return session.show(report, () => reportText(report, session.world));
}

function draftsText(drafts: readonly RefilingDraft[], columns: number): string {
  if (drafts.length === 0) return 'Nothing was seen again.';
  return drafts
    .map(({ platform, channel, byHand, steps, fields }) =>
      [
        `${platform}  ${channel}${byHand ? '  by hand' : ''}`,
        ...steps.map((step) => wrap(plain(step), columns, '  ')),
        ...fields.flatMap(({ label, value }) => [
          `  ${plain(label)}:`,
          ...value.split('\n').map((line) => wrap(plain(line), columns, '    ')),
        ]),
      ].join('\n'),
    )
    .join('\n\n');
}
