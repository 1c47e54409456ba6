import { uuidv7 } from 'uuidv7';
import { EraseReport } from '#application';
import { providerActions, removalTimes, type NoticeCount } from '#core';
import { PgAnnualCounts, PgRetentionStore } from '#persistence';
import type { Workshop } from '../support/workshop.js';
import { heldEvents } from './naive-outcomes.js';
import { randomHistory } from './random-history.js';

let workshop: Workshop | undefined;
afterEach(async () => {
  await workshop?.close();
  workshop = undefined;
});

const year = (number: number) => ({
  from: new Date(`${number - 1}-12-31T23:00:00Z`),
  to: new Date(`${number}-12-31T23:00:00Z`),
});
const dayMs = 86_400_000;

it.each(Array.from({ length: 6 }, (_each, index) => index + 101))(
  'counts the notices of random history %i once each, as a naive count does, and the same once reports are erased',
  async (seed) => {
    workshop = await randomHistory(seed);
    const { schema, stores } = workshop;
    // More of what the report is about, and more ways to act.
    await schema.rows(`UPDATE submissions SET regime = 'DSA_ART22' WHERE regime <> 'PLATFORM_PRIORITY'`);
    await schema.rows(
      `UPDATE submissions SET effects = '{AGE_RESTRICTED}' WHERE decision = 'ACTIONED' AND ordinal % 2 = 0`,
    );
    // Within a day, three, six, or later; now and then on the last moment that counts.
    await schema.rows(
      `UPDATE submissions s SET sent_at = d.at - d.took FROM (
         SELECT e.submission_id, min(e.at) AS at,
           ('{1 day,2 days,3 days 00:00:01,6 days 00:00:01}'::interval[])[1 + mod(row_number() OVER (), 4)] AS took
         FROM events e WHERE e.type = 'submission.decided' GROUP BY e.submission_id) d
       WHERE d.submission_id = s.id AND s.decision = 'ACTIONED' AND s.sent_at IS NOT NULL`,
    );
    const annual = new PgAnnualCounts(schema.pool);
    const count = async () => {
      const all = [];
      for (const mode of ['armed', 'rehearsed'] as const)
        for (const each of [2024, 2025, 2026]) all.push(await annual.read({ ...year(each), mode }));
      return all.map(({ counts, events }) => ({ counts, events }));
    };
    const before = await count();
    const naive = [];
    for (const mode of ['armed', 'rehearsed'] as const)
      for (const each of [2024, 2025, 2026]) naive.push(await naiveCounts(workshop, { ...year(each), mode }));
    expect(before.map(({ counts }) => sorted(counts))).toEqual(naive.map(({ counts }) => sorted(counts)));
    for (const { action, removedWithin } of before.flatMap(({ counts }) => counts))
      for (const each of [action, removedWithin]) if (each) counted.add(each);
    expect(before.map(({ events }) => events.count)).toEqual(naive.map(({ events }) => events));

    for (const mode of ['armed', 'rehearsed'] as const)
      for (const each of [2024, 2025, 2026]) {
        const filter = { ...year(each), mode };
        const waits = await annual.waits(filter);
        expect(waits).toEqual(await naiveWaits(workshop, filter));
        if (waits.some(({ medianHours }) => medianHours !== null)) counted.add('a median');
        if (waits.some(({ ninetiethHours }) => ninetiethHours === null)) counted.add('no ninetieth');
      }

    const erase = new EraseReport({
      ...{ reports: stores.reports, retention: new PgRetentionStore(schema.pool), ids: { uuid: uuidv7 } },
    });
    for (const { id } of await schema.rows<{ id: string }>('SELECT id FROM reports'))
      await erase.run(id, { id: 'one', name: 'one' });
    expect((await count()).map(({ counts }) => counts)).toEqual(before.map(({ counts }) => counts));
  },
  60_000,
);

/** What some history had. */
const counted = new Set<string>();

it('has counted every action and time of removal', () => {
  const wanted = [...providerActions, ...removalTimes, 'a median', 'no ninetieth'];
  expect(wanted.filter((each) => !counted.has(each))).toEqual([]);
});

const sorted = (counts: readonly NoticeCount[]) => counts.map((each) => JSON.stringify(inOrder(each))).sort();
const inOrder = ({ platform, category, action, refusalReason, removedWithin, count }: NoticeCount) => ({
  ...{ platform, category, action, refusalReason, removedWithin, count },
});

type Row = Record<string, any>;

function isMeant(each: Row, sends: readonly Row[], { from, to, mode }: Period): boolean {
  const wentAs =
    each['mode'] ?? sends.filter((send) => send['submission_id'] === each['id']).at(-1)?.['mode'];
  if (each['regime'] !== 'DSA_ART22' || (wentAs ?? 'rehearsed') !== mode) return false;
  if (each['sent_at'] === null || !['SENT', 'ACKNOWLEDGED'].includes(each['delivery'])) return false;
  return each['sent_at'] >= from && each['sent_at'] < to;
}

