import { openHouse, type House } from '../../../../test/support/house.js';
import { openColleague, type Colleague } from '../../../../test/support/people.js';
import { fileReport } from '../../../../test/support/reports.js';

let house: House;
let ada: Colleague;
let bea: Colleague;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  [ada, bea] = await Promise.all([
    openColleague(house, 'Ada Synthetic'),
    openColleague(house, 'Bea Synthetic', ['SUPERVISOR']),
  ]);
});
afterAll(() => house.close());

const aReport = (input?: string, more: { readonly category?: string } = {}) =>
  fileReport(house, { ...(input !== undefined && { inputs: [input] }), ...more });
const named = ({ id, reference }: { id: string; reference: string }) => ({
  ...{ reportId: id, reportReference: reference },
});
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('the lists', () => {
  it('are counted for whoever asks, and listed by the same words', async () => {
    const { id } = await aReport();
    await ada.ask('POST', `/v1/reports/${id}/claim`, {});
    const counts = async ({ ask }: Colleague) =>
      Object.fromEntries(
        (await ask('GET', '/v1/reports/lists')).body.data.map((row: any) => [row.list, row.count]),
      );
    expect(await counts(ada)).toMatchObject({ mine: 1, refused: 0, put_aside: 0 });
    expect(await counts(bea)).toMatchObject({ mine: 0 });
    const { body } = await ada.ask('GET', '/v1/reports?list=mine');
    expect(body.data.map((row: any) => row.id)).toEqual([id]);
    const unknown = await ada.ask('GET', '/v1/reports?list=theirs');
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/list']);
  });
});

