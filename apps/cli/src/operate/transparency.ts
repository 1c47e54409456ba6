import path from 'node:path';
import { countDump, DumpFault, type CountedDump } from '#outcomes';
import { openDatabase, PgTransparencyStore } from '#persistence';
import { platforms } from '#platforms';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { onDatabase, operatorConfig } from './installation.js';

/** Counts a daily file of the DSA Transparency Database into the ledger; nothing else of it is kept. */
export async function importTransparency(session: Session, file: string): Promise<number> {
  const { world } = session;
  const { database: options } = await operatorConfig(world);
  const dump = await countedOf(file, path.resolve(world.cwd, file));
  const replaced = await onDatabase(async () => {
    const database = await openDatabase({ ...options, poolSize: 1 });
    try {
      return await new PgTransparencyStore(database.pool).replace(dump.days);
    } finally {
      await database.close();
    }
  });
  const days = dump.days.map(({ day, platform, statements, flagged }) => ({
    ...{ day, platform, statements },
    flagged: flagged.reduce((sum, { count }) => sum + count, 0),
  }));
  const otherPlatforms = Object.fromEntries(dump.otherPlatforms);
  const { schemaVersions, unknownColumns } = dump;
  session.show({ days, replaced, schemaVersions, unknownColumns, otherPlatforms }, () =>
    textOf(days, replaced, dump),
  );
  return exitCodes.ok;
}

async function countedOf(name: string, at: string): Promise<CountedDump> {
  try {
    return await countDump(at, platformsByName());
  } catch (error) {
    if (error instanceof DumpFault)
      throw new UsageError(`${name} was not imported. ${error.message}`, { cause: error });
    throw error;
  }
}

function platformsByName(): ReadonlyMap<string, string> {
  return new Map(
    platforms.flatMap(({ manifest: { key, name, transparencyNames = [name] } }) =>
      transparencyNames.map((each) => [each.toLowerCase(), key] as const),
    ),
  );
}

type ShownDay = { day: string; platform: string; statements: number; flagged: number };

function textOf(
  days: readonly ShownDay[],
  replaced: number,
  { otherPlatforms, unknownColumns }: CountedDump,
): string {
  const others = [...otherPlatforms.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...days.map(
      ({ day, platform, statements, flagged }) =>
        `${day}  ${platform}: ${statements} statements, ${flagged} about notices of trusted flaggers`,
    ),
    ...(days.length === 0 ? ['It says nothing of our platforms; nothing was imported.'] : []),
    ...(replaced > 0 ? [`${replaced} of these were known before, and are replaced.`] : []),
    ...(others > 0
      ? [`${others} statements of ${otherPlatforms.size} platforms that are not ours were left aside.`]
      : []),
    ...(unknownColumns.length > 0
      ? [`Columns that are not known here were left aside: ${unknownColumns.join(', ')}.`]
      : []),
  ].join('\n');
}
