import { uuidv7 } from 'uuidv7';
import { EraseReport } from '#application';
import {
  askAnswers,
  deadlineEnds,
  effects,
  outcomeDimensions,
  regimes,
  resendDeciders,
  waits,
  words,
  type OutcomeDimension,
} from '#core';
import {
  PgOutcomeCells,
  PgOutcomeQueries,
  PgRetentionStore,
  type OutcomeFilter,
  type OutcomeGroup,
  type Outcomes,
} from '#persistence';
import { randomFrom } from '../support/random.js';
import { keys, type Workshop } from '../support/workshop.js';
import { loadTaxonomy } from '#config';
import { recountTimes } from '../../libs/persistence/src/outcomes/withdrawn-events.js';
import { fillOutcomes } from '../../libs/persistence/src/migrations/1764528000000-outcomes.js';
import type { Schema } from '../support/schema.js';
import { naiveOutcomes, naiveOwnEnds } from './naive-outcomes.js';
import { historyCategories, historyTeams, randomHistory, spread } from './random-history.js';

const timeZone = 'Europe/Brussels';
const hourMs = 3_600_000;
const { categories: taxonomy } = loadTaxonomy();
let workshop: Workshop | undefined;
afterEach(async () => {
  await workshop?.close();
  workshop = undefined;
});

const everything: OutcomeFilter = { by: [], mode: 'rehearsed', timeZone };

/** Questions of all kinds, other ones for each seed. */
function questions(seed: number): OutcomeFilter[] {
  const random = randomFrom(seed);
  const month = (late: number) => new Date(Date.UTC(2025, random.between(-2, 5) + late, 1) - 3_600_000);
  const by = (): OutcomeDimension[] => outcomeDimensions.filter(() => random.chance(0.4));
  return [
    everything,
    { ...everything, mode: 'armed', by: ['platform', 'month'] },
    { ...everything, by: [...outcomeDimensions] },
    ...Array.from({ length: 5 }, (): OutcomeFilter => ({
      ...{ by: by(), mode: random.pick(['armed', 'rehearsed'] as const), timeZone },
      ...(random.chance(0.5) ? { from: month(0) } : {}),
      ...(random.chance(0.5) ? { to: month(9) } : {}),
      ...(random.chance(0.3) ? { platform: random.pick(keys) } : {}),
      ...(random.chance(0.2) ? { channel: 'sixth-mail' } : {}),
      ...(random.chance(0.3) ? { regime: random.pick(regimes) } : {}),
      ...(random.chance(0.3) ? { category: random.pick(historyCategories) } : {}),
      ...(random.chance(0.2) ? { team: random.pick(historyTeams) } : {}),
    })),
  ];
}

/** What was kept while it happened; of an earlier notice than the one that was sent nothing counts. */
async function keptOutcomes(schema: Schema) {
  const times = [
    'acknowledged_at',
    'first_decided_at',
    'decided_in_turn_at',
    'known_gone_at',
    'withdrawn_at',
  ];
  const since = times.map((each) => `CASE WHEN ${each} >= sent_at THEN ${each} END AS ${each}`).join(', ');
  return schema.rows(
    `SELECT reference, ${since}, has_reappeared, ARRAY(SELECT unnest(breached) ORDER BY 1) AS breached
     FROM submissions ORDER BY reference`,
  );
}

async function ownEnds(schema: Schema) {
  const rows = await schema.rows<{ reference: string; ends: object }>(
    `SELECT reference, jsonb_build_object('ANSWER KEPT', NULLIF(answers_kept, 0), 'ANSWER BREACHED', NULLIF(answers_breached, 0),
       'FIRST_LOOK KEPT', NULLIF(looks_kept, 0), 'FIRST_LOOK BREACHED', NULLIF(looks_breached, 0)) AS ends
     FROM submissions ORDER BY reference`,
  );
  return rows.map(({ reference, ends }) => [
    reference,
    Object.fromEntries(Object.entries(ends).filter(([, count]) => count !== null)),
  ]);
}

/** With the spans of `deadlineRules`. */
async function naiveOwnEndsOf(schema: Schema) {
  const rows = await schema.rows<{ id: string; reference: string; category: string }>(
    `SELECT s.id, s.reference, r.category FROM submissions s JOIN reports r ON r.id = s.report_id ORDER BY s.reference`,
  );
  const events = await schema.rows('SELECT * FROM events ORDER BY report_id, sequence');
  return rows.map(({ id, reference, category }) => {
    const isCritical = taxonomy.get(category)?.urgency === 'CRITICAL';
    const spans = { ANSWER: 48 * hourMs, FIRST_LOOK: isCritical ? hourMs : 8 * hourMs };
    const own = events.filter(({ submission_id: of }) => of === id);
    return [reference, naiveOwnEnds(own, spans)];
  });
}

