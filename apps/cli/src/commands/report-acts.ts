import type { Command } from 'commander';
import type { Holding, Withdrawing } from '#client';
import type { Run, Session } from '../session.js';
import { reportText } from '../text/report-text.js';

interface HoldOptions {
  readonly reason: string;
  readonly until: string;
  readonly note?: string;
}

export interface WithdrawOptions {
  readonly reason?: string;
  readonly note?: string;
}

/** What a person does to a whole report. */
export function addReportActs(report: Command, run: Run): void {
  report
    .command('hold')
    .description('let nothing about a report leave until somebody else releases it')
    .argument('<report>', 'reference such as UF-2026-000123, or id')
    .requiredOption('--until <time>', 'when to look again, such as 2026-12-01; nothing leaves by itself then')
    .option('--reason <reason>', 'POLICE_FIRST, UNDER_INVESTIGATION or OTHER', 'POLICE_FIRST')
    .option('--note <text>', 'for colleagues; encrypted, never sent')
    .action(run(hold));
  report
    .command('release')
    .description('release a report that somebody else holds: what waited goes out')
    .argument('<report>', 'reference such as UF-2026-000123, or id')
    .action(run(release));
  withWithdrawOptions(
    report
      .command('withdraw')
      .description('withdraw a report: what has not left ends, and platforms that have it are told')
      .argument('<report>', 'reference such as UF-2026-000123, or id'),
  ).action(run(withdraw));
}

export function withWithdrawOptions(command: Command): Command {
  return command
    .option('--reason <reason>', 'CALLER_WITHDREW, WRONG_ADDRESS, DUPLICATE or OTHER')
    .option('--note <text>', 'for colleagues; encrypted, never sent');
}

/** Which reasons there are is for the API to say. */
export function withdrawingOf({ reason, note }: WithdrawOptions): Withdrawing {
  return {
    ...(reason === undefined ? {} : { reason: reason as NonNullable<Withdrawing['reason']> }),
    ...(note === undefined ? {} : { note }),
  };
}

async function hold(session: Session, given: string, { reason, until, note }: HoldOptions): Promise<number> {
  const client = await session.client();
  const { id } = await client.readReport(given);
  const held = { reason: reason as Holding['reason'], until, ...(note === undefined ? {} : { note }) };
  const report = await client.holdReport(id, held);
  return session.show(report, () => reportText(report, session.world));
}

async function release(session: Session, given: string): Promise<number> {
  const client = await session.client();
  const { id } = await client.readReport(given);
  const report = await client.releaseReport(id);
  return session.show(report, () => reportText(report, session.world));
}

async function withdraw(session: Session, given: string, options: WithdrawOptions): Promise<number> {
  const client = await session.client();
  const { id } = await client.readReport(given);
  const report = await client.withdrawReport(id, withdrawingOf(options));
  return session.show(report, () => reportText(report, session.world));
}
