import { uuidv7 } from 'uuidv7';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { plansOf, readsIn } from '../../../../test/support/plans.js';
import { grantRoles } from '../roles/database-roles.js';
import { PgPeople } from './pg-people.js';
import { PgReportClaims } from './pg-report-claims.js';

let shop: Workshop;
let claims: PgReportClaims;
let [ada, bea]: string[] = [];
beforeAll(async () => {
  shop = await openWorkshop();
  claims = new PgReportClaims(shop.schema.pool);
  [ada, bea] = await Promise.all([
    aPerson('Ada Synthetic', ['STAFF']),
    aPerson('Bea Synthetic', ['ANALYST']),
  ]);
});
afterAll(() => shop.close());

async function aPerson(name: string, roles: readonly string[]): Promise<string> {
  const id = uuidv7();
  await shop.schema.rows(
    `INSERT INTO people (id, name, mail, roles, language, team, status) VALUES ($1, $2, $3, $4, 'en', 'North', 'ACTIVE')`,
    [id, name, `${id}@people.invalid`, roles],
  );
  return id;
}
const aReport = async () => (await shop.file(['dedupe-example'])).id;
const give = async (id: string, by: string, to = by, isTakenOver = false) =>
  (await claims.give([id], { by, to, isTakenOver })).get(id);
const holder = async (id: string) => (await claims.find(id))?.personId;

describe('a claim', () => {
  it('is of whoever asks first, and stays theirs until they hand it over, release it or it is taken over', async () => {
    const id = await aReport();
    expect(await claims.find(id)).toBeUndefined();
    expect(await give(id, ada!)).toEqual({ outcome: 'done' });
    const claim = await claims.find(id);
    expect(claim).toMatchObject({ personId: ada, name: 'Ada Synthetic' });
    expect(await give(id, ada!)).toEqual({ outcome: 'done' });
    expect(await claims.find(id)).toEqual(claim);
    expect(await give(id, bea!)).toEqual({ outcome: 'taken', by: claim });
    expect((await claims.release([id], bea!)).get(id)).toEqual({ outcome: 'taken', by: claim });
    expect(await give(id, ada!, bea)).toEqual({ outcome: 'done' });
    expect(await claims.find(id)).toMatchObject({ personId: bea, handedOverBy: 'Ada Synthetic' });
    expect(await give(id, bea!)).toEqual({ outcome: 'done' });
    expect(await claims.find(id)).toMatchObject({ personId: bea, handedOverBy: null });
    expect(await give(id, ada!, ada, true)).toEqual({ outcome: 'done' });
    expect(await holder(id)).toBe(ada);
    const release = async () => (await claims.release([id], ada!)).get(id);
    expect([await release(), await release(), await holder(id)]).toEqual([
      { outcome: 'done' },
      { outcome: 'done' },
      undefined,
    ]);
  });

  it('is of one person, however many ask at once', async () => {
    const id = await aReport();
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, n) => aPerson(`Synthetic ${n}`, ['STAFF'])),
    );
    const answers = await Promise.all(people.map((person) => give(id, person)));
    expect(answers.filter((answer) => answer?.outcome === 'done')).toHaveLength(1);
    expect(await holder(id)).toBe(people[answers.findIndex((answer) => answer?.outcome === 'done')]);
  });

  it('ends when its report is withdrawn or erased, or its person leaves, and no other', async () => {
    const [withdrawn, erased, left, other] = await Promise.all([aReport(), aReport(), aReport(), aReport()]);
    const leaver = await aPerson('Cleo Synthetic', ['STAFF']);
    for (const id of [withdrawn, erased, other]) await give(id, ada!);
    await give(left, leaver);
    await shop.cases.withdrawNotices.report(withdrawn, {
      ...{ reason: 'OTHER', note: null, by: 'test' },
    });
    await shop.schema.rows('UPDATE reports SET erased_at = now(), erased_because = $2 WHERE id = $1', [
      erased,
      'STAFF',
    ]);
    await new PgPeople(shop.schema.pool).leave(leaver);
    expect(await Promise.all([withdrawn, erased, left, other].map(holder))).toEqual([
      ...[undefined, undefined, undefined, ada],
    ]);
    expect([await give(withdrawn, ada!), await give(erased, ada!), await give(uuidv7(), ada!)]).toEqual([
      { outcome: 'closed' },
      { outcome: 'closed' },
      { outcome: 'notFound' },
    ]);
    expect(await give(left, bea!)).toEqual({ outcome: 'done' });
  });

  it('is given for many reports at once, each with its own answer', async () => {
    const [free, taken] = await Promise.all([aReport(), aReport()]);
    await give(taken, bea!);
    const ids = [free, taken, uuidv7()];
    const outcomes = (answers: Map<string, { outcome: string }>) => ids.map((id) => answers.get(id)?.outcome);
    expect(outcomes(await claims.give(ids, { by: ada!, to: ada!, isTakenOver: false }))).toEqual([
      ...['done', 'taken', 'notFound'],
    ]);
    expect(outcomes(await claims.release(ids, ada!))).toEqual(['done', 'taken', 'notFound']);
  });

  it('tells live readers', async () => {
    const id = await aReport();
    const client = await shop.schema.pool.connect();
    try {
      const told: unknown[] = [];
      await client.query('LISTEN uniflag');
      client.on('notification', ({ payload }) => payload === 'claims' && told.push(payload));
      await give(id, ada!);
      await give(id, bea!);
      await claims.release([id], ada!);
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

describe('colleagues', () => {
  it('are those who are here and may act on reports, by name', async () => {
    await aPerson('Aaron Administrator', ['ADMINISTRATOR']);
    const names = (await claims.colleagues()).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['Ada Synthetic', 'Bea Synthetic']);
    expect(names).not.toContain('Aaron Administrator');
    expect(names).not.toContain('Cleo Synthetic');
  });
});

it('finds claims by index alone', async () => {
  await grantRoles(shop.schema.options);
  await shop.schema.rows('VACUUM ANALYZE report_claims');
  const id = await aReport();
  const reads = readsIn(
    await plansOf(shop.schema, 'uniflag_api', async (pool) => {
      await pool.query('SET enable_seqscan = off');
      await new PgReportClaims(pool).release([id], ada!);
    }),
  );
  expect(reads).not.toContain('Seq Scan on report_claims');
  expect(reads).not.toContain('Seq Scan on reports');
});
