import type { Command } from 'commander';
import type { Run, Session } from '../session.js';
import { reportText } from '../text/report-text.js';

export function addReportShow(report: Command, run: Run): void {
  report
    .command('show')
    .description('show one report and each of its submissions')
    .argument('<report>', 'reference such as UF-2026-000123, or id')
    .option('--texts', 'also what was written by persons: explanation, inputs, locators')
    .action(run(showReport));
}

async function showReport(
  session: Session,
  idOrReference: string,
  { texts }: { readonly texts?: true },
): Promise<number> {
  const report = await (await session.client()).readReport(idOrReference);
  return session.show(report, () => reportText(report, session.world, { withTexts: texts ?? false }));
}
