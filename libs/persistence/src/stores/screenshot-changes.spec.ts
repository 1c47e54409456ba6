import { uuidv7 } from 'uuidv7';
import { loadTaxonomy } from '#config';
import { mayHoldScreenshot } from '#core';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop.close());

const { categories } = loadTaxonomy();
const rows = (sql: string, values: readonly unknown[] = []) => workshop.schema.rows(sql, values);

/** What no use case does: a row of its own, with a key. */
async function insert(reportId: string, category: string): Promise<string> {
  const id = uuidv7();
  await rows(
    `INSERT INTO screenshots (id, report_id, category, media_type, size_bytes, is_scanned, sealed, added_by, added_by_id, expires_at)
     VALUES ($1, $2, $3, 'image/png', 1, false, '\\x00', 'x', 'x', now() + interval '1 day')`,
    [id, reportId, category],
  );
  await rows(
    `INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'screenshot', '\\x00', 'x')`,
    [id],
  );
  return id;
}
const left = () =>
  rows(`SELECT id FROM screenshots UNION ALL SELECT owner_id FROM data_keys WHERE owner_kind = 'screenshot'`);

describe('the tables, whatever a program does', () => {
  it('know the same categories as the core', async () => {
    const said = await rows(
      'SELECT code, may_hold_screenshots(code) AS may FROM unnest($1::text[]) AS code',
      [[...categories.keys()]],
    );
    expect(said).toEqual(
      [...categories].map(([code, category]) => ({ code, may: mayHoldScreenshot([category]) })),
    );
  });

  it('keep no screenshot of a category that may have none, and none under a false one', async () => {
    const { id } = await workshop.file(['sixth-example'], { category: 'SEXTORTION' });
    await expect(insert(id, 'SEXTORTION')).rejects.toMatchObject({ constraint: 'screenshots_allowed' });
    await expect(insert(id, 'HATE')).rejects.toMatchObject({ constraint: 'screenshots_with_report' });
    expect(await left()).toEqual([]);
  });

  it('destroy rows and keys where a statement gives the report such a category, or erases it', async () => {
    for (const change of [`category = 'CSAM'`, `category = 'UNSURE'`, 'erased_at = now()']) {
      const { id } = await workshop.file(['sixth-example']);
      await insert(id, 'CYBERBULLYING');
      await rows(`UPDATE reports SET category = 'HATE' WHERE id = $1`, [id]);
      expect(await rows('SELECT category FROM screenshots')).toEqual([{ category: 'HATE' }]);
      await rows(`UPDATE reports SET ${change} WHERE id = $1`, [id]);
      expect([change, await left()]).toEqual([change, []]);
    }
  });

  it('let in none while another transaction gives the report such a category', async () => {
    const { id } = await workshop.file(['sixth-example']);
    const client = await workshop.schema.pool.connect();
    await client.query('BEGIN');
    await client.query(`UPDATE reports SET category = 'CSAM' WHERE id = $1`, [id]);
    const inserted = insert(id, 'CYBERBULLYING');
    const refused = expect(inserted).rejects.toMatchObject({ constraint: 'screenshots_with_report' });
    await client.query('COMMIT');
    client.release();
    await refused;
    expect(await left()).toEqual([]);
  });

  it('do not let a screenshot move to another report or category by itself', async () => {
    const [one, other] = [
      await workshop.file(['sixth-example']),
      await workshop.file(['sixth-example'], { category: 'HATE' }),
    ];
    await insert(one.id, 'CYBERBULLYING');
    for (const change of [`category = 'HATE'`, `report_id = '${other.id}'`])
      await expect(rows(`UPDATE screenshots SET ${change}`)).rejects.toMatchObject({
        constraint: 'screenshots_with_report',
      });
  });
});
