import type { PlatformMode, UniflagClient } from '#client';
import type { Command } from 'commander';
import { exitCodes, UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { modeText, platformTable } from '../text/platform-text.js';

export function addPlatformCommands(platform: Command, run: Run): void {
  platform.command('list').description('list platforms and how they stand').action(run(listPlatforms));
  platform
    .command('arm')
    .description('from now on notices really leave for a platform')
    .argument('<key>', 'such as youtube')
    .option('--yes', 'do not ask')
    .action(run(armPlatform));
  platform
    .command('rehearse')
    .description('from now on notices reach the simulator only')
    .argument('<key>', 'such as youtube')
    .action(run((session: Session, key: string) => setMode(session, key, 'rehearsed')));
  platform
    .command('stop')
    .description('kill switch: nothing is sent until armed or rehearsed again')
    .argument('<key>', 'such as youtube')
    .action(run((session: Session, key: string) => setMode(session, key, 'stopped')));
}

async function listPlatforms(session: Session): Promise<number> {
  const data = await (await session.client()).listPlatforms();
  return session.show({ data }, () => platformTable(data, session.world.timeZone));
}

async function armPlatform(session: Session, key: string, { yes }: { readonly yes?: true }): Promise<number> {
  if (!yes && !(await isConfirmed(session, key))) {
    session.world.err('Nothing was changed.\n');
    return exitCodes.refused;
  }
  return setMode(session, key, 'armed');
}

async function isConfirmed({ world }: Session, key: string): Promise<boolean> {
  if (!world.ask)
    throw new UsageError(`Nobody can be asked here. To arm ${key} without being asked, add --yes.`);
  const answer = await world.ask(
    `Notices will really leave for ${key}, with real consequences. Type its key to arm it: `,
  );
  return answer.trim().toLowerCase() === key.toLowerCase();
}

async function setMode(session: Session, key: string, mode: PlatformMode): Promise<number> {
  const client: UniflagClient = await session.client();
  const platform = await client.setPlatformMode(key.toLowerCase(), mode);
  return session.show(platform, () =>
    'mode' in platform
      ? modeText(platform)
      : `Nothing was changed yet: another administrator has to approve it until ${platform.expiresAt} (${platform.id}).`,
  );
}
