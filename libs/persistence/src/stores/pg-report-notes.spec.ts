import { uuidv7 } from 'uuidv7';
import { EraseReport, ErasedReport } from '#application';
import { fromTypeId } from '#core';
import { plansOf, readsIn } from '../../../../test/support/plans.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { grantRoles } from '../roles/database-roles.js';
import { PgReportNotes } from './pg-report-notes.js';
import { PgRetentionStore } from './pg-retention-store.js';

const ada = { id: uuidv7(), name: 'Ada Synthetic' };
const bea = { id: uuidv7(), name: 'Bea Synthetic' };
const canary = 'CANARY-note-of-a-test';
let shop: Workshop;
let notes: PgReportNotes;
beforeAll(async () => {
  shop = await openWorkshop();
  notes = new PgReportNotes(shop.schema.pool, shop.cipher);
});
afterAll(() => shop.close());

async function aReport(): Promise<string> {
  const { id } = await shop.file(['dedupe-example']);
  return fromTypeId('rep', id) ?? id;
}
const written = async (reportId: string, text = canary, by = ada) => {
  const note = await notes.add(reportId, { id: uuidv7(), text, by });
  if (!note) throw new Error('no such report');
  return note;
};
const kept = async (reportId: string) => (await notes.ofReport(reportId))?.notes;

describe('a note', () => {
  it('is read as it was written, the oldest first, by its report alone', async () => {
    const [reportId, other] = [await aReport(), await aReport()];
    expect(await kept(reportId)).toEqual([]);
    const [first, second] = [
      await written(reportId, 'First.\n« é »'),
      await written(reportId, 'Second.', bea),
    ];
    expect(first).toMatchObject({ text: 'First.\n« é »', by: ada, struckAtMs: null });
    expect(await kept(reportId)).toEqual([first, second]);
    expect(await kept(other)).toEqual([]);
    expect(await notes.ofReport(uuidv7())).toBeUndefined();
    expect(await notes.add(uuidv7(), { id: uuidv7(), text: canary, by: ada })).toBeUndefined();
  });

  it('is kept sealed, and makes no event', async () => {
    const reportId = await aReport();
    await written(reportId);
    const [row] = await shop.schema.rows<{ text: Buffer }>(
      'SELECT text FROM report_notes WHERE report_id = $1',
      [reportId],
    );
    expect(row?.text.includes(canary)).toBe(false);
    const events = await shop.schema.rows(
      `SELECT type FROM events WHERE report_id = $1 AND type LIKE '%note%'`,
      [reportId],
    );
    expect(events).toEqual([]);
  });

  it('is struck out by its writer alone, once: the text is gone, and that there was one stays', async () => {
    const [reportId, other] = [await aReport(), await aReport()];
    const { id } = await written(reportId);
    expect(await notes.strike(reportId, id, bea.id)).toBe('notYours');
    expect(await notes.strike(other, id, ada.id)).toBe('notFound');
    expect(await kept(reportId)).toMatchObject([{ text: canary, struckAtMs: null }]);
    expect(await notes.strike(reportId, id, ada.id)).toBe('done');
    const after = await kept(reportId);
    expect(after).toMatchObject([{ id, text: null, by: ada, struckAtMs: expect.any(Number) }]);
    expect(await notes.strike(reportId, id, ada.id)).toBe('done');
    expect((await kept(reportId))?.[0]?.struckAtMs).toBe(after![0]!.struckAtMs);
  });

  it('goes with its report, and none is taken afterwards', async () => {
    const reportId = await aReport();
    await written(reportId);
    await shop.schema.rows(
      `UPDATE submissions SET delivery = 'CANCELLED', word = 'withdrawn' WHERE report_id = $1`,
      [reportId],
    );
    const erase = new EraseReport({
      reports: shop.stores.reports,
      retention: new PgRetentionStore(shop.schema.pool),
      ids: { uuid: uuidv7 },
    });
    expect(await erase.run(reportId, ada)).toEqual({ outcome: 'done' });
    expect(await kept(reportId)).toEqual([]);
    await expect(written(reportId)).rejects.toThrow(ErasedReport);
    expect(await shop.schema.rows('SELECT id FROM report_notes WHERE report_id = $1', [reportId])).toEqual(
      [],
    );
  });

  it('tells live readers when it is written and struck out', async () => {
    const reportId = await aReport();
    const client = await shop.schema.pool.connect();
    try {
      const told: unknown[] = [];
      await client.query('LISTEN uniflag');
      client.on('notification', ({ payload }) => payload === 'notes' && told.push(payload));
      const { id } = await written(reportId);
      await notes.strike(reportId, id, bea.id);
      await notes.strike(reportId, id, ada.id);
      // Notices of commits before it come with its answer.
      await client.query('SELECT 1');
      expect(told).toHaveLength(2);
    } finally {
      client.removeAllListeners('notification');
      await client.query('UNLISTEN *');
      client.release();
    }
  });
});

it('finds notes by index alone', async () => {
  await grantRoles(shop.schema.options);
  await shop.schema.rows('VACUUM ANALYZE report_notes');
  const reportId = await aReport();
  const reads = readsIn(
    await plansOf(shop.schema, 'uniflag_api', async (pool) => {
      await pool.query('SET enable_seqscan = off');
      await new PgReportNotes(pool, shop.cipher).ofReport(reportId);
    }),
  );
  expect(reads).not.toContain('Seq Scan on report_notes');
  expect(reads).not.toContain('Seq Scan on reports');
});
