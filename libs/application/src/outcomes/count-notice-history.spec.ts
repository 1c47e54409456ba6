import { uuidv7 } from 'uuidv7';
import {
  CountNoticeHistory,
  EraseReport,
  WriteDigest,
  type CountedNotices,
  type FileReportInput,
  type ReportView,
} from '#application';
import { loadDigestTexts, loadTaxonomy } from '#config';
import type { Fact } from '#core';
import { PgDigests, PgNoticeHistory, PgOutcomeQueries, PgRetentionStore } from '#persistence';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';

const timeZone = 'Europe/Brussels';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const minuteMs = 60_000;
const platform = 'sixth-example';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

/** What one worker counts when its clock shows that time. */
function counter({ now = () => Date.now(), count = countNow() } = {}): CountNoticeHistory {
  const { schema, log } = workshop;
  return new CountNoticeHistory({ history: new PgNoticeHistory(schema.pool), count, log, now });
}

function countNow() {
  const outcomes = new PgOutcomeQueries(workshop.schema.pool);
  return (mode: 'armed' | 'rehearsed', from: Date): Promise<readonly CountedNotices[]> =>
    outcomes.experience({ mode, from, timeZone });
}

async function countOnce(): Promise<void> {
  const counting = counter();
  counting.run();
  await counting.settled();
}

async function sent(on: Key = platform, more: Partial<FileReportInput> = {}): Promise<ReportView> {
  const report = await workshop.file([on], more);
  await workshop.sendDue();
  return report;
}

async function says({ submissions }: ReportView, fact: Fact): Promise<void> {
  await workshop.reply({ reference: submissions[0]!.reference, platform }, [fact]);
  await workshop.cases.applyReplies.run();
}

const decide = (report: ReportView) =>
  says(report, { kind: 'refused', atMs: Date.now(), reason: 'NO_POLICY_VIOLATION' });

/** Notices that were sent together and decided after so many days. */
async function decidedAfter(...days: readonly number[]): Promise<void> {
  const reports: ReportView[] = [];
  for (const _each of days) reports.push(await sent());
  for (const [place, report] of reports.entries()) {
    await workshop.schema.pass(((days[place] ?? 0) - (days[place - 1] ?? 0)) * dayMs);
    await decide(report);
  }
}

const listed = async () =>
  (await workshop.queries.list({ hasLongWait: true, limit: 50 })).map(({ reference, longWaits }) => [
    reference,
    longWaits,
  ]);

const waitOf = async ({ id }: ReportView) => (await workshop.view(id)).submissions[0]?.wait;

async function dailyDigest(): Promise<string | undefined> {
  const write = new WriteDigest({
    ...{ digests: new PgDigests(workshop.schema.pool), texts: loadDigestTexts(), timeZone },
    ...{ categories: loadTaxonomy().categories, platformName: (key) => `Name of ${key}` },
    ...{ from: 'digests@helpline.example', consoleUrl: 'https://uniflag.helpline.example' },
    messageDomain: 'uniflag.example',
  });
  const asked = { id: 'one', epoch: 1, tries: 1, address: 'staff@staff.invalid', language: 'en' } as const;
  return (await write.run({ ...asked, kind: 'DAILY' }, Date.now()))?.text;
}

/** By how long a deadline, or the next step about silence, comes after its notice. */
const deadlines = () =>
  workshop.schema.rows(
    'SELECT due_at - sent_at AS due, next_step_at - sent_at AS step FROM submissions ORDER BY reference',
  );

