import {
  askAnswers,
  asks,
  deadlineEnds,
  decisions,
  effects,
  platformExpectations,
  refusalReasons,
  words,
  type Regime,
} from '#core';
import { PgOutcomeQueries, PgReportQueries, type OutcomeGroup, type ReportFilter } from '#persistence';
import { deadlineRules } from '../support/deadlines.js';
import { randomFrom } from '../support/random.js';
import type { Workshop } from '../support/workshop.js';
import { randomHistory, spread } from './random-history.js';

let workshop: Workshop | undefined;
afterEach(async () => {
  await workshop?.close();
  workshop = undefined;
});

type Notice = Omit<ReportFilter, 'limit' | 'after'>;

/** Each figure of a group that the list of reports can be asked for, none left out that is nought. */
function figuresOf(group: OutcomeGroup): [Notice, number][] {
  const of = <Code extends string>(codes: readonly Code[], tally: Record<string, number> | undefined) =>
    codes.map((code) => [code, tally?.[code] ?? 0] as const);
  return [
    [{}, group.submissions],
    [{ isSent: true }, group.sent],
    [{ content: 'GONE' }, group.gone],
    [{ content: 'CAME_BACK' }, group.reappeared],
    [{ isUncertain: true }, group.unknownSends],
    ...of(words, group.words).map(([word, count]): [Notice, number] => [{ word }, count]),
    ...of(decisions, group.decisions).map(([decision, count]): [Notice, number] => [{ decision }, count]),
    ...of(effects, group.effects).map(([effect, count]): [Notice, number] => [{ effect }, count]),
    ...of(refusalReasons, group.refusalReasons).map(([refusalReason, count]): [Notice, number] => [
      { refusalReason },
      count,
    ]),
    ...platformExpectations.flatMap((expectation) =>
      of(deadlineEnds, group.deadlines[expectation]).map(([end, count]): [Notice, number] => [
        { deadline: `${expectation}_${end}` },
        count,
      ]),
    ),
    ...asks.flatMap((ask): [Notice, number][] => [
      [{ ask }, group.asks[ask]?.asked ?? 0],
      ...of(askAnswers, group.asks[ask]?.answers).map(([askAnswer, count]): [Notice, number] => [
        { ask, askAnswer },
        count,
      ]),
    ]),
  ];
}

it.each([1, 2, 3])(
  'lists reports behind every figure of random history %i, and none behind a figure that is nought',
  async (seed) => {
    workshop = await randomHistory(seed);
    const { schema, cipher } = workshop;
    await spread(workshop, randomFrom(seed));
    const outcomes = new PgOutcomeQueries(schema.pool);
    const reports = new PgReportQueries(schema.pool, cipher, deadlineRules);
    const period = { from: new Date('2025-01-31T23:00:00Z'), to: new Date('2025-11-30T23:00:00Z') };
    let found = 0;
    const { groups } = await outcomes.read({
      ...{ by: ['platform'], mode: 'rehearsed', timeZone: 'Europe/Brussels', ...period },
    });
    for (const group of groups)
      for (const [notice, count] of figuresOf(group)) {
        const { platform, regime } = group;
        const asked: ReportFilter = {
          ...{ ...notice, mode: 'rehearsed', platform: platform ?? '', regime: regime as Regime },
          ...{ noticedFrom: period.from, noticedTo: period.to, limit: 200 },
        };
        const rows = await reports.list(asked);
        expect([asked, rows.length > 0]).toEqual([asked, count > 0]);
        expect(rows.length).toBeLessThanOrEqual(count);
        found += rows.length;
      }
    const armed = await outcomes.read({ by: [], mode: 'armed', timeZone: 'Europe/Brussels' });
    expect((await reports.list({ mode: 'armed', limit: 1 })).length > 0).toBe(armed.groups.length > 0);
    expect(found).toBeGreaterThan(10);
  },
  120_000,
);
