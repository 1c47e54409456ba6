import type { Command } from 'commander';
import type { NewObservation, Observation } from '#client';
import { UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { minuteOf, table } from '../text/layout.js';
import { reportText } from '../text/report-text.js';
import { submissionIdOf } from './submission-id.js';

interface LookOptions {
  readonly at?: string;
  readonly byMember?: true;
}

const sights: ReadonlyMap<string, NewObservation['seen']> = new Map([
  ['live', 'LIVE'],
  ['limited', 'LIMITED'],
  ['gone', 'GONE'],
  ['uncheckable', 'UNCHECKABLE'],
]);
const sightNames = [...sights.keys()].join(', ');

export function addSubmissionLook(submission: Command, run: Run): void {
  submission
    .command('look')
    .description('record what somebody saw who looked whether it is still there')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .argument('<seen>', `what was seen: ${sightNames}`)
    .option('--at <time>', 'when, such as 2026-11-23T14:02:00Z; now unless told')
    .option('--by-member', 'a member of the group, or the caller, looked and told you')
    .action(run(recordLook));
  submission
    .command('looks')
    .description('list everything that was seen of a submission, the latest first')
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .action(run(listObservations));
}

async function recordLook(
  session: Session,
  given: string,
  seen: string,
  { at, byMember }: LookOptions,
): Promise<number> {
  const sight = sights.get(seen.toLowerCase());
  if (sight === undefined) throw new UsageError(`Say what was seen: ${sightNames}.`);
  const client = await session.client();
  const body: NewObservation = {
    seen: sight,
    ...(byMember ? { by: 'MEMBER' } : {}),
    ...(at === undefined ? {} : { observedAt: at }),
  };
  const report = await client.recordVerification(await submissionIdOf(client, given), body);
  return session.show(report, () => reportText(report, session.world));
}

async function listObservations(session: Session, given: string): Promise<number> {
  const client = await session.client();
  const rows: Observation[] = [];
  for await (const row of client.listObservations(await submissionIdOf(client, given))) rows.push(row);
  return session.show({ data: rows }, () =>
    rows.length === 0
      ? 'Nobody has looked.'
      : table(
          rows.map(({ observedAt, seen, by, effects }) => [
            minuteOf(observedAt, session.world.timeZone),
            seen,
            by,
            effects.join(', '),
          ]),
          '  ',
        ),
  );
}
