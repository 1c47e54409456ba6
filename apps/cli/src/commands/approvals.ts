import type { Approval, ApprovalState, RefusalCause } from '#client';
import { Option, type Command } from 'commander';
import { exitCodes, UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { minuteOf, plain, table } from '../text/layout.js';

const states = ['ASKED', 'APPROVED', 'REFUSED', 'EXPIRED'] as const satisfies readonly ApprovalState[];
const causes = ['NOT_JUSTIFIED', 'NOT_NOW', 'MISTAKE', 'OTHER'] as const satisfies readonly RefusalCause[];

/** Acts that take two persons: a key counts as whoever made it, and one that nobody made decides nothing. */
export function addApprovalCommands(approvals: Command, run: Run): void {
  approvals
    .command('list')
    .description('what waits for a second person')
    .addOption(new Option('--state <state>', 'what became of it').choices(states).default('ASKED'))
    .action(run(listApprovals));
  approvals
    .command('approve')
    .description('do what somebody else asked for')
    .argument('<id>', 'such as apr_01kb…; approvals list shows it')
    .option('--yes', 'do not ask')
    .action(run(approve));
  approvals
    .command('refuse')
    .description('do not do what somebody else asked for')
    .argument('<id>', 'such as apr_01kb…; approvals list shows it')
    .addOption(new Option('--because <reason>', 'why').choices(causes).default('OTHER'))
    .action(run(refuse));
}

async function listApprovals(
  session: Session,
  { state }: { readonly state: ApprovalState },
): Promise<number> {
  const data = await (await session.client()).listApprovals(state);
  const none = state === 'ASKED' ? 'Nothing waits for a second person.' : `Nothing is ${state}.`;
  return session.show({ data }, () => (data.length === 0 ? none : data.map(textOf(session)).join('\n')));
}

async function approve(session: Session, id: string, { yes }: { readonly yes?: true }): Promise<number> {
  const { world } = session;
  const client = await session.client();
  if (!yes) {
    if (!world.ask) throw new UsageError(`Nobody can be asked here. To approve ${id} without, add --yes.`);
    const waiting = (await client.listApprovals('ASKED')).find((each) => each.id === id);
    if (waiting) world.err(`${textOf(session)(waiting)}\n`);
    const answer = await world.ask('It is done at once, in your name and theirs. Type yes to approve it: ');
    if (answer.trim().toLowerCase() !== 'yes') {
      world.err('Nothing was decided.\n');
      return exitCodes.refused;
    }
  }
  const decided = await client.approve(id);
  return session.show(decided, () => textOf(session)(decided));
}

async function refuse(
  session: Session,
  id: string,
  { because }: { readonly because: RefusalCause },
): Promise<number> {
  const decided = await (await session.client()).refuse(id, because);
  return session.show(decided, () => textOf(session)(decided));
}

const textOf =
  ({ world }: Session) =>
  ({ id, act, subject, reportReference, terms, ...rest }: Approval): string => {
    const { state, askedBy, askedAt, expiresAt, decidedBy, decidedAt, refusedBecause, isYours } = rest;
    const minute = (at: string) => minuteOf(at, world.timeZone);
    const on = Object.entries(terms).map(([name, value]) => `${name} ${plain(value)}`);
    const decided =
      decidedBy === null || decidedAt === null
        ? []
        : [['', `${state} by ${plain(decidedBy)}`, [minute(decidedAt), refusedBecause].join(' ').trim()]];
    return table(
      [
        [act, reportReference ?? plain(subject), [state, ...on].join(', ')],
        ['', `asked by ${isYours ? 'you' : plain(askedBy)}`, minute(askedAt)],
        ['', id, `until ${minute(expiresAt)}`],
        ...decided,
      ],
      '  ',
    );
  };
