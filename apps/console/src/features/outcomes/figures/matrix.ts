import type { OutcomeGroup } from '#client';
import type { Figure } from './behind.js';

export interface Named {
  readonly key: string;
  readonly label: string;
}

/** A column, which bars show by a look of its own: its number in `barLooks`. */
export interface Column extends Named {
  readonly look: number;
}

/** Figures by row and column: as bars, and as a table. */
export interface Matrix {
  readonly rows: readonly Named[];
  readonly columns: readonly Column[];
  readonly value: (row: string, column: string) => number;
  /** What the list of reports is asked for; absent where it cannot be. */
  readonly figure?: (row: string, column: string) => Figure | undefined;
  /** Whether the columns of a row add up to something. */
  readonly isStacked: boolean;
}

type Tally = Readonly<Record<string, number>>;
type NameOf = (key: string) => string;

/** What platforms answered, the best for who reports first. */
export const decisionsInOrder = [
  ...(['ACTIONED', 'REFUSED', 'REVERSED', 'DUPLICATE', 'NOT_FOUND', 'EXPIRED'] as const),
  ...(['INFO_REQUESTED', 'INFO_SUPPLIED', 'UNDER_REVIEW', 'NONE'] as const),
] as const;

/** A row for each code that there is, the most frequent first; a column for each platform. */
export function byCode(
  groups: readonly OutcomeGroup[],
  {
    tally,
    codeName,
    platforms,
    figure,
  }: {
    readonly tally: (group: OutcomeGroup) => Tally;
    readonly codeName: NameOf;
    /** In the order of their looks. */
    readonly platforms: readonly Named[];
    readonly figure: (code: string) => Figure;
  },
): Matrix {
  const totals = new Map<string, number>();
  for (const group of groups)
    for (const [code, count] of Object.entries(tally(group)))
      totals.set(code, (totals.get(code) ?? 0) + count);
  return {
    rows: [...totals]
      .map(([key, total]) => ({ key, label: codeName(key), total }))
      .sort((one, other) => other.total - one.total || one.label.localeCompare(other.label)),
    columns: platformColumns(groups, platforms),
    value: (code, platform) => {
      const group = groups.find((each) => each.platform === platform);
      return (group && tally(group)[code]) ?? 0;
    },
    figure: (code, platform) => ({ ...figure(code), platform }),
    isStacked: true,
  };
}

/** A row for each group, a column for each decision that there is. */
export function decisionsBy(
  dimension: 'platform' | 'month',
  groups: readonly OutcomeGroup[],
  names: { readonly row: NameOf; readonly decision: NameOf },
): Matrix {
  const present = new Set(groups.flatMap(({ decisions }) => Object.keys(decisions)));
  return {
    rows: rowsOf(dimension, groups, names.row),
    columns: decisionsInOrder
      .map((key, look): Column => ({ key, label: names.decision(key), look }))
      .filter(({ key }) => present.has(key)),
    value: (row, decision) => groups.find((each) => each[dimension] === row)?.decisions[decision] ?? 0,
    figure: (row, decision) => ({ [dimension]: row, decision: decision as NonNullable<Figure['decision']> }),
    isStacked: true,
  };
}

const deadlineEnds = ['kept', 'breached', 'open', 'ended'] as const;

/** How the times that platforms had ended, by platform and what was awaited. */
export function platformDeadlines(
  groups: readonly OutcomeGroup[],
  names: { readonly row: (platform: string, expectation: string) => string; readonly end: NameOf },
): Matrix {
  const rows = groups.flatMap(({ platform, platformDeadlines: deadlines }) =>
    deadlines.map((deadline) => ({ platform: platform ?? '', deadline })),
  );
  const keyOf = (platform: string, expectation: string) => `${expectation} ${platform}`;
  const find = (key: string) =>
    rows.find(({ platform, deadline }) => keyOf(platform, deadline.expectation) === key);
  return {
    rows: rows
      .filter(({ deadline }) => deadlineEnds.some((end) => deadline[end] > 0))
      .map(({ platform, deadline: { expectation } }) => ({
        key: keyOf(platform, expectation),
        label: names.row(platform, expectation),
      }))
      .sort((one, other) => one.label.localeCompare(other.label)),
    columns: deadlineEnds.map((key, look) => ({ key, label: names.end(key), look })),
    value: (row, end) => find(row)?.deadline[end as 'kept'] ?? 0,
    figure: (row, end) => {
      const found = find(row);
      if (!found) return undefined;
      const deadline = `${found.deadline.expectation}_${end.toUpperCase()}` as NonNullable<
        Figure['deadline']
      >;
      return { platform: found.platform, deadline };
    },
    isStacked: true,
  };
}