describe('the search by an address', () => {
  const search = (input: string) => ada.ask('POST', '/v1/reports/search', { input });

  it('finds reports of the same content, however its address is written', async () => {
    const earlier = await aReport('https://youtu.be/SEARCHED_01');
    const later = await aReport('https://www.youtube.com/watch?v=SEARCHED_01');
    await aReport('https://youtu.be/SEARCHED_02');
    const { status, body } = await search('see https://m.youtube.com/watch?v=SEARCHED_01&t=3');
    expect(status).toBe(200);
    expect(body.data.map((row: any) => row.reference)).toEqual([later.reference, earlier.reference]);
    expect((await search('https://youtu.be/SEARCHED_03')).body).toEqual({ data: [] });
  });

  it.each([
    ['a person', 'https://www.instagram.com/synthetic.name/', 'SEARCH.NAMES_PERSON'],
    ['no address', 'Synthetic words', /^TARGET\./],
    ['a short link', 'https://bit.ly/synthetic', /^TARGET\./],
  ])('says why it finds nothing by %s, and the way out', async (_what, input, code) => {
    await aReport('https://www.instagram.com/synthetic.name/');
    const { status, body } = await search(input);
    expect([status, body.errors[0].pointer]).toEqual([422, '/input']);
    expect(body.errors[0].code).toEqual(typeof code === 'string' ? code : expect.stringMatching(code));
    expect(body.detail).not.toContain('ynthetic');
  });

  it('leaves nothing of what was pasted in the log and in the record', async () => {
    await search('https://youtu.be/CANARYpaste');
    const { rows } = await house.database.pool.query(
      `SELECT act, operation, subject FROM audit_entries WHERE operation = 'searchReports' ORDER BY position DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ act: 'READ', operation: 'searchReports', subject: [] }]);
    expect(JSON.stringify(house.log.lines)).not.toContain('CANARYpaste');
  });
});

describe('one act on many reports', () => {
  const bulk = (body: object, { ask } = ada) => ask('POST', '/v1/reports/bulk', body);

  it('is done or refused one by one, with why, and stands in the record once with all of them', async () => {
    const [free, taken] = [await aReport(), await aReport()];
    await bea.ask('POST', `/v1/reports/${taken.id}/claim`, {});
    const gone = 'rep_01kb0000000000000000000000';
    const { status, body } = await bulk({ act: 'CLAIM', reports: [free.id, taken.id, gone, free.id] });
    expect(status).toBe(200);
    expect(body).toEqual({
      done: 1,
      data: [
        { ...free, done: true, code: null, detail: null },
        { ...taken, done: false, code: 'CLAIM.TAKEN', detail: expect.stringContaining('Bea Synthetic') },
        { id: gone, reference: null, done: false, code: 'REPORT.NOT_FOUND', detail: expect.any(String) },
      ].map(({ id, reference, done, code, detail }: any) => ({
        ...{ id, reference, done, code, detail, noted: null },
      })),
    });
    const { rows } = await house.database.pool.query(
      `SELECT act, subject FROM audit_entries WHERE operation = 'actOnReports'`,
    );
    expect(rows).toEqual([{ act: 'CHANGE', subject: ['CLAIM', free.id, taken.id, gone] }]);
  });

  it('is done to all that a filter leaves, which can be counted before', async () => {
    for (let n = 0; n < 3; n += 1) await aReport(undefined, { category: 'HATE' });
    expect((await ada.ask('GET', '/v1/reports/count?category=HATE')).body).toEqual({ count: 3, more: false });
    const filter = { category: 'HATE' };
    expect((await bulk({ act: 'HAND_OVER', filter, to: bea.id })).body.done).toBe(3);
    const handed = await bea.ask('GET', '/v1/reports?category=HATE&claim=mine');
    expect(handed.body.data).toHaveLength(3);
    expect((await bulk({ act: 'RELEASE', filter })).body.done).toBe(0);
    expect((await bulk({ act: 'RELEASE', filter }, bea)).body.done).toBe(3);
    expect((await bulk({ act: 'SNOOZE', filter, until: inDays(2) })).body.done).toBe(3);
    const aside = await bea.ask('GET', '/v1/reports?category=HATE&list=put_aside');
    expect(aside.body.data).toHaveLength(3);
  });

  it('takes along a note for whoever takes care next, where one may be written', async () => {
    const [ordinary, grave] = [await aReport(), await aReport(undefined, { category: 'CSAM' })];
    const reports = [ordinary.id, grave.id];
    const note = 'CANARYnote: synthetic words for a colleague.';
    await bulk({ act: 'CLAIM', reports });
    const { body } = await bulk({ act: 'HAND_OVER', reports, to: bea.id, note });
    expect(body.data.map(({ done, noted }: any) => [done, noted])).toEqual([
      [true, true],
      [true, false],
    ]);
    const handedOver = async ({ ask }: Colleague) => (await ask('GET', '/v1/hand-overs')).body.data;
    const at = expect.any(String);
    expect(await handedOver(bea)).toEqual([
      { ...named(ordinary), by: 'Ada Synthetic', at, note, contentFor: null },
      { ...named(grave), by: 'Ada Synthetic', at, note: null, contentFor: ['ANALYST'] },
    ]);
    expect(await handedOver(ada)).toEqual([]);
    const { body: notes } = await bea.ask('GET', `/v1/reports/${ordinary.id}/notes`);
    expect(notes.data).toMatchObject([{ text: note, by: 'Ada Synthetic' }]);
    const row = async () => (await bea.ask('GET', '/v1/reports?list=mine')).body.data[0];
    expect((await row()).claim).toMatchObject({ name: 'Bea Synthetic', handedOverBy: 'Ada Synthetic' });
    const { rows } = await house.database.pool.query('SELECT text::text FROM report_notes');
    expect(JSON.stringify([rows, house.log.lines])).not.toContain('CANARYnote');

    await bulk({ act: 'CLAIM', reports }, bea);
    expect(await handedOver(bea)).toEqual([]);
    expect((await row()).claim).toMatchObject({ handedOverBy: null });
    await bulk({ act: 'RELEASE', reports, note }, bea);
    const { body: more } = await ada.ask('GET', `/v1/reports/${ordinary.id}/notes`);
    expect(more.data.map(({ by }: any) => by)).toEqual(['Ada Synthetic', 'Bea Synthetic']);
  });

  it.each([
    ['neither reports nor a filter', { act: 'CLAIM' }, '/reports'],
    ['both', { act: 'CLAIM', reports: ['rep_01kb0000000000000000000000'], filter: {} }, '/reports'],
    ['an id that is none', { act: 'CLAIM', reports: ['UF-2026-000001'] }, '/reports/0'],
    ['a filter that is none', { act: 'CLAIM', filter: { list: 'theirs' } }, '/filter/list'],
    ['nobody to hand over to', { act: 'HAND_OVER', filter: {} }, '/to'],
    ['a stranger to hand over to', { act: 'HAND_OVER', filter: {}, to: 'per_x' }, '/to'],
    ['a note for nobody', { act: 'CLAIM', filter: {}, note: 'Synthetic.' }, '/note'],
    ['no time to come back', { act: 'SNOOZE', filter: {} }, '/until'],
    ['a time that has passed', { act: 'SNOOZE', filter: {}, until: '2001-01-01T00:00:00Z' }, '/until'],
    ['another act', { act: 'ERASE', filter: {} }, '/act'],
  ])('is refused as a whole with %s', async (_what, body, pointer) => {
    const answer = await bulk(body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe('saved views', () => {
  const view = { name: 'Synthetic view', filter: { list: 'refused', platform: 'youtube' } };

  it('are kept for whoever saves them, and by supervisors for everybody', async () => {
    const own = await ada.ask('POST', '/v1/views', view);
    expect([own.status, own.body]).toEqual([201, { id: expect.any(String), ...view, shared: false }]);
    const shared = await bea.ask('POST', '/v1/views', { ...view, shared: true });
    expect((await ada.ask('GET', '/v1/views')).body.data).toEqual([own.body, shared.body]);
    expect((await bea.ask('GET', '/v1/views')).body.data).toEqual([shared.body]);
    const refused = await ada.ask('POST', '/v1/views', { ...view, shared: true });
    expect([refused.status, refused.body.code]).toEqual([403, 'ACCESS.ROLE']);
    const remove = async ({ ask }: Colleague, { body }: typeof own) =>
      (await ask('DELETE', `/v1/views/${body.id}`)).status;
    expect(await remove(ada, shared)).toBe(404);
    expect(await remove(bea, own)).toBe(404);
    expect([await remove(ada, own), await remove(bea, shared)]).toEqual([204, 204]);
  });

  it('hold filters of the list alone, and end at fifty', async () => {
    const refused = await ada.ask('POST', '/v1/views', { name: 'Synthetic', filter: { colour: 'red' } });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/filter/colour']);
    for (let n = 0; n < 50; n += 1) await ada.ask('POST', '/v1/views', view);
    const more = await ada.ask('POST', '/v1/views', view);
    expect([more.status, more.body.code]).toEqual([409, 'VIEW.TOO_MANY']);
  });
});

describe('the list', () => {
  it('leaves out categories that are not asked for, and so does what is done to all that it leaves', async () => {
    const unwanted = await aReport(undefined, { category: 'VOYEURISM' });
    const other = await aReport(undefined, { category: 'IMPERSONATION' });
    const ids = async (query: string) =>
      (await ada.ask('GET', `/v1/reports?limit=200&${query}`)).body.data.map((row: any) => row.id);
    expect(await ids('exceptCategories=VOYEURISM,CSAM')).toContain(other.id);
    expect(await ids('exceptCategories=VOYEURISM,CSAM')).not.toContain(unwanted.id);
    expect(await ids('category=VOYEURISM&exceptCategories=VOYEURISM')).toEqual([]);
    const count = async (query: string): Promise<number> =>
      (await ada.ask('GET', `/v1/reports/count?${query}`)).body.count;
    expect(await count('')).toBe(
      (await count('exceptCategories=VOYEURISM')) + (await count('category=VOYEURISM')),
    );
    const filter = { category: 'VOYEURISM', exceptCategories: 'VOYEURISM' };
    const { body } = await ada.ask('POST', '/v1/reports/bulk', { act: 'CLAIM', filter });
    expect(body.data).toEqual([]);
  });
});
