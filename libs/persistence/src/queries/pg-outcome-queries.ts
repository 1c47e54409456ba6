import type pg from 'pg';
import type { PlatformMode } from '#application';
import { timeUntilEnded, type OutcomeDimension, type Regime, type Role, type WaitsOfLength } from '#core';
import { inTransaction } from '../stores/in-transaction.js';
import { doubtStatement, standingStatement, waitingStatement } from './outcome-sql.js';

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

/** How many, by code. What there is none of is left out. */
export type Tally = Readonly<Record<string, number>>;

/** A wait since the notice was sent: in whole minutes, from two days on in whole hours. */
export interface WaitFigures {
  /** null where fewer have ended than it takes to know. */
  readonly medianMinutes: number | null;
  readonly ninetiethMinutes: number | null;
  readonly ended: number;
  readonly stillOpen: number;
}

export interface DecidedBy {
  /** PERSON, KEY; for repeats also CHANNEL_RULE. */
  readonly by: string;
  readonly roles: readonly Role[];
  readonly count: number;
}

/** What became of the notices of one group. */
export interface OutcomeGroup extends Readonly<Record<Exclude<OutcomeDimension, 'regime'>, string | null>> {
  readonly regime: string;
  readonly submissions: number;
  readonly sent: number;
  readonly words: Tally;
  readonly decisions: Tally;
  readonly effects: Tally;
  readonly refusalReasons: Tally;
  /** By what was asked. */
  readonly asks: Readonly<Record<string, { readonly asked: number; readonly answers: Tally }>>;
  /** Platforms' deadlines by expectation, then by how they ended. */
  readonly deadlines: Readonly<Record<string, Tally>>;
  /** Ours by expectation: KEPT, BREACHED of those that ended, OPEN, OVERDUE of those that run. */
  readonly ours: Readonly<Record<string, Tally>>;
  readonly waits: Readonly<Record<string, WaitFigures>>;
  /** Said to be removed, or seen gone; and how many of those came back. */
  readonly gone: number;
  readonly reappeared: number;
  readonly unknownSends: number;
  readonly resendDecisions: readonly (DecidedBy & { readonly decision: string })[];
  readonly markedResends: readonly DecidedBy[];
}

export interface JudgedNotices {
  readonly regime: string;
  readonly category: string;
  readonly platform: string;
  readonly judged: number;
  readonly actedOn: number;
}

export interface Outcomes {
  /** Until when waits were seen: the end of the period, or now. */
  readonly seenUntilMs: number;
  readonly groups: readonly OutcomeGroup[];
  readonly precision: readonly JudgedNotices[];
}

/** What became of notices. Every figure is counted by the database; nothing that names a report or a person is read. */
export class PgOutcomeQueries {
  constructor(private readonly pool: pg.Pool) {}

  async read(filter: OutcomeFilter): Promise<Outcomes> {
    const { by, from, to, mode, platform, channel, regime, category, team, timeZone } = filter;
    const values = [
      ...[from ?? '-infinity', to ?? 'infinity', mode],
      ...[platform ?? null, channel ?? null, regime ?? null, category ?? null, team ?? null, timeZone],
    ];
    const outcomes = await inTransaction(this.pool, async (client) => {
      // All figures are of one moment.
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      // A year is sorted in memory.
      await client.query("SET LOCAL work_mem = '64MB'");
      const standing = await client.query<FigureRow>(standingStatement(by), values);
      const waiting = await client.query<FigureRow>(waitingStatement(by), values);
      const doubts = await client.query<FigureRow>(doubtStatement(by), values);
      const time = await client.query<{ at: Date }>('SELECT LEAST($1::timestamptz, now()) AS at', [
        to ?? 'infinity',
      ]);
      const [seenUntil] = time.rows;
      const isJudged = ({ figure }: FigureRow) => figure === 'judged';
      const figures = [...standing.rows.filter((row) => !isJudged(row)), ...waiting.rows, ...doubts.rows];
      return (
        seenUntil && {
          seenUntilMs: seenUntil.at.getTime(),
          groups: groupsOf(figures),
          precision: judgedOf(standing.rows.filter(isJudged)),
        }
      );
    });
    if (!outcomes) throw new Error('the database did not say what time it is');
    return outcomes;
  }

  /**
   * How platforms treated notices that were sent since a time, by platform, channel, category and regime; by category and
   * regime alone how right the notices to a platform were.
   */
  async experience({ from, mode, timeZone }: ExperienceFilter): Promise<readonly NoticeExperience[]> {
    const by = ['platform', 'channel', 'category'] as const;
    const values = [from, 'infinity', mode, null, null, null, null, null, timeZone];
    const waiting = await this.pool.query<FigureRow>(waitingStatement(by), values);
    const standing = await this.pool.query<FigureRow>(standingStatement(by), values);
    const judged = judgedOf(standing.rows.filter(({ figure }) => figure === 'judged'));
    return inGroups(waiting.rows.filter(({ code }) => code === 'DECISION')).map((rows) => {
      const waits = lengthsOf(rows);
      const { platform, channel, category, regime } = rows[0] as FigureRow;
      const alike = judged.find(
        (each) => each.platform === platform && each.category === category && each.regime === regime,
      );
      return {
        ...{ platform: platform ?? '', channel: channel ?? '', category: category ?? '', regime },
        ...{ judged: alike?.judged ?? 0, actedOn: alike?.actedOn ?? 0 },
        decided: waits.reduce((sum, { ended }) => sum + ended, 0),
        quarterMinutes: timeUntilEnded(waits, 0.25),
        threeQuartersMinutes: timeUntilEnded(waits, 0.75),
      };
    });
  }

