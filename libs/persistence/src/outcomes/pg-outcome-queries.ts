import type pg from 'pg';
import type { PlatformMode } from '#application';
import { judgingDecisions, timesUntilEnded, type OutcomeDimension, type Regime, type Role } from '#core';
import { inTransaction } from '../stores/in-transaction.js';
import { edgesOf } from './cell-edges.js';
import { levelOf } from './cell-levels.js';
import { doubtStatement } from './doubt-sql.js';
import { quoted } from '../queries/sla-sql.js';
import { figuresOf, noticeAt } from './notice-figures.js';
import { boundsStatement, cellStatement, judgedStatement, type CellBounds } from './outcome-cells-sql.js';
import {
  CountsByGroup,
  decisionWaits,
  groupOf,
  nameOf,
  type Counts,
  type DecidedBy,
  type GroupKey,
  type JudgedNotices,
  type OutcomeGroup,
} from './outcome-figures.js';
import { noticesBesideCells } from './picked-notices.js';

export interface OutcomeFilter {
  readonly by: readonly OutcomeDimension[];
  /** Notices sent from then on; absent is from the first. */
  readonly from?: Date;
  /** Notices sent before; absent is until now. */
  readonly to?: Date;
  /** What went to platforms, or what was only rehearsed: never both. */
  readonly mode: PlatformMode;
  readonly platform?: string;
  readonly channel?: string;
  readonly regime?: Regime;
  readonly category?: string;
  /** Of the person who filed the report, as it was called then. */
  readonly team?: string;
  /** On whose clock a month begins, such as `Europe/Brussels`. */
  readonly timeZone: string;
}

export interface ExperienceFilter extends Pick<OutcomeFilter, 'mode' | 'timeZone'> {
  readonly from: Date;
}

/** What was seen of notices like one: to the same platform, about the same category, under the same regime. */
export interface NoticeExperience extends JudgedNotices {
  /** As are the waits: by this channel alone. */
  readonly channel: string;
  readonly decided: number;
  /** How long it takes until a quarter, and three quarters, are decided; null where too few were. */
  readonly quarterMinutes: number | null;
  readonly threeQuartersMinutes: number | null;
}

export interface Outcomes {
  /** The moment of all figures. */
  readonly countedAtMs: number;
  readonly groups: readonly OutcomeGroup[];
  readonly precision: readonly JudgedNotices[];
}

/** What became of notices. Every figure is counted by the database; nothing that names a report or a person is read. */
export class PgOutcomeQueries {
  constructor(private readonly pool: pg.Pool) {}

  async read(filter: OutcomeFilter): Promise<Outcomes> {
    const { atMs, today, groups, precision, doubts } = await this.count(filter, { hasDoubts: true });
    return {
      countedAtMs: atMs,
      groups: [...groups].map(({ key, figures }) => ({
        ...groupOf(key, figures, today),
        ...doubtsIn(doubts.get(nameOf(key)) ?? []),
      })),
      precision,
    };
  }

  /**
   * How platforms treated notices that were sent since a time, by platform, channel, category and regime; by category and
   * regime alone how right the notices to a platform were.
   */
  async experience(filter: ExperienceFilter): Promise<readonly NoticeExperience[]> {
    const by = ['platform', 'channel', 'category'] as const;
    const { today, groups, precision } = await this.count({ ...filter, by }, { hasDoubts: false });
    return [...groups].flatMap(({ key, figures }) => {
      const { platform, channel, category, regime } = key;
      const waits = decisionWaits(figures, today);
      if (waits.length === 0) return [];
      const [quarterMinutes = null, threeQuartersMinutes = null] = timesUntilEnded(waits, [0.25, 0.75]);
      const alike = precision.find(
        (each) => each.platform === platform && each.category === category && each.regime === regime,
      );
      return {
        ...{ platform: platform ?? '', channel: channel ?? '', category: category ?? '', regime },
        ...{ judged: alike?.judged ?? 0, actedOn: alike?.actedOn ?? 0 },
        decided: waits.reduce((sum, { ended }) => sum + ended, 0),
        ...{ quarterMinutes, threeQuartersMinutes },
      };
    });
  }

  /** Whether somebody is in a team of that name now. */
  async isTeamKnown(team: string): Promise<boolean> {
    const { rows } = await this.pool.query('SELECT 1 FROM people WHERE team = $1 LIMIT 1', [team]);
    return rows.length > 0;
  }