interface Period {
  readonly from: Date;
  readonly to: Date;
  readonly mode: string;
}

/** Hour by hour: of those that are still waited about, how many are decided in it. */
async function naiveWaits({ schema }: Workshop, period: Period) {
  const submissions = await schema.rows<Row>('SELECT * FROM submissions');
  const sends = await schema.rows<Row>('SELECT * FROM sends ORDER BY number');
  const events = await schema.rows<Row>('SELECT * FROM events ORDER BY at');
  const endMs = Math.min(period.to.getTime(), Date.now());
  const byPlatform = new Map<string, { hours: number; isDecided: boolean }[]>();
  for (const each of submissions.filter((one) => isMeant(one, sends, period))) {
    const sentMs = each['sent_at'].getTime();
    const firstMs = (name: string): number =>
      heldEvents(events.filter(({ submission_id: of }) => of === each['id']))
        .find(({ type, at }) => type === name && at >= each['sent_at'])
        ?.['at'].getTime() ?? Infinity;
    const decidedMs = firstMs('submission.decided');
    const lastMs = Math.min(endMs, firstMs('submission.withdrawn'));
    const isDecided = decidedMs < endMs && decidedMs <= lastMs;
    const hours = Math.floor(Math.max((isDecided ? decidedMs : lastMs) - sentMs, 0) / 3_600_000);
    byPlatform.set(each['platform'], [...(byPlatform.get(each['platform']) ?? []), { hours, isDecided }]);
  }
  return [...byPlatform]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([provider, waits]) => {
      const after = (share: number) => {
        let waiting = 1;
        for (let hour = 0; hour <= Math.max(...waits.map(({ hours }) => hours)); hour += 1) {
          const left = waits.filter(({ hours }) => hours >= hour).length;
          const decided = waits.filter(({ hours, isDecided }) => isDecided && hours === hour).length;
          waiting *= 1 - decided / left;
          if (decided > 0 && waiting <= 1 - share + 1e-9) return hour;
        }
        return null;
      };
      return { provider, medianHours: after(0.5), ninetiethHours: after(0.9) };
    });
}

/** One notice after the other, by somebody who knows no SQL. */
async function naiveCounts({ schema }: Workshop, period: Period) {
  const submissions = await schema.rows<Row>(
    'SELECT s.*, r.category FROM submissions s JOIN reports r ON r.id = s.report_id',
  );
  const sends = await schema.rows<Row>('SELECT * FROM sends ORDER BY number');
  const events = await schema.rows<Row>('SELECT * FROM events');
  const counts = new Map<string, NoticeCount>();
  let itsEvents = 0;
  for (const each of submissions) {
    if (!isMeant(each, sends, period)) continue;
    const own = events.filter((event) => event['submission_id'] === each['id']);
    itsEvents += own.length;
    const action = actionOf(each);
    const key = {
      ...{ platform: each['platform'], category: each['category'], action },
      refusalReason: action === 'REFUSED' ? each['refusal_reason'] : null,
      removedWithin: action === 'REMOVED' ? removedWithin(each, heldEvents(own)) : null,
    };
    const name = JSON.stringify(key);
    counts.set(name, { ...key, count: (counts.get(name)?.count ?? 0) + 1 } as NoticeCount);
  }
  return { counts: [...counts.values()], events: itsEvents };
}

const removing = [
  'CONTENT_REMOVED',
  'CONTENT_DISABLED',
  'GROUP_DISABLED',
  'ACCOUNT_TERMINATED',
  'ACCOUNT_SUSPENDED',
];
const isRemoving = (effects: readonly string[] = []) => effects.some((effect) => removing.includes(effect));

function actionOf({ decision, effects, word }: Row): string {
  if (decision === 'ACTIONED') return isRemoving(effects) ? 'REMOVED' : 'RESTRICTED';
  if (decision === 'REFUSED' || decision === 'REVERSED') return decision;
  if (decision === 'NOT_FOUND' || decision === 'DUPLICATE') return 'NOT_FOUND';
  return word === 'gone_unexplained' ? 'GONE_UNEXPLAINED' : 'NO_DECISION';
}

function removedWithin({ sent_at: sentAt }: Row, events: readonly Row[]): string {
  const times = events
    .filter(
      ({ type, at, detail }) => type === 'submission.decided' && at >= sentAt && isRemoving(detail.effects),
    )
    .map(({ at }) => at.getTime() - sentAt.getTime());
  const took = Math.min(...times);
  if (took <= dayMs) return 'WITHIN_1_DAY';
  if (took <= 3 * dayMs) return 'WITHIN_3_DAYS';
  return took <= 6 * dayMs ? 'WITHIN_6_DAYS' : 'LATER';
}
