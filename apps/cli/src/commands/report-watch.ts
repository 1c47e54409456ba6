import type { Report, ReportEvent, UniflagClient, Word } from '#client';
import type { Command } from 'commander';
import { exitCodes } from '../failures.js';
import type { Run, Session } from '../session.js';
import { eventText, ordinalOf, reportText } from '../text/report-text.js';

export function addReportWatch(report: Command, run: Run): void {
  report
    .command('watch')
    .description('print the timeline of a report as it grows, until Ctrl-C')
    .argument('<report>', 'reference such as UF-2026-000123, or id')
    .option('--until-settled', 'end when every submission has an answer or waits for a person')
    .action(run(watchReport));
}

async function watchReport(
  session: Session,
  idOrReference: string,
  { untilSettled }: { readonly untilSettled?: true },
): Promise<number> {
  const client = await session.client();
  return watch(session, client, await client.readReport(idOrReference), untilSettled ?? false);
}

/**
 * Prints what is stored of a report's timeline, then what happens.
 *
 * @returns 0 when it is settled, or when Ctrl-C ends a watch that had no other end; 130 where Ctrl-C came first
 */
export async function watch(
  session: Session,
  client: UniflagClient,
  report: Report,
  untilSettled: boolean,
): Promise<number> {
  const signal = session.world.interruption();
  const standing = new Standing(report);
  const ordinals = new Map<string, string>();
  for await (const each of client.reportSubmissions(report)) ordinals.set(each.id, ordinalOf(each));
  const take = (event: ReportEvent) => {
    standing.take(event);
    session.showLine(event, () => eventText(event, ordinals, session.world));
  };
  for await (const event of client.reportEvents(report.id)) take(event);
  if (!(untilSettled && standing.isSettled())) {
    const afterSequence = standing.lastSequence;
    for await (const event of client.followReport(report.id, { afterSequence, signal })) {
      take(event);
      if (untilSettled && standing.isSettled()) break;
    }
  }
  if (signal.aborted) return untilSettled ? exitCodes.interrupted : exitCodes.ok;
  if (!session.isJson)
    session.world.out(`\n${reportText(await client.readReport(report.id), session.world)}\n`);
  return exitCodes.ok;
}

/** Where each submission stands: as the report said, then as each event says. */
class Standing {
  lastSequence = 0;
  private readonly wordOf: Map<string, Word>;

  constructor({ submissions }: Report) {
    this.wordOf = new Map(submissions.map(({ id, word }) => [id, word]));
  }

  take({ sequence, submissionId, word }: ReportEvent): void {
    this.lastSequence = sequence;
    if (submissionId !== null && word !== null) this.wordOf.set(submissionId, word);
  }

  isSettled(): boolean {
    return [...this.wordOf.values()].every((word) => !moving.has(word));
  }
}

/** Words at which a platform or the worker has the next move. At all others there is an answer, or a person has it. */
const moving: ReadonlySet<Word> = new Set(['queued', 'sent', 'acknowledged', 'under_review', 'contested']);