const ownEnds = ['kept', 'breached', 'open', 'overdue'] as const;

/** How our own times ended or run, all platforms together. The list of reports cannot be asked for it. */
export function ownDeadlines(
  group: OutcomeGroup,
  names: { readonly row: NameOf; readonly end: NameOf },
): Matrix {
  const deadlines = group.ownDeadlines;
  return {
    rows: deadlines
      .filter((deadline) => ownEnds.some((end) => deadline[end] > 0))
      .map(({ expectation }) => ({ key: expectation, label: names.row(expectation) })),
    columns: ownEnds.map((key, look) => ({ key, label: names.end(key), look })),
    value: (row, end) => deadlines.find(({ expectation }) => expectation === row)?.[end as 'kept'] ?? 0,
    isStacked: true,
  };
}

/** What was asked of platforms, and what they answered, all platforms together. */
export function asksAnswered(
  group: OutcomeGroup,
  names: { readonly ask: NameOf; readonly answer: NameOf },
): Matrix {
  const answers = ['YES', 'PARTLY', 'NO', 'ONLY_VIA_POLICE', 'NOT_ANSWERED'] as const;
  const silent = 'NOT_ANSWERED';
  const find = (ask: string) => group.asks.find((each) => each.ask === ask);
  return {
    rows: group.asks
      .map(({ ask }) => ({ key: ask, label: names.ask(ask) }))
      .sort((one, other) => one.label.localeCompare(other.label)),
    columns: answers.map((key, look) => ({ key, label: names.answer(key), look })),
    // Those about which a platform says nothing at all have no answer either.
    value: (row, answer) => {
      const found = find(row);
      if (!found) return 0;
      return answer === silent ? found.asked - found.answered : (found.answers[answer] ?? 0);
    },
    figure: (row, answer) =>
      answer === silent
        ? undefined
        : {
            ask: row as NonNullable<Figure['ask']>,
            askAnswer: answer as NonNullable<Figure['askAnswer']>,
          },
    isStacked: true,
  };
}

/** What was gone, and how much of it came back. */
export function reappearances(
  groups: readonly OutcomeGroup[],
  names: { row: NameOf; column: NameOf },
): Matrix {
  const find = (row: string) => groups.find(({ platform }) => platform === row)?.reappearances;
  return {
    rows: rowsOf(
      'platform',
      groups.filter((each) => each.reappearances.gone > 0),
      names.row,
    ),
    columns: (['gone', 'reappeared'] as const).map((key, look) => ({ key, label: names.column(key), look })),
    value: (row, column) => find(row)?.[column as 'gone'] ?? 0,
    figure: (platform, column) => ({ platform, content: column === 'gone' ? 'GONE' : 'CAME_BACK' }),
    isStacked: false,
  };
}

const waits = ['acknowledgement', 'decision', 'verifiedGone'] as const;
export type WaitName = (typeof waits)[number];

/** Half of the notices waited no longer than so many hours; 0 where nobody can say. */
export function medianHours(
  groups: readonly OutcomeGroup[],
  names: { row: NameOf; column: (wait: WaitName) => string },
): Matrix {
  const hours = (row: string, wait: string) =>
    (groups.find(({ platform }) => platform === row)?.waits[wait as WaitName].medianMinutes ?? 0) / 60;
  return {
    rows: rowsOf('platform', groups, names.row),
    columns: waits.map((key, look) => ({ key, label: names.column(key), look })),
    value: (row, wait) => Math.round(hours(row, wait) * 10) / 10,
    isStacked: false,
  };
}

function rowsOf(dimension: 'platform' | 'month', groups: readonly OutcomeGroup[], nameOf: NameOf): Named[] {
  const keys = groups.flatMap((group) => group[dimension] ?? []);
  const rows = [...new Set(keys)].map((key) => ({ key, label: nameOf(key) }));
  if (dimension === 'month') return rows.sort((one, other) => (one.key < other.key ? -1 : 1));
  return rows.sort((one, other) => one.label.localeCompare(other.label));
}

function platformColumns(groups: readonly OutcomeGroup[], platforms: readonly Named[]): Column[] {
  return platforms
    .map((platform, look) => ({ ...platform, look }))
    .filter(({ key }) => groups.some(({ platform }) => platform === key));
}