/** The same whatever stands first. */
function sorted({ groups, precision }: Omit<Outcomes, 'countedAtMs'>) {
  const inOrder = <T>(some: readonly T[]) =>
    [...some].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  const keyOf = (each: object) =>
    JSON.stringify(outcomeDimensions.map((name) => each[name as keyof typeof each]));
  return {
    groups: groups
      .map((each) => ({
        ...each,
        resendDecisions: inOrder(
          each.resendDecisions.map(({ decision, by, roles, count }) => ({ decision, by, roles, count })),
        ),
        markedResends: inOrder(each.markedResends.map(({ by, roles, count }) => ({ by, roles, count }))),
      }))
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
    precision: inOrder(
      precision.map(({ regime, category, platform, judged, actedOn }) => ({
        regime,
        category,
        platform,
        judged,
        actedOn,
      })),
    ),
  };
}

it.each(Array.from({ length: 20 }, (_each, index) => index + 1))(
  'counts every figure of random history %i as a second, naive count does, and the same once reports are erased',
  async (seed) => {
    // In some from the first, in the others once the rest was compared.
    const history = await randomHistory(seed, seed % 5 === 0 ? 0.3 : 0);
    workshop = history;
    const { schema, stores, goOn } = history;
    expect(await ownEnds(schema)).toEqual(await naiveOwnEndsOf(schema));
    const kept = await keptOutcomes(schema);
    await schema.rows(fillOutcomes);
    await schema.rows(recountTimes('SELECT id FROM submissions'));
    expect(kept).toEqual(await keptOutcomes(schema));
    await spread(workshop, randomFrom(seed));
    const queries = new PgOutcomeQueries(schema.pool);
    const cells = new PgOutcomeCells(schema.pool);
    const expectAsNaive = async (clock = timeZone, asked = questions(seed).slice(1, 4)) => {
      for (const question of asked) {
        const filter = { ...question, timeZone: clock };
        const answer = await queries.read(filter);
        const naive = await naiveOutcomes(schema, filter, answer.countedAtMs);
        expect([filter, sorted(answer)]).toEqual([filter, sorted(naive)]);
        for (const figure of answer.groups.flatMap(figuresIn)) counted.add(figure);
      }
    };
    await expectAsNaive(timeZone, questions(seed));
    // Some of it added up, then all of it.
    expect(await cells.keep(timeZone, 3)).toBeGreaterThan(0);
    await expectAsNaive();
    await keepAll(cells);
    await expectAsNaive();
    const [inCells] = await schema.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM submissions WHERE in_cells',
    );
    expect(inCells?.count).toBeGreaterThan(3);
    expect(await changedByTimeInCells(schema)).toEqual([]);
    await goOn(12, 0.5);
    const changed = await schema.rows('SELECT 1 FROM outcome_changes');
    if (changed.length > 0) counted.add('taken out of a cell');
    await expectAsNaive();
    await keepAll(cells);
    await expectAsNaive(timeZone, questions(seed));
    // Days of another clock are other days.
    await expectAsNaive('Asia/Tokyo');
    await keepAll(cells, 'Asia/Tokyo');
    await expectAsNaive('Asia/Tokyo');
    await keepAll(cells);
    const past: OutcomeFilter = {
      ...everything,
      by: outcomeDimensions,
      to: new Date('2026-02-28T23:00:00Z'),
    };
    const before = sorted(await queries.read(past));
    const retention = new PgRetentionStore(schema.pool);
    const erase = new EraseReport({ reports: stores.reports, retention, ids: { uuid: uuidv7 } });
    const reports = await schema.rows<{ id: string }>('SELECT id FROM reports ORDER BY reference');
    const erased = await Promise.all(reports.map(({ id }) => erase.run(id, { id: 'one', name: 'one' })));
    expect(erased.some(({ outcome }) => outcome === 'done')).toBe(true);
    expect(sorted(await queries.read(past))).toEqual(before);
  },
  60_000,
);

/** What is in a cell though time alone will yet change what is counted of it. */
async function changedByTimeInCells(schema: Schema): Promise<readonly object[]> {
  const rows = await schema.rows('SELECT *, now() AS read_at FROM submissions WHERE in_cells');
  return rows.filter((row) => {
    const runs = (dueAt: Date | null, endedAt: Date | null) =>
      dueAt !== null && dueAt > row['read_at'] && !(endedAt && row['sent_at'] && endedAt >= row['sent_at']);
    const isTheirTurn = ['sent', 'acknowledged', 'under_review'].includes(row['word']);
    return (
      runs(row['staff_due_at'], null) ||
      (isTheirTurn && runs(row['acknowledge_due_at'], row['acknowledged_at'])) ||
      (isTheirTurn && runs(row['due_at'], row['first_decided_at']))
    );
  });
}

