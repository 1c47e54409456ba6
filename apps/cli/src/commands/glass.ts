import type { GlassBreak } from '#client';
import type { Command } from 'commander';
import type { Run, Session } from '../session.js';
import { minuteOf, plain, table } from '../text/layout.js';

/** Who opened reports without the role they take. Opening one is for people who signed in: the console does it, no key. */
export function addGlassCommands(glass: Command, run: Run): void {
  glass
    .command('list')
    .description('who opened which report, when and why, the latest first')
    .action(run(listBrokenGlass));
}

async function listBrokenGlass(session: Session): Promise<number> {
  const data = await (await session.client()).listBrokenGlass();
  const none = 'Nobody opened a report without the role it takes.';
  return session.show({ data }, () => (data.length === 0 ? none : data.map(textOf(session)).join('\n')));
}

const textOf =
  ({ world }: Session) =>
  ({ reportReference, by, openedAt, reason }: GlassBreak): string =>
    table(
      [
        [reportReference, plain(by), minuteOf(openedAt, world.timeZone)],
        ['', plain(reason ?? 'The reason was erased with the report.')],
      ],
      '  ',
    );
