import type { Command } from 'commander';
import { UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { previewText } from '../text/preview-text.js';
import { readList } from './read-list.js';
import { addReportOptions, newReportOf, type ReportOptions } from './report-file.js';

export function addReportPreview(report: Command, run: Run): void {
  addReportOptions(
    report
      .command('preview')
      .description('show what filing would send, and what would wait; nothing is stored'),
  ).action(run(previewReport));
}

async function previewReport(session: Session, options: ReportOptions): Promise<number> {
  if (!options.target && options.csv === undefined)
    throw new UsageError('Say where it is: --target <input>, or --csv <path> for a list.');
  const { targets, ...rest } = await newReportOf(
    session,
    options.explanationFile === undefined ? { explanation: '', ...options } : options,
  );
  const client = await session.client();
  const listed = options.csv === undefined ? [] : await readList(session, client, options.csv);
  const notices = await client.previewReport({ ...rest, targets: [...targets, ...listed] });
  return session.show(notices, () => previewText(notices, session.world));
}