async function keepAll(cells: PgOutcomeCells, clock = timeZone): Promise<void> {
  while ((await cells.keep(clock, 5)) > 0);
}

/** Figures that some history had. */
const counted = new Set<string>();

function figuresIn(group: OutcomeGroup): string[] {
  const named = (name: string, codes: object) => Object.keys(codes).map((code) => `${name} ${code}`);
  const nested = (name: string, codes: object) =>
    Object.entries(codes).flatMap(([code, inner]) => named(`${name} ${code}`, inner as object));
  return [
    ...nested('deadline', group.deadlines),
    ...nested('ours', group.ours),
    ...Object.entries(group.waits).flatMap(([wait, { medianMinutes, ninetiethMinutes, stillOpen }]) => [
      ...(medianMinutes === null ? [] : [`${wait} median`]),
      ...(ninetiethMinutes === null ? [`${wait} beyond its curve`] : []),
      ...(stillOpen > 0 ? [`${wait} open`] : []),
    ]),
    ...group.resendDecisions.flatMap(({ decision, by, roles }) => [decision, `${by} ${roles.join()}`]),
    ...group.markedResends.map(({ by }) => `repeat ${by}`),
    ...(group.reappeared > 0 ? ['reappeared'] : []),
    ...(group.unknownSends > 0 ? ['unknown'] : []),
    group.team === null ? 'no team' : `team ${group.team}`,
    ...named('effect', group.effects),
    ...Object.keys(group.refusalReasons).map(() => 'refusal'),
    ...named('word', group.words),
    ...Object.values(group.asks).flatMap(({ answers }) => named('answer', answers)),
  ];
}

it('has compared figures of every kind', () => {
  const inEach = (name: string, codes: readonly string[]) => codes.map((code) => `${name} ${code}`);
  const passing = [
    ...['queued', 'staff_action', 'sent', 'acknowledged', 'under_review', 'delivery_uncertain', 'failed'],
    ...['contested', 'target_not_found'],
  ];
  const wanted = [
    ...inEach('deadline ACKNOWLEDGEMENT', deadlineEnds),
    ...inEach('deadline DECISION', deadlineEnds),
    ...['ANSWER', 'FIRST_LOOK'].flatMap((name) => [`ours ${name} KEPT`, `ours ${name} BREACHED`]),
    ...['ours ANSWER OPEN', 'ours FIRST_LOOK OVERDUE', 'team North', 'no team', 'reappeared', 'unknown'],
    ...waits.flatMap((wait) => inEach(wait, ['median', 'beyond its curve', 'open'])),
    ...['ARRIVED', 'SEND_MARKED', 'GIVE_UP', 'KEY STAFF', 'PERSON STAFF', 'PERSON ANALYST,SUPERVISOR'],
    ...inEach('repeat', resendDeciders),
    ...inEach('effect', effects),
    'refusal',
    'taken out of a cell',
    ...inEach('answer', askAnswers),
    ...inEach(
      'word',
      words.filter((word) => !passing.includes(word)),
    ),
  ];
  expect(wanted.filter((figure) => !counted.has(figure))).toEqual([]);
});

it('tells of notices like one what the outcomes of their group say', async () => {
  workshop = await randomHistory(7);
  const queries = new PgOutcomeQueries(workshop.schema.pool);
  const asked = { mode: 'rehearsed', timeZone: 'Europe/Brussels' } as const;
  const { groups, precision } = await queries.read({ ...asked, by: ['platform', 'channel', 'category'] });
  const alike = await queries.experience({ ...asked, from: new Date(0) });
  const told = alike.filter(({ decided }) => decided > 0);
  expect(told.length).toBeGreaterThan(3);
  for (const { platform, channel, category, regime, ...seen } of told) {
    const group = groups.find(
      (each) =>
        each.platform === platform &&
        each.channel === channel &&
        each.category === category &&
        each.regime === regime,
    );
    const judged = precision.find(
      (each) => each.platform === platform && each.category === category && each.regime === regime,
    );
    const { ended, medianMinutes } = group?.waits['DECISION'] ?? {};
    expect([seen.decided, seen.judged, seen.actedOn]).toEqual([
      ended,
      judged?.judged ?? 0,
      judged?.actedOn ?? 0,
    ]);
    expect(seen.quarterMinutes).toBeLessThanOrEqual(medianMinutes ?? Infinity);
    expect(seen.threeQuartersMinutes ?? Infinity).toBeGreaterThanOrEqual(medianMinutes ?? 0);
  }
});
