import { randomUUID } from 'node:crypto';
import { slaStates, words } from '#core';
import { deadlineRules } from '../../../../test/support/deadlines.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgReportQueries, type SubmissionFilter } from './pg-report-queries.js';
import type { ReportFilter } from './report-list.js';

let workshop: Workshop;
let queries: PgReportQueries;
const references: string[] = [];
beforeAll(async () => {
  workshop = await openWorkshop();
  const never = () => {
    throw new Error('a list opens nothing');
  };
  queries = new PgReportQueries(workshop.schema.pool, { newKey: never, openKey: never }, deadlineRules);
  for (const on of [
    ['lookup-example'],
    ['sixth-example', 'lookup-example'],
    ['dedupe-example'],
    ['sixth-example'],
  ] as const) {
    const { reference } = await workshop.file(on, {
      category: references.length < 2 ? 'CYBERBULLYING' : 'HATE',
    });
    references.push(reference);
  }
  const [first, second, third, fourth] = references;
  const { id } = await queries.list({ limit: 10, reference: second! }).then(([row]) => row!);
  const submission = (await workshop.view(id)).submissions[0]!;
  await workshop.cases.recordByStaff.run(submission.id, {
    facts: (_state, atMs) => [{ kind: 'seen', atMs, visibility: 'GONE' }],
  });
  await workshop.schema.rows(
    `UPDATE reports SET created_at = CASE reference WHEN $1 THEN timestamptz '2026-01-01Z' WHEN $2 THEN '2026-01-02Z'
       WHEN $3 THEN '2026-01-03Z' WHEN $4 THEN '2026-01-03Z' END`,
    [first, second, third, fourth],
  );
});
afterAll(() => workshop.close());

const list = async (filter: Partial<ReportFilter>) =>
  (await queries.list({ limit: 10, ...filter })).map(({ reference }) => references.indexOf(reference) + 1);

describe('the list of reports', () => {
  it('comes newest first, page by page, without a gap where two are of one moment', async () => {
    const all = await queries.list({ limit: 10 });
    expect(all.map(({ createdAtMs }) => createdAtMs)).toEqual(
      [...all.map(({ createdAtMs }) => createdAtMs)].sort((a, b) => b - a),
    );
    const paged = [];
    let after: ReportFilter['after'];
    for (;;) {
      const [row] = await queries.list({ limit: 1, ...(after ? { after } : {}) });
      if (!row) break;
      paged.push(row);
      after = { createdAt: new Date(row.createdAtMs).toISOString(), id: row.id };
    }
    expect(paged).toEqual(all);
    expect(paged).toHaveLength(4);
  });

  it.each<[string, Partial<ReportFilter>, number[]]>([
    ['status', { status: 'IN_PROGRESS_PARTLY' }, [2]],
    ['platform', { platform: 'lookup-example' }, [2, 1]],
    ['category', { category: 'CYBERBULLYING' }, [2, 1]],
    ['word', { word: 'gone_unexplained' }, [2]],
    ['no attention', { attention: 'failed' }, []],
    ['no need of anybody', { attention: 'any' }, []],
    ['from', { from: new Date('2026-01-02T00:00:00Z'), category: 'CYBERBULLYING' }, [2]],
    ['to', { to: new Date('2026-01-02T00:00:00Z') }, [1]],
    ['a reference that is none', { reference: '%' }, []],
    ['several at once', { platform: 'sixth-example', word: 'queued', category: 'HATE' }, [4]],
  ])('can be had by %s', async (_what, filter, expected) => {
    expect(await list(filter)).toEqual(expected);
  });

  it('can be had by the start of a reference', async () => {
    expect((await list({ reference: references[0]!.slice(0, 8) })).sort()).toEqual([1, 2, 3, 4]);
    expect(await list({ reference: references[0]! })).toEqual([1]);
  });

  it('names the platforms of each, and the worst of its deadlines', async () => {
    const row = async () => (await queries.list({ limit: 1, reference: references[1]! }))[0]!;
    expect((await row()).platforms).toEqual(['lookup-example', 'sixth-example']);
    expect((await row()).standing).toEqual([
      { platform: 'sixth-example', word: 'gone_unexplained', count: 1 },
      { platform: 'lookup-example', word: 'queued', count: 1 },
    ]);
    expect((await row()).sla).toBe('ON_TRACK');
    await workshop.schema.rows(
      `UPDATE submissions s SET word = 'sent', due_at = now() - interval '1 hour' FROM reports r
       WHERE r.id = s.report_id AND r.reference = $1 AND s.platform = 'lookup-example'`,
      [references[1]],
    );
    expect((await row()).sla).toBe('BREACHED');
    expect((await workshop.view((await row()).id)).sla).toBe('BREACHED');
  });
});