describe('what five notices teach that were decided within two to six days', () => {
  let sixth: ReportView;
  beforeEach(async () => {
    await decidedAfter(2, 2, 4, 6, 6);
    sixth = await sent();
    await countOnce();
  });
  const eightDays = () => workshop.schema.pass(8 * dayMs);
  const set = (column: string, value: string) =>
    workshop.schema.rows(`UPDATE submissions SET ${column} = $1 WHERE report_id = $2`, [value, sixth.id]);

  it('brings up a sixth that waits for eight: on its page, in the list, in the digest; and moves no deadline', async () => {
    const before = await deadlines();
    expect(await waitOf(sixth)).toMatchObject({ fromHours: 48, toHours: 144, isLonger: false });
    expect(await listed()).toEqual([]);
    expect(await dailyDigest()).not.toContain('longer than usual');
    await eightDays();
    await countOnce();
    expect(await waitOf(sixth)).toMatchObject({ fromHours: 48, toHours: 144, isLonger: true });
    expect(await listed()).toEqual([[sixth.reference, 1]]);
    const digest = await dailyDigest();
    expect(digest).toContain('Reports that wait longer than usual for a platform: 1\n');
    expect(digest).toMatch(new RegExp(`- ${sixth.reference} · Name of ${platform} · usually decided by \\d`));
    expect(await deadlines()).toEqual(before);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['is decided', () => decide(sixth)],
    [
      'is taken up again after it was decided',
      async () => {
        await decide(sixth);
        await says(sixth, { kind: 'reviewStarted', atMs: Date.now() });
        expect((await workshop.view(sixth.id)).submissions[0]?.word).toBe('under_review');
      },
    ],
    ['waits for our answer', () => says(sixth, { kind: 'informationRequested', atMs: Date.now() })],
    ['is put aside', () => workshop.cases.snoozeReport.report(sixth.id, Date.now() + dayMs)],
    [
      'is held',
      () =>
        workshop.cases.holdReport.run(sixth.id, {
          ...{
            reason: 'POLICE_FIRST',
            untilMs: Date.now() + dayMs,
            note: null,
            by: { id: 'one', name: 'one' },
          },
        }),
    ],
    [
      'was erased',
      () =>
        new EraseReport({
          reports: workshop.stores.reports,
          retention: new PgRetentionStore(workshop.schema.pool),
          ids: { uuid: uuidv7 },
        }).run(sixth.id, { id: 'one', name: 'one' }),
    ],
    [
      'is about another category',
      () => workshop.schema.rows(`UPDATE reports SET category = 'HATE' WHERE id = $1`, [sixth.id]),
    ],
    ['went another way', () => set('channel', 'another-mail')],
    ['claims another law', () => set('regime', 'USER')],
    ['went to its platform, where the others were rehearsed', () => set('mode', 'armed')],
  ])('leaves alone what waits as long, where it %s', async (_what, happens) => {
    await eightDays();
    expect(await listed()).toEqual([[sixth.reference, 1]]);
    await happens();
    expect(await listed()).toEqual([]);
    expect(await dailyDigest()).not.toContain('longer than usual');
  });
});

it('says nothing from four', async () => {
  await decidedAfter(2, 2, 6, 6);
  const fifth = await sent();
  await workshop.schema.pass(8 * dayMs);
  await countOnce();
  expect(await waitOf(fifth)).toBeNull();
  expect(await listed()).toEqual([]);
  expect(await dailyDigest()).not.toContain('longer than usual');
});

describe('counting', () => {
  it('is done once an hour, by one worker of all, over a year and each mode by itself', async () => {
    const counted: [string, Date][] = [];
    let nowMs = Date.UTC(2026, 10, 24);
    const workers = [1, 2, 3].map(() =>
      counter({
        now: () => nowMs,
        count: async (mode, from) => {
          counted.push([mode, from]);
          return [];
        },
      }),
    );
    const allCount = async () => {
      for (const each of workers) each.run();
      await Promise.all(workers.map((each) => each.settled()));
      return counted.splice(0).sort();
    };
    const from = new Date(Date.UTC(2025, 10, 24));
    expect(await allCount()).toEqual([
      ['armed', from],
      ['rehearsed', from],
    ]);
    nowMs += 59 * minuteMs;
    await workshop.schema.pass(59 * minuteMs);
    expect(await allCount()).toEqual([]);
    nowMs += minuteMs;
    await workshop.schema.pass(minuteMs);
    expect(await allCount()).toHaveLength(2);
  });

  it('says so where it fails, and what was known before stands', async () => {
    await decidedAfter(1, 1, 1, 1, 1);
    const report = await sent();
    await countOnce();
    await workshop.schema.pass(hourMs);
    const failing = counter({ count: () => Promise.reject(new Error('statement timeout')) });
    failing.run();
    await failing.settled();
    expect(workshop.log.lines.map(({ event }) => event)).toContain('outcomes.history_failed');
    expect(await waitOf(report)).toMatchObject({ fromHours: 24 });
  });
});
