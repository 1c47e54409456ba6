import type { Command } from 'commander';
import type { Look } from '#client';
import type { Run, Session } from '../session.js';
import { minuteOf, table } from '../text/layout.js';

export function addLookCommands(look: Command, run: Run): void {
  look
    .command('list')
    .description('content that a person is to look for now, the longest due first')
    .action(run(listLooks));
}

async function listLooks(session: Session): Promise<number> {
  const looks: Look[] = [];
  for await (const look of (await session.client()).listLooks()) looks.push(look);
  return session.show({ data: looks }, () =>
    looks.length === 0
      ? 'No look is due.'
      : table(
          looks.map(({ dueAt, reportReference, platform, word, by, isSecondLook }) => [
            minuteOf(dueAt, session.world.timeZone),
            reportReference,
            platform,
            word,
            by,
            isSecondLook ? 'second look' : '',
          ]),
          '  ',
        ),
  );
}