  /** Whether somebody is in a team of that name now. */
  async isTeamKnown(team: string): Promise<boolean> {
    const { rows } = await this.pool.query('SELECT 1 FROM people WHERE team = $1 LIMIT 1', [team]);
    return rows.length > 0;
  }
}

type GroupKey = Pick<OutcomeGroup, OutcomeDimension>;

interface FigureRow extends GroupKey {
  figure: string;
  code: string;
  detail: string;
  count: number;
  /** Of waits: how many, by length in minutes. */
  lengths?: Readonly<Record<string, number>> | null;
  roles?: Role[];
}

function groupsOf(rows: readonly FigureRow[]): OutcomeGroup[] {
  return inGroups(rows).map((own) => groupOf(own[0] as FigureRow, own));
}

/** In the order of their keys. */
function inGroups(rows: readonly FigureRow[]): (readonly FigureRow[])[] {
  const byKey = new Map<string, FigureRow[]>();
  for (const row of rows) {
    const { platform, channel, regime, category, team, month } = row;
    const key = JSON.stringify([month, platform, channel, regime, category, team]);
    const own = byKey.get(key);
    if (own) own.push(row);
    else byKey.set(key, [row]);
  }
  const inOrder = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1));
  return inOrder.map(([, own]) => own);
}

function groupOf(key: GroupKey, rows: readonly FigureRow[]): OutcomeGroup {
  const { platform, channel, regime, category, team, month } = key;
  const of = (figure: string) => rows.filter((row) => row.figure === figure);
  const total = (figure: string) => of(figure)[0]?.count ?? 0;
  const answers = tallies(of('answer'));
  return {
    ...{ platform, channel, regime, category, team, month },
    submissions: total('submissions'),
    sent: total('sent'),
    words: tally(of('word')),
    decisions: tally(of('decision')),
    effects: tally(of('effect')),
    refusalReasons: tally(of('refusal')),
    asks: Object.fromEntries(
      of('asked').map(({ code, count }) => [code, { asked: count, answers: answers[code] ?? {} }]),
    ),
    deadlines: tallies(of('deadline')),
    ours: tallies(of('ours')),
    waits: waitsOf(of('wait')),
    gone: total('gone'),
    reappeared: total('reappeared'),
    unknownSends: total('unknownSend'),
    resendDecisions: of('resendDecision').map((row) => ({ decision: row.code, ...decidedBy(row) })),
    markedResends: of('markedResend').map(decidedBy),
  };
}

/** In the order of regime, category and platform. */
function judgedOf(rows: readonly FigureRow[]): JudgedNotices[] {
  const byKey = new Map<string, JudgedNotices>();
  for (const { regime, category, platform, code, count } of rows) {
    const key = JSON.stringify([regime, category, platform]);
    const { judged, actedOn } = byKey.get(key) ?? { judged: 0, actedOn: 0 };
    byKey.set(key, {
      ...{ regime, category: category ?? '', platform: platform ?? '', judged: judged + count },
      actedOn: actedOn + (code === 'ACTIONED' ? count : 0),
    });
  }
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, notices]) => notices);
}

function tally(rows: readonly FigureRow[]): Tally {
  return Object.fromEntries(rows.map(({ code, count }) => [code, count]));
}

function tallies(rows: readonly FigureRow[]): Record<string, Tally> {
  const all: Record<string, Record<string, number>> = {};
  for (const { code, detail, count } of rows) (all[code] ??= {})[detail] = count;
  return all;
}

function waitsOf(rows: readonly FigureRow[]): Record<string, WaitFigures> {
  const codes = new Set(rows.map(({ code }) => code));
  return Object.fromEntries(
    [...codes].map((code) => [code, waitFigures(rows.filter((row) => row.code === code))]),
  );
}

function lengthsOf(rows: readonly FigureRow[]): WaitsOfLength[] {
  return rows.flatMap(({ detail, lengths }) =>
    Object.entries(lengths ?? {}).map(([minutes, count]) => {
      const [ended, stillOpen] = detail === 'ENDED' ? [count, 0] : [0, count];
      return { length: Number(minutes), ended, stillOpen };
    }),
  );
}

function waitFigures(rows: readonly FigureRow[]): WaitFigures {
  const waits = lengthsOf(rows);
  const sum = (part: 'ended' | 'stillOpen') => waits.reduce((total, wait) => total + wait[part], 0);
  return {
    medianMinutes: timeUntilEnded(waits, 0.5),
    ninetiethMinutes: timeUntilEnded(waits, 0.9),
    ended: sum('ended'),
    stillOpen: sum('stillOpen'),
  };
}

function decidedBy({ detail, roles = [], count }: FigureRow): DecidedBy {
  return { by: detail, roles: [...roles].sort(), count };
}