describe('the list by its deadlines', () => {
  it('has reports with the state that they are shown with, and no others', async () => {
    const rows = await workshop.schema.rows<{ id: string }>('SELECT id FROM submissions');
    const ends = ['-1 hour', '1 hour', '1 day', null];
    let turn = 0;
    const next = <Value>(values: readonly Value[]) => values[(turn = (turn * 7 + 5) % 1_009) % values.length];
    for (let round = 0; round < 40; round += 1) {
      for (const { id } of rows)
        await workshop.schema.rows(
          `UPDATE submissions SET word = $2, due_at = now() + $3::interval, acknowledge_due_at = now() + $4::interval,
             staff_due_at = now() + $5::interval WHERE id = $1`,
          [id, next(words), next(ends), next(ends), next(ends)],
        );
      const shown = await queries.list({ limit: 10 });
      for (const sla of slaStates)
        expect((await queries.list({ limit: 10, sla })).map(({ id }) => id)).toEqual(
          shown.filter((row) => row.sla === sla).map(({ id }) => id),
        );
    }
  });

  it('has those that supervisors are to look at, or the others', async () => {
    const [row] = await queries.list({ limit: 10 });
    await workshop.schema.rows(`UPDATE submissions SET escalation_step = 'SUPERVISOR' WHERE report_id = $1`, [
      row!.id,
    ]);
    expect((await queries.list({ limit: 10, isEscalated: true })).map(({ id }) => id)).toEqual([row!.id]);
    expect(await queries.list({ limit: 10, isEscalated: false })).toHaveLength(3);
  });
});

describe('the list of what needs a person', () => {
  it('has reports with whatever attention, and no others', async () => {
    await workshop.schema.rows(`UPDATE reports SET attention = '{blocked}' WHERE reference = $1`, [
      references[2],
    ]);
    expect(await list({ attention: 'any' })).toEqual([3]);
    expect(await list({ attention: 'blocked' })).toEqual([3]);
    expect(await list({ attention: 'failed' })).toEqual([]);
  });
});

describe('one report', () => {
  it('is not there under an id or reference of none', async () => {
    expect(await queries.find('UF-1999-000001')).toBeUndefined();
    expect(await queries.find('01a209aa-0000-7000-8000-000000000000')).toBeUndefined();
    expect(await queries.findBySubmission('01a209aa-0000-7000-8000-000000000000')).toBeUndefined();
  });
});

describe('the submissions of a report', () => {
  it('are read page by page, all or those of a platform or word, in the order of filing', async () => {
    const { id } = await workshop.file(['sixth-example', 'lookup-example', 'sixth-example']);
    const read = new PgReportQueries(workshop.schema.pool, workshop.cipher, deadlineRules);
    const page = async (filter: Partial<SubmissionFilter>) =>
      (await read.submissionsOf(id, { after: 0, limit: 10, ...filter }))?.map(({ ordinal }) => ordinal);
    expect(await page({ limit: 2 })).toEqual([1, 2]);
    expect(await page({ after: 2 })).toEqual([3]);
    expect(await page({ platform: 'sixth-example' })).toEqual([1, 3]);
    expect(await page({ word: 'queued', platform: 'lookup-example' })).toEqual([2]);
    expect(await page({ word: 'removed' })).toEqual([]);
    const all = await read.submissionsOf(id, { after: 0, limit: 10 });
    expect(all?.map(({ submission }) => submission)).toEqual((await workshop.view(id)).submissions);
    expect(await read.submissionsOf(randomUUID(), { after: 0, limit: 1 })).toBeUndefined();
  });

  it('come with the report up to 500, and with the one that is asked for', async () => {
    const filed = await workshop.file(Array<'sixth-example'>(502).fill('sixth-example'));
    expect(filed).toMatchObject({ counts: { queued: 502 }, moreAfter: 500, lastSequence: 503 });
    expect(filed.standing).toEqual([{ platform: 'sixth-example', word: 'queued', count: 502 }]);
    expect(filed.submissions).toHaveLength(500);
    expect(await workshop.view(filed.id)).toEqual(filed);
    const [last] = await workshop.schema.rows<{ id: string }>(
      'SELECT id FROM submissions WHERE report_id = $1 AND ordinal = 502',
      [filed.id],
    );
    const read = new PgReportQueries(workshop.schema.pool, workshop.cipher, deadlineRules);
    const about = await read.findBySubmission(last!.id);
    expect(about?.submissions.map(({ id }) => id)).toEqual([
      ...filed.submissions.map(({ id }) => id),
      last!.id,
    ]);
  });
});
