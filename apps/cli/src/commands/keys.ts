import type { ApiKey, Role } from '#client';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { exitCodes, UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { minuteOf, plain, table } from '../text/layout.js';

const roles = ['STAFF', 'ANALYST', 'SUPERVISOR', 'ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'] as const;
const dayMs = 24 * 60 * 60 * 1_000;

export function addKeyCommands(keys: Command, run: Run): void {
  keys.command('list').description('keys that are not revoked, newest first').action(run(listKeys));
  keys
    .command('make')
    .description('make a key, and print it this once')
    .argument('<name>', 'what or whom it is for')
    .addOption(
      new Option('--role <role...>', 'what it may do: roles that you have, or INTEGRATOR')
        .choices(roles)
        .makeOptionMandatory(),
    )
    .option('--days <days>', 'ends after so many days; absent: in a year', wholeDays)
    .action(run(makeKey));
  keys
    .command('revoke')
    .description('end a key, with all that hangs on it')
    .argument('<id>', 'such as key_01kb…; keys list shows it')
    .option('--yes', 'do not ask')
    .action(run(revokeKey));
}

function wholeDays(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('Give a whole number of days.');
  return Number(text);
}

async function listKeys(session: Session): Promise<number> {
  const data = await (await session.client()).listKeys();
  return session.show({ data }, () => (data.length === 0 ? 'No key.' : data.map(textOf(session)).join('\n')));
}

interface Making {
  readonly role: Role[];
  readonly days?: number;
}

async function makeKey(session: Session, name: string, { role, days }: Making): Promise<number> {
  const made = await (
    await session.client()
  ).makeKey({
    ...{ name, roles: role },
    ...(days === undefined ? {} : { expiresAt: new Date(Date.now() + days * dayMs).toISOString() }),
  });
  return session.show(made, () => `${textOf(session)(made)}\n${made.key}\nIt is shown this once.`);
}

async function revokeKey(session: Session, id: string, { yes }: { readonly yes?: true }): Promise<number> {
  const { world } = session;
  if (!yes) {
    if (!world.ask) throw new UsageError(`Nobody can be asked here. To revoke ${id} without, add --yes.`);
    const answer = await world.ask(`What uses ${id} is let in no more. Type yes to revoke it: `);
    if (answer.trim().toLowerCase() !== 'yes') {
      world.err('Nothing was changed.\n');
      return exitCodes.refused;
    }
  }
  await (await session.client()).revokeKey(id);
  return session.show({ id, revoked: true }, () => `${id} is revoked.`);
}

const textOf =
  ({ world }: Session) =>
  ({ id, name, prefix, roles: held, madeBy, expiresAt, lastUsedAt }: ApiKey): string => {
    const minute = (at: string | null) => (at === null ? 'never' : minuteOf(at, world.timeZone));
    return table(
      [
        [prefix, plain(name), held.join(', ')],
        ['', `made by ${plain(madeBy ?? 'the installation')}`, id],
        ['', `ends ${minute(expiresAt)}`, `last used ${minute(lastUsedAt)}`],
      ],
      '  ',
    );
  };
