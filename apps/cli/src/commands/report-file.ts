import { randomUUID } from 'node:crypto';
import type { NewReport, NewTarget } from '#client';
import { InvalidArgumentError, type Command } from 'commander';
import { exitCodes, UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { reportText } from '../text/report-text.js';
import { onceMore } from './once-more.js';
import { isListConfirmed, readList } from './read-list.js';
import { readText } from './read-text.js';
import { watch } from './report-watch.js';

export interface ReportOptions {
  readonly category: string;
  readonly target?: readonly NewTarget[];
  readonly csv?: string;
  readonly yes?: true;
  readonly ask?: readonly string[];
  readonly explanation?: string;
  readonly explanationFile?: string;
  readonly goodFaith?: true;
  readonly callerRole: string;
  readonly language: string;
  readonly regime?: string;
  readonly confidential?: readonly string[];
  readonly confirm?: readonly string[];
  readonly channel?: Readonly<Record<string, string>>;
  readonly translation?: Readonly<Record<string, string>>;
  readonly legalBasis?: readonly string[];
  readonly factsOn?: string;
  readonly seenAt?: string;
}

interface FileOptions extends ReportOptions {
  readonly idempotencyKey?: string;
  readonly watch?: true;
}

export function addReportFile(report: Command, run: Run): void {
  addReportOptions(
    report.command('file').description('file one report with every platform its targets stand on'),
  )
    .option('--yes', 'with --csv: do not ask')
    .option('--good-faith', 'you state that this is accurate and complete, in good faith')
    .option('--idempotency-key <key>', 'filing again with the same key files nothing twice')
    .option('--watch', 'then follow it until it is settled or Ctrl-C')
    .action(run(fileReport));
}

/** What a report says, to file it or to see what would leave. */
export function addReportOptions(command: Command): Command {
  const targets: NewTarget[] = [];
  return command
    .requiredOption('--category <code>', 'such as CYBERBULLYING')
    .option(
      '--target <input>',
      'address, name with platform, or number; repeat it for more',
      (input: string) => {
        targets.push({ input });
        return targets;
      },
    )
    .option('--locator <text>', 'what else helps to find the target before it', (locator: string) =>
      addLocator(targets, locator),
    )
    .option('--csv <path>', 'adds the addresses of a list, with their notes; - is standard input')
    .option(
      '--ask <ask>',
      'such as REMOVE_CONTENT; repeat it for more (default: as usual for the category)',
      collect,
    )
    .option('--explanation <text>', 'why it is illegal or against the rules; - reads standard input')
    .option('--explanation-file <path>', 'reads the explanation from a file; - is standard input')
    .requiredOption('--caller-role <role>', 'who called, such as PARENT or SCHOOL_STAFF')
    .requiredOption('--language <code>', 'language of the explanation: fr, nl, de or en')
    .option(
      '--translation <language=text>',
      'the explanation in another language, or en=@path for a file; repeat it for more',
      collectTranslation,
    )
    .option('--regime <regime>', 'standing to claim, such as DSA_ART22')
    .option(
      '--channel <platform=channel>',
      'another channel than the usual one; repeat it for more',
      collectChannel,
    )
    .option(
      '--confidential <name>',
      'a name that must not leave, such as that of a school; repeat it for more',
      collect,
    )
    .option(
      '--confirm <kind>',
      'lets personal details of this kind leave, such as PHONE; repeat it for more',
      collect,
    )
    .option(
      '--legal-basis <subject>',
      'subject of the law table that you pick, such as harassment; repeat it for more',
      collect,
    )
    .option('--facts-on <date>', 'day of the facts, such as 2026-11-20')
    .option('--seen-at <time>', 'when the caller saw it, such as 2026-11-22T18:30:00Z');
}

async function fileReport(session: Session, options: FileOptions): Promise<number> {
  if (!options.goodFaith)
    throw new UsageError(
      'Add --good-faith. With it you state that the report is accurate and complete in good faith (Article 16(2)(d) ' +
        'of the Digital Services Act); without it no platform has to act.',
    );
  if (!options.target && options.csv === undefined)
    throw new UsageError('Say where it is: --target <input>, or --csv <path> for a list.');
  if (options.csv === '-' && (options.explanation === '-' || options.explanationFile === '-'))
    throw new UsageError('List and explanation cannot both be standard input.');
  const withoutList = await newReportOf(session, options);
  const client = await session.client();
  const listed = options.csv === undefined ? [] : await readList(session, client, options.csv);
  if (options.csv !== undefined && !options.yes && !(await isListConfirmed(session))) {
    session.world.err('Nothing was filed.\n');
    return exitCodes.refused;
  }
  const newReport = { ...withoutList, targets: [...withoutList.targets, ...listed] };
  const idempotencyKey = options.idempotencyKey ?? randomUUID();
  const report = await onceMore('the report was filed', 'it is filed once', idempotencyKey, () =>
    client.fileReport(newReport, { idempotencyKey }),
  );
  if (!options.watch) return session.show(report, () => reportText(report, session.world));
  session.showLine(report, () => `${reportText(report, session.world)}\n`);
  return watch(session, client, report, true);
}

/** Codes are taken in any case. Whether they exist is for the API to say, which knows them all. */
export async function newReportOf({ world }: Session, options: ReportOptions): Promise<NewReport> {
  const { ask, regime, channel, confidential, confirm, legalBasis, factsOn, seenAt } = options;
  return {
    category: options.category.toUpperCase(),
    targets: [...(options.target ?? [])],
    explanation: await explanationOf(options, world),
    goodFaith: true,
    caller: { role: options.callerRole.toUpperCase() },
    language: options.language.toLowerCase(),
    ...(ask ? { asks: ask.map((each) => each.toUpperCase()) } : {}),
    ...(regime === undefined ? {} : { regime: regime.toUpperCase() }),
    ...(channel ? { channels: channel } : {}),
    ...(confidential ? { confidential } : {}),
    ...(confirm ? { confirmedFindings: confirm.map((each) => each.toUpperCase()) } : {}),
    ...(options.translation ? { translations: await translationsOf(options.translation, world) } : {}),
    ...(legalBasis ? { legalBases: legalBasis } : {}),
    ...(factsOn === undefined ? {} : { factsOn }),
    ...(seenAt === undefined ? {} : { seenAt }),
  } as NewReport;
}

async function explanationOf(
  { explanation, explanationFile }: ReportOptions,
  world: Session['world'],
): Promise<string> {
  if ((explanation === undefined) === (explanationFile === undefined))
    throw new UsageError(
      'Give the explanation once: --explanation <text>, --explanation-file <path>, or - for input.',
    );
  if (explanation !== undefined && explanation !== '-') return explanation;
  const text = await readText(explanationFile ?? '-', world);
  return text.trimEnd();
}

/** `@` in front is a file. */
async function translationsOf(
  given: Readonly<Record<string, string>>,
  world: Session['world'],
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [language, text] of Object.entries(given))
    texts[language] = text.startsWith('@') ? (await readText(text.slice(1), world)).trimEnd() : text;
  return texts;
}

function addLocator(targets: NewTarget[], locator: string): string {
  const last = targets.at(-1);
  if (!last) throw new InvalidArgumentError('It belongs behind the --target it is about.');
  if (last.locator !== undefined) throw new InvalidArgumentError('This target has one already.');
  last.locator = locator;
  return locator;
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function collectTranslation(
  value: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const [, language, text] = /^([a-z]{2})=(.+)$/is.exec(value) ?? [];
  if (language === undefined || text === undefined)
    throw new InvalidArgumentError('Write it as language=text, or en=@translation.txt for a file.');
  return { ...before, [language.toLowerCase()]: text };
}

function collectChannel(
  value: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const [, platform, channel] = /^([^=]+)=(.+)$/.exec(value) ?? [];
  if (platform === undefined || channel === undefined)
    throw new InvalidArgumentError('Write it as platform=channel, such as youtube=yt-priority-form.');
  return { ...before, [platform]: channel };
}