  private async count(
    filter: OutcomeFilter,
    { hasDoubts }: { readonly hasDoubts: boolean },
  ): Promise<Counted> {
    const { by, from = '-infinity', to = 'infinity', mode, timeZone } = filter;
    const asked = [filter.platform, filter.channel, filter.regime, filter.category, filter.team];
    const which = asked.map((each) => each ?? null);
    const dimensions = new Set(by);
    for (const name of ['platform', 'channel', 'category', 'team'] as const)
      if (filter[name] !== undefined) dimensions.add(name);
    const counted = await inTransaction(this.pool, async (client): Promise<Counted | undefined> => {
      // All figures are of one moment.
      // To start helpers takes longer than what is read.
      await client.query(
        'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL max_parallel_workers_per_gather = 0',
      );
      const { rows } = await client.query<CellBounds>(boundsStatement, [from, to, timeZone]);

      const [bounds] = rows;
      if (!bounds) return undefined;
      const beside = [from, to, mode, ...which, timeZone, bounds.cellsFrom, bounds.cellsTo];
      const edges = edgesOf(bounds.dayFrom, bounds.dayTo, { areMonthsApart: dimensions.has('month') });
      const ofLevel = (level: number) => [mode, level, edges, ...which];
      const cells = await client.query<GroupKey & { counts: Counts; waits: Counts }>(
        cellStatement(by),
        ofLevel(levelOf(dimensions)),
      );
      const judged = await client.query<JudgedNotices>(
        judgedStatement,
        ofLevel(levelOf(new Set([...dimensions, 'platform', 'category']))),
      );
      const others = await client.query<BesideRow>(besideStatement(by), beside);
      const doubts = new Map<string, DoubtRow[]>();
      if (hasDoubts)
        for (const row of (await client.query<DoubtRow>(doubtStatement(by), beside.slice(0, 9))).rows)
          doubts.set(nameOf(row), [...(doubts.get(nameOf(row)) ?? []), row]);
      const groups = new CountsByGroup();
      for (const { counts, waits, ...key } of cells.rows) {
        groups.add(key, counts);
        groups.add(key, waits);
      }
      const [judgedBeside, figures] = partition(others.rows, ({ figure }) => figure.startsWith('judged:'));
      for (const { figure, count, ...key } of figures) groups.add(key, { [figure]: count });
      const precision = precisionOf(judged.rows, judgedBeside);
      return { atMs: bounds.at.getTime(), today: bounds.today, groups, precision, doubts };
    });
    if (!counted) throw new Error('the database did not say what time it is');
    return counted;
  }
}

function partition<Row>(rows: readonly Row[], isMeant: (row: Row) => boolean): [Row[], Row[]] {
  return [rows.filter(isMeant), rows.filter((row) => !isMeant(row))];
}

interface Counted {
  readonly atMs: number;
  readonly today: string;
  readonly groups: CountsByGroup;
  readonly precision: readonly JudgedNotices[];
  /** By the name of their group. */
  readonly doubts: ReadonlyMap<string, readonly DoubtRow[]>;
}

interface BesideRow extends GroupKey {
  readonly figure: string;
  readonly count: number;
}

interface DoubtRow extends GroupKey {
  readonly figure: string;
  readonly code: string;
  readonly detail: string;
  readonly roles: readonly Role[];
  readonly count: number;
}

/** Figures by group, and how right notices were: that is by regime, category and platform whatever is asked. */
function besideStatement(by: readonly OutcomeDimension[]): string {
  const columns = {
    regime: 'n.regime',
    platform: 'n.platform',
    channel: 'n.channel',
    category: 'n.category',
    team: 'n.team',
    month: `to_char(${noticeAt('n')} AT TIME ZONE $9::text, 'YYYY-MM')`,
  };
  const isAsked = (name: string) => name === 'regime' || by.some((each) => each === name);
  const group = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, isAsked(name) ? column : 'NULL::text']),
  );
  return `
    WITH notices AS MATERIALIZED ${noticesBesideCells}
    SELECT regime, platform, channel, category, team, month, key AS figure, count FROM (${figuresOf('notices', group, '$9::text')}) figures
    UNION ALL
    SELECT regime, platform, NULL, category, NULL, NULL, 'judged:' || decision, sum(sign)::int FROM notices
    WHERE decision IN (${quoted(judgingDecisions)}) GROUP BY regime, platform, category, decision`;
}

/** In the order of regime, category and platform. */
function precisionOf(cells: readonly JudgedNotices[], others: readonly BesideRow[]): JudgedNotices[] {
  const byKey = new Map<string, JudgedNotices>();
  const add = ({ regime, category, platform, judged, actedOn }: JudgedNotices) => {
    const key = JSON.stringify([regime, category, platform]);
    const before = byKey.get(key) ?? { judged: 0, actedOn: 0 };
    byKey.set(key, {
      ...{ regime, category, platform, judged: before.judged + judged },
      actedOn: before.actedOn + actedOn,
    });
  };
  for (const notices of cells) add(notices);
  for (const { regime, platform, category, figure, count } of others)
    add({
      ...{ regime, category: category ?? '', platform: platform ?? '', judged: count },
      actedOn: figure === 'judged:ACTIONED' ? count : 0,
    });
  const inOrder = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1));
  return inOrder.map(([, notices]) => notices).filter(({ judged }) => judged !== 0);
}

function doubtsIn(
  rows: readonly DoubtRow[],
): Pick<OutcomeGroup, 'unknownSends' | 'resendDecisions' | 'markedResends'> {
  const of = (figure: string) => rows.filter((row) => row.figure === figure);
  return {
    unknownSends: of('unknownSend')[0]?.count ?? 0,
    resendDecisions: of('resendDecision').map((row) => ({ decision: row.code, ...decidedBy(row) })),
    markedResends: of('markedResend').map(decidedBy),
  };
}

function decidedBy({ detail, roles, count }: DoubtRow): DecidedBy {
  return { by: detail, roles: [...roles].sort(), count };
}
