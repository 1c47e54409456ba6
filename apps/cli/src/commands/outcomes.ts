import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AnnualReportComparison } from '#client';
import { UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { table } from '../text/layout.js';

interface ReportOptions {
  readonly year: number;
  readonly language: 'en' | 'fr' | 'nl' | 'de';
  readonly format: 'json' | 'csv' | 'html' | 'pdf';
  readonly output?: string;
  readonly rehearsed?: true;
}

export function addOutcomeCommands(outcomes: Command, run: Run): void {
  outcomes
    .command('annual-report')
    .description(
      "a trusted flagger's yearly report (DSA Article 22(3)): what was sealed, or how it stands now",
    )
    .addOption(yearOption())
    .addOption(
      new Option('--language <code>', 'of csv, html and pdf').choices(['en', 'fr', 'nl', 'de']).default('en'),
    )
    .addOption(
      new Option('--format <format>', 'kind of file').choices(['json', 'csv', 'html', 'pdf']).default('json'),
    )
    .option('--output <file>', 'write it there, where nothing is yet; a PDF goes nowhere else')
    .option('--rehearsed', 'a trial, of what went to stand-ins')
    .action(run(readReport));
  outcomes
    .command('seal')
    .description('keep the report of a year that is over as it is now, signed; once a year')
    .addOption(yearOption())
    .action(run(sealReport));
  outcomes
    .command('compare')
    .description(
      'count a sealed year again; exit code 1 where it is no longer the same, or its seal does not hold',
    )
    .addOption(yearOption())
    .action(run(compareReport));
}

function yearOption(): Option {
  return new Option('--year <year>', 'such as 2026').makeOptionMandatory().argParser((text) => {
    if (!/^[2-9]\d{3}$/.test(text)) throw new InvalidArgumentError('It must be a year, such as 2026.');
    return Number(text);
  });
}

async function readReport(
  session: Session,
  { year, language, format, output, rehearsed }: ReportOptions,
): Promise<number> {
  if (format === 'pdf' && output === undefined)
    throw new UsageError('A PDF is no text: say with --output which file it becomes.');
  const client = await session.client();
  const mode = rehearsed ? 'rehearsed' : 'armed';
  const { world } = session;
  const bytes =
    format === 'json'
      ? Buffer.from(`${JSON.stringify(await client.readAnnualReport({ year, mode }), null, 2)}\n`)
      : Buffer.from(
          await (await client.readAnnualReportFile({ year, language, format, mode })).arrayBuffer(),
        );
  if (output === undefined) {
    world.out(bytes.toString());
    return 0;
  }
  await write(resolve(world.cwd, output), output, bytes);
  return session.show({ file: output, bytes: bytes.length }, () => `${output} is written.`);
}

async function write(path: string, name: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new UsageError(`${name} is there already. Name another file, or take it away.`);
    throw new UsageError(`${name} cannot be written (${code ?? 'unknown'}).`);
  }
}

async function sealReport(session: Session, { year }: { readonly year: number }): Promise<number> {
  const sealed = await (await session.client()).sealAnnualReport(year);
  return session.show(sealed, () => `${year} is sealed: SHA-256 ${sealed.seal?.sha256}.`);
}

async function compareReport(session: Session, { year }: { readonly year: number }): Promise<number> {
  const comparison = await (await session.client()).compareAnnualReport(year);
  session.show(comparison, () => textOf(comparison));
  return comparison.outcome === 'SAME' && comparison.sealState === 'HOLDS' ? 0 : 1;
}

function textOf({ outcome, sealState, seal, changes, laterEvents }: AnnualReportComparison): string {
  const shown = (value: string | null | undefined) =>
    value === undefined ? 'absent' : value === null ? 'hidden' : value;
  const told = {
    HOLDS: 'Its seal holds',
    SIGNED_ELSEWHERE: 'Its seal is of another key than this installation has now',
    TEXT_CHANGED: 'What is kept is not what was sealed',
    FORGED: 'Its seal was not signed by the key of this installation',
  }[sealState];
  return [
    `${told} (${seal.sealedAt}, SHA-256 ${seal.sha256}).`,
    ...(outcome === 'SAME'
      ? ['Counted again, it is the same bytes.']
      : ['Counted again, it is another one:']),
    ...(changes.length === 0
      ? []
      : [
          table(
            changes.map((each) => [each.where, shown(each.sealed), '→', shown(each.now)]),
            '  ',
          ),
        ]),
    ...(laterEvents.length === 0
      ? []
      : [`Since then: ${laterEvents.map(({ type, count }) => `${count} × ${type}`).join(', ')}.`]),
  ].join('\n');
}
