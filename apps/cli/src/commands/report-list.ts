import type { ReportPage, ReportQuery, ReportRow, UniflagClient } from '#client';
import { InvalidArgumentError, type Command, Option } from 'commander';
import type { Run, Session } from '../session.js';
import { rowText } from '../text/report-text.js';

interface ListOptions {
  readonly status?: string;
  readonly attention?: string;
  readonly sla?: string;
  readonly escalated?: boolean;
  readonly longWait?: boolean;
  readonly platform?: string;
  readonly category?: string;
  readonly word?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reference?: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly all?: true;
}

export function addReportList(report: Command, run: Run): void {
  report
    .command('list')
    .description('list reports, newest first')
    .option('--status <status>', 'such as IN_PROGRESS')
    .option('--attention <word>', 'only those that need this, such as info_requested')
    .option('--sla <state>', 'only those whose time stands so: BREACHED, DUE_SOON, PAUSED or ON_TRACK')
    .option('--escalated', 'only those that supervisors are to look at')
    .option('--long-wait', 'only those with a notice that waits longer for its decision than usual')
    .option('--platform <key>', 'only those with a submission to it')
    .option('--category <code>', 'only this category')
    .option('--word <word>', 'only those with a submission at this word, such as refused')
    .option('--from <time>', 'filed at or after')
    .option('--to <time>', 'filed before')
    .option('--reference <start>', 'whose reference begins so, such as UF-2026-0001')
    .addOption(new Option('--limit <number>', 'at most so many').default(20).argParser(wholeNumber))
    .option('--cursor <cursor>', 'go on where the list before ended (nextCursor)')
    .addOption(new Option('--all', 'all of them').conflicts('limit'))
    .action(run(listReports));
}

async function listReports(session: Session, options: ListOptions): Promise<number> {
  const page = await readUpTo(await session.client(), options);
  return session.show(page, () => {
    if (page.data.length === 0) return 'No report.';
    const rows = page.data.map((row) => rowText(row, session.world));
    return [
      ...rows,
      ...(page.nextCursor === null ? [] : ['There are more: --all, or a larger --limit.']),
    ].join('\n');
  });
}

/** As many pages as it takes, the last no longer than needed, so that its cursor goes on exactly behind it. */
async function readUpTo(client: UniflagClient, options: ListOptions): Promise<ReportPage> {
  const wanted = options.all ? Infinity : options.limit;
  const rows: ReportRow[] = [];
  let cursor = options.cursor ?? null;
  do {
    const limit = Math.min(mostInOnePage, wanted - rows.length);
    const page = await client.reportPage({
      ...filterOf(options),
      limit,
      ...(cursor === null ? {} : { cursor }),
    });
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null && rows.length < wanted);
  return { data: rows, nextCursor: cursor };
}

const mostInOnePage = 200;

/** Codes are taken in any case. Whether they exist is for the API to say, which knows them all. */
function filterOf(options: ListOptions): ReportQuery {
  const { status, attention, sla, escalated, longWait, platform, category, word, from, to, reference } =
    options;
  return Object.fromEntries(
    Object.entries({
      ...{ status: status?.toUpperCase(), category: category?.toUpperCase() },
      ...{
        attention: attention?.toLowerCase(),
        sla: sla?.toUpperCase(),
        escalated: escalated ? 'true' : undefined,
        wait: longWait ? 'long' : undefined,
        platform: platform?.toLowerCase(),
        word: word?.toLowerCase(),
      },
      ...{ from, to, q: reference },
    }).filter(([, value]) => value !== undefined),
  );
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return Number(text);
}
