import { InvalidArgumentError, type Command } from 'commander';
import type { MadeMemberLink, MemberLink } from '#client';
import type { Run, Session } from '../session.js';
import { minuteOf } from '../text/layout.js';
import { submissionIdOf } from './submission-id.js';

interface MemberLinkOptions {
  readonly make?: true;
  readonly days?: number;
  readonly end?: true;
}

export function addSubmissionMemberLink(submission: Command, run: Run): void {
  submission
    .command('member-link')
    .description(
      'the link for a member who reports it in the app: how it stands, unless told to make or end one',
    )
    .argument('<submission>', 'reference such as UF-2026-000123-2, or id')
    .option('--make', 'make a link, shown this once; the one before it ends')
    .option('--days <days>', 'days after which it leads nowhere, 1 to 30; with --make', daysIn)
    .option('--end', 'end the link')
    .action(run(memberLink));
}

async function memberLink(session: Session, given: string, options: MemberLinkOptions): Promise<number> {
  const client = await session.client();
  const id = await submissionIdOf(client, given);
  if (options.make) {
    const made = await client.makeMemberLink(id, options.days);
    return session.show(made, () => madeText(made, session));
  }
  if (options.end) await client.endMemberLink(id);
  const link = await client.memberLink(id);
  return session.show(link, () => linkText(link, session));
}

function madeText({ path, expiresAt }: MadeMemberLink, { connection, world: { timeZone } }: Session): string {
  return `${new URL(path, connection?.apiUrl).href}\nWorks until ${minuteOf(expiresAt, timeZone)}.`;
}

function linkText({ state, answer, answeredAt, expiresAt }: MemberLink, { world }: Session): string {
  const { timeZone } = world;
  return answer !== null && answeredAt !== null
    ? `${state}: ${answer}, ${minuteOf(answeredAt, timeZone)}`
    : `${state}, until ${minuteOf(expiresAt, timeZone)}`;
}

function daysIn(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError('Give whole days, 1 to 30.');
  return Number(text);
}
