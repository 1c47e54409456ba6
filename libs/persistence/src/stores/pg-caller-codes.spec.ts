import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { EndCallerCode, EraseReport, ErasedReport, MakeCallerCode } from '#application';
import { fromTypeId } from '#core';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';
import { PgCallerCodes } from './pg-caller-codes.js';
import { PgRetentionStore } from './pg-retention-store.js';

const dayMs = 86_400_000;
let shop: Workshop;
let codes: PgCallerCodes;
beforeAll(async () => {
  shop = await openWorkshop();
  codes = new PgCallerCodes(shop.schema.pool);
});
afterAll(() => shop.close());

async function aReport(platforms: readonly Key[] = ['dedupe-example']) {
  const { id, submissions } = await shop.file(platforms);
  return {
    reportId: fromTypeId('rep', id) ?? id,
    submissionIds: submissions.map((each) => fromTypeId('sub', each.id) ?? each.id),
  };
}

async function opened(reportId: string, lifetimeMs = 90 * dayMs) {
  const code = { reportId, codeHash: randomBytes(32), lifetimeMs, by: 'test' };
  return { ...code, expiresAtMs: await codes.open(code) };
}

describe('a caller’s code', () => {
  it('is found by its hash alone, until it expires by the database’s clock', async () => {
    const { reportId } = await aReport();
    const { codeHash, expiresAtMs } = await opened(reportId, 2 * dayMs);
    expect(await codes.find(codeHash)).toEqual({ reportId, category: expect.any(String), expiresAtMs });
    expect(await codes.find(randomBytes(32))).toBeUndefined();
    expect(await codes.latest(reportId)).toMatchObject({ state: 'OPEN', expiresAtMs });
    await shop.schema.pass(2 * dayMs - 60_000);
    expect(await codes.find(codeHash)).toBeDefined();
    await shop.schema.pass(60_001);
    expect(await codes.find(codeHash)).toBeUndefined();
    expect(await codes.latest(reportId)).toMatchObject({ state: 'EXPIRED' });
    expect(await codes.end(reportId)).toBe(false);
  });

  it('ends when another is made, whoever makes it at the same time', async () => {
    const { reportId } = await aReport();
    const made = await Promise.all([opened(reportId), opened(reportId), opened(reportId)]);
    const found = await Promise.all(made.map(({ codeHash }) => codes.find(codeHash)));
    expect(found.filter(Boolean)).toHaveLength(1);
  });

  it('ends when staff end it, once, and is made anew; the timeline tells each, and no alert is settled by it', async () => {
    const { reportId } = await aReport();
    const parts = { codes, reports: shop.stores.reports };
    const code = { reportId, codeHash: randomBytes(32), lifetimeMs: dayMs, by: 'test' };
    await new MakeCallerCode(parts).run(code);
    const end = new EndCallerCode(parts);
    expect([await end.run(reportId), await end.run(reportId)]).toEqual(['ended', 'ended']);
    expect(await codes.find(code.codeHash)).toBeUndefined();
    expect(await codes.latest(reportId)).toMatchObject({ state: 'ENDED' });
    await new MakeCallerCode(parts).run({ ...code, codeHash: randomBytes(32) });
    expect(await codes.latest(reportId)).toMatchObject({ state: 'OPEN' });
    expect(
      await shop.schema.rows(
        `SELECT type, detail, submission_id FROM events WHERE report_id = $1 AND type LIKE 'report.caller%' ORDER BY sequence`,
        [reportId],
      ),
    ).toEqual(
      ['made', 'ended', 'made'].map((what) => ({
        ...{ type: `report.caller_code_${what}`, detail: {}, submission_id: null },
      })),
    );
  });

  it('is erased with its report, and none is made of it afterwards', async () => {
    const { reportId } = await aReport();
    const { codeHash } = await opened(reportId);
    await shop.schema.rows(
      `UPDATE submissions SET delivery = 'CANCELLED', word = 'withdrawn' WHERE report_id = $1`,
      [reportId],
    );
    const { reports } = shop.stores;
    const erase = new EraseReport({
      reports,
      retention: new PgRetentionStore(shop.schema.pool),
      ids: { uuid: uuidv7 },
    });
    expect(await erase.run(reportId, { id: 'one', name: 'Desk one' })).toEqual({ outcome: 'done' });
    expect(await codes.find(codeHash)).toBeUndefined();
    expect(await codes.latest(reportId)).toBeUndefined();
    await expect(opened(reportId)).rejects.toBeInstanceOf(ErasedReport);
    expect(await shop.schema.rows('SELECT FROM caller_codes WHERE report_id = $1', [reportId])).toEqual([]);
  });

  it('is unknown where none was made', async () => {
    expect(await codes.latest((await aReport()).reportId)).toBeUndefined();
    expect(await codes.isReport(uuidv7())).toBe(false);
    expect(await codes.end(uuidv7())).toBe(false);
  });

  it('tells of each platform’s notices how many stand alike; a withdrawn later one stands in for none', async () => {
    const { reportId, submissionIds } = await aReport(['dedupe-example', 'dedupe-example']);
    const [first, second] = submissionIds;
    await shop.schema.rows(
      `UPDATE submissions SET word = 'removed', seen_at = '2026-03-03T10:00Z' WHERE id = $1`,
      [first],
    );
    const told = async () =>
      (await codes.standings(reportId)).map(({ word, count, seenAtMs }) => [word, count, seenAtMs]);
    expect(await told()).toEqual([
      ['removed', 1, Date.parse('2026-03-03T10:00Z')],
      ['queued', 1, null],
    ]);
    await shop.schema.rows('UPDATE submissions SET repeats = $1 WHERE id = $2', [first, second]);
    expect(await told()).toEqual([['queued', 1, null]]);
    await shop.schema.rows(
      `UPDATE submissions SET delivery = 'CANCELLED', word = 'withdrawn' WHERE id = $1`,
      [second],
    );
    expect(await told()).toHaveLength(2);
  });
});
