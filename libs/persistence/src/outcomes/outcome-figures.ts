import { timesUntilEnded, type OutcomeDimension, type Role, type WaitsOfLength } from '#core';

/** How many, by code. What there is none of is left out. */
export type Tally = Readonly<Record<string, number>>;

/** A wait since the notice was sent, in minutes: from an hour on in whole hours, from two days on in whole days. */
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

/** What groups are told apart by; null is not asked for, or of a team: none. */
export type GroupKey = Pick<OutcomeGroup, OutcomeDimension>;

/** How often each figure was counted, by its key. */
export type Counts = Readonly<Record<string, number>>;

/** Adds up counts by group. */
export class CountsByGroup {
  private readonly groups = new Map<
    string,
    { readonly key: GroupKey; readonly figures: Map<string, Map<FigureKey, number>> }
  >();

  add(key: GroupKey, counts: Counts): void {
    const name = nameOf(key);
    let group = this.groups.get(name);
    if (!group) this.groups.set(name, (group = { key, figures: new Map() }));
    for (const text in counts) {
      const figure = keyOf(text);
      let own = group.figures.get(figure.what);
      if (!own) group.figures.set(figure.what, (own = new Map<FigureKey, number>()));
      const sum = (own.get(figure) ?? 0) + (counts[text] ?? 0);
      // What was counted and is taken back is no figure.
      if (sum === 0) own.delete(figure);
      else own.set(figure, sum);
    }
  }

  /** In the order of their keys; those that nothing is left of are left out. */
  *[Symbol.iterator](): Generator<{ readonly key: GroupKey; readonly figures: Figures }> {
    for (const [, group] of [...this.groups].sort(([one], [other]) => (one < other ? -1 : 1)))
      if ([...group.figures.values()].some(({ size }) => size > 0)) yield group;
  }
}

export function nameOf({ platform, channel, regime, category, team, month }: GroupKey): string {
  return JSON.stringify([month, platform, channel, regime, category, team]);
}

/**
 * What is counted: a letter, and up to two codes.
 *
 * n notices; s sent; w:word; d:decision; e:effect; r:reason of refusal; a:ask; x:ask:answer; p:expectation:how it ended of a
 * platform's deadlines; o: the same of ours; g gone; b came back. Of the waits A (acknowledgement), D (decision) and G
 * (verified gone): i:minutes of those that ended; c:minutes of those seen no longer; u:day since when those wait that go on.
 */
interface FigureKey {
  readonly what: string;
  readonly code: string;
  readonly detail: string;
  /** The detail of a wait: its minutes, or when its day begins. */
  readonly measure: number;
}

type Figure = readonly [FigureKey, number];

/** By what is counted; none is 0. */
export type Figures = ReadonlyMap<string, ReadonlyMap<FigureKey, number>>;

/** The same few keys come again in each group. */
const knownKeys = new Map<string, FigureKey>();

function keyOf(text: string): FigureKey {
  let key = knownKeys.get(text);
  if (!key) {
    const [what = '', code = '', detail = ''] = text.split(':');
    key = { what, code, detail, measure: code === 'u' ? Date.parse(detail) : Number(detail) };
    knownKeys.set(text, key);
  }
  return key;
}

/** @param today on the clock whose days are meant, as YYYY-MM-DD */
export function groupOf(
  { platform, channel, regime, category, team, month }: GroupKey,
  figures: Figures,
  today: string,
): Omit<OutcomeGroup, 'unknownSends' | 'resendDecisions' | 'markedResends'> {
  const of = (what: string): readonly Figure[] => [...(figures.get(what) ?? [])];
  const total = (what: string) => of(what)[0]?.[1] ?? 0;
  const answers = tallies(of('x'));
  return {
    ...{ platform, channel, regime, category, team, month },
    submissions: total('n'),
    sent: total('s'),
    words: tally(of('w')),
    decisions: tally(of('d')),
    effects: tally(of('e')),
    refusalReasons: tally(of('r')),
    asks: Object.fromEntries(
      of('a').map(([{ code }, count]) => [code, { asked: count, answers: answers[code] ?? {} }]),
    ),
    deadlines: tallies(of('p')),
    ours: tallies(of('o')),
    waits: Object.fromEntries(
      Object.entries(waitCodes)
        .map(([what, name]) => [name, of(what)] as const)
        .filter(([, own]) => own.length > 0)
        .map(([name, own]) => [name, waitFigures(waitsIn(own, today))]),
    ),
    gone: total('g'),
    reappeared: total('b'),
  };
}

/** The figures of waits, by what is waited for. */
export const waitCodes = { A: 'ACKNOWLEDGEMENT', D: 'DECISION', G: 'VERIFIED_GONE' } as const;

function tally(figures: readonly Figure[]): Tally {
  return Object.fromEntries(figures.map(([{ code }, count]) => [code, count]));
}

function tallies(figures: readonly Figure[]): Record<string, Tally> {
  const all: Record<string, Record<string, number>> = {};
  for (const [{ code, detail }, count] of figures) (all[code] ??= {})[detail] = count;
  return all;
}

/** How long notices of a group waited for a decision. */
export function decisionWaits(figures: Figures, today: string): readonly WaitsOfLength[] {
  return waitsIn([...(figures.get('D') ?? [])], today);
}

function waitsIn(figures: readonly Figure[], today: string): WaitsOfLength[] {
  const todayMs = Date.parse(today);
  return figures.map(([{ code, measure }, count]) => {
    if (code === 'i') return { length: measure, ended: count, stillOpen: 0 };
    const length = code === 'u' ? surelyWaited(measure, todayMs) : measure;
    return { length, ended: 0, stillOpen: count };
  });
}

/** Minutes that have surely passed since some time on a day that is over for a day at least: whole days. */
function surelyWaited(sinceMs: number, todayMs: number): number {
  const days = Math.round((todayMs - sinceMs) / dayMs);
  return Math.max(1, days - 1) * minutesADay;
}

const dayMs = 86_400_000;
const minutesADay = 1_440;

function waitFigures(waits: readonly WaitsOfLength[]): WaitFigures {
  const [medianMinutes = null, ninetiethMinutes = null] = timesUntilEnded(waits, [0.5, 0.9]);
  const sum = (part: 'ended' | 'stillOpen') => waits.reduce((total, wait) => total + wait[part], 0);
  return {
    ...{ medianMinutes, ninetiethMinutes },
    ended: sum('ended'),
    stillOpen: sum('stillOpen'),
  };
}
