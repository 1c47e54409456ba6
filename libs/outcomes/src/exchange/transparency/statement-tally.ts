import type { FlaggedCount, TransparencyDay } from '#application';
import type { CountedColumn } from './dump-columns.js';
import { DumpFault } from './dump-fault.js';

/** What a row says, as text. */
export type StatementRow = Readonly<Record<CountedColumn, string>>;

/** Counts rows by day and platform; of a row nothing is kept. */
export class StatementTally {
  private readonly days = new Map<string, { day: string; platform: string; statements: number }>();
  private readonly flagged = new Map<string, FlaggedCount & { day: string; platform: string }>();
  private readonly seenDays = new Set<string>();
  private readonly others = new Map<string, number>();

  /** @param platformsByName our keys by what the database calls them, in small letters */
  constructor(private readonly platformsByName: ReadonlyMap<string, string>) {}

  /** @throws DumpFault where it is no row of such a file */
  add(row: StatementRow, number: number): void {
    const broken = (what: string) =>
      new DumpFault(
        'BROKEN_ROW',
        `Row ${number} has no ${what} as the database writes it. Load the file again.`,
      );
    const day = dayIn(row.created_at) ?? fail(broken('created_at'));
    if (!/^SOURCE_[A-Z0-9_]{1,60}$/.test(row.source_type)) throw broken('source_type');
    const name = row.platform_name.trim();
    if (name === '' || name.length > 200) throw broken('platform_name');
    this.seenDays.add(day);
    const platform = this.platformsByName.get(name.toLowerCase());
    if (platform === undefined) {
      this.others.set(name, (this.others.get(name) ?? 0) + 1);
      return;
    }
    const key = `${day} ${platform}`;
    const known = this.days.get(key) ?? { day, platform, statements: 0 };
    this.days.set(key, { ...known, statements: known.statements + 1 });
    if (row.source_type !== 'SOURCE_TRUSTED_FLAGGER') return;
    if (!/^STATEMENT_CATEGORY_[A-Z0-9_]{1,80}$/.test(row.category)) throw broken('category');
    const month = dayIn(row.application_date)?.slice(0, 7) ?? fail(broken('application_date'));
    const decisions = decisionsIn(row) ?? fail(broken('decision'));
    const place = JSON.stringify([key, month, row.category, decisions]);
    const count = (this.flagged.get(place)?.count ?? 0) + 1;
    this.flagged.set(place, { day, platform, month, category: row.category, decisions, count });
  }

  /** @param isWhole whether every platform is in it: of one that is missing it says that there was no statement */
  counted(isWhole: boolean): readonly TransparencyDay[] {
    if (isWhole)
      for (const day of this.seenDays)
        for (const platform of new Set(this.platformsByName.values()))
          if (!this.days.has(`${day} ${platform}`))
            this.days.set(`${day} ${platform}`, { day, platform, statements: 0 });
    return [...this.days.values()].map(({ day, platform, statements }) => ({
      ...{ day, platform, statements },
      flagged: [...this.flagged.values()]
        .filter((each) => each.day === day && each.platform === platform)
        .map(({ month, category, decisions, count }) => ({ month, category, decisions, count })),
    }));
  }

  /** Names of platforms that are not ours, with how many statements they made. */
  otherPlatforms(): ReadonlyMap<string, number> {
    return this.others;
  }
}

function fail(fault: DumpFault): never {
  throw fault;
}

/** The day of a time such as `2025-07-01 00:03:33`. */
function dayIn(time: string): string | undefined {
  const day = /^((?:19|20)\d\d-\d\d-\d\d)[ T]\d\d:\d\d:\d\d/.exec(time)?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : undefined;
}

/** Everything that was decided, in one order. Visibility is a list in JSON, the others one code each or none. */
function decisionsIn(row: StatementRow): readonly string[] | undefined {
  const named = [
    row.decision_visibility,
    row.decision_monetary,
    row.decision_provision,
    row.decision_account,
  ];
  const codes = named.flatMap((text) => text.match(/DECISION_[A-Z0-9_]{1,80}/g) ?? []);
  const isWhole = named.every((text) =>
    /^(?:|DECISION_[A-Z0-9_]+|\[(?:"DECISION_[A-Z0-9_]+",?)*\])$/.test(text),
  );
  return isWhole ? [...new Set(codes)].sort() : undefined;
}
