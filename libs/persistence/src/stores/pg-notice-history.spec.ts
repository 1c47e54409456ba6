import type { KnownNotices } from '#application';
import { PgNoticeHistory, type NoticeLike } from '#persistence';
import { openSchema, type Schema } from '../../../../test/support/schema.js';

const hourMs = 3_600_000;
const known: KnownNotices = {
  ...{ platform: 'youtube', channel: 'youtube-form', category: 'SEXTORTION', regime: 'DSA_ART22' },
  ...{ usually: { fromHours: 48, toHours: 144 }, judged: 17, actedOn: 14 },
};
const notice: NoticeLike = {
  ...{ platform: 'youtube', channel: 'youtube-form', category: 'SEXTORTION', regime: 'DSA_ART22' },
  mode: 'armed',
};
const actedOn = { count: 14, of: 17 };

let schema: Schema;
let history: PgNoticeHistory;
beforeEach(async () => {
  schema = await openSchema();
  history = new PgNoticeHistory(schema.pool);
});
afterEach(() => schema.drop());

it('is counted by one of all who ask at once, for each mode, and again once its time is over', async () => {
  const claims = () => Promise.all(Array.from({ length: 8 }, () => history.claim('armed', hourMs)));
  expect((await claims()).filter(Boolean)).toHaveLength(1);
  expect(await history.claim('rehearsed', hourMs)).toBe(true);
  await schema.pass(hourMs - 60_000);
  expect((await claims()).filter(Boolean)).toHaveLength(0);
  await schema.pass(60_000);
  expect((await claims()).filter(Boolean)).toHaveLength(1);
});

it('tells how long decisions usually take, and how often notices like one were acted on, in the order of the question', async () => {
  await history.keep('armed', [known]);
  expect(await history.of([{ ...notice, category: 'HATE' }, notice, notice])).toEqual([
    null,
    { usually: { fromHours: 48, toHours: 144 }, actedOn },
    { usually: { fromHours: 48, toHours: 144 }, actedOn },
  ]);
  expect(await history.of([])).toEqual([]);
});

it.each<[string, Partial<KnownNotices>, Partial<NoticeLike>, object | null]>([
  ['four judged', { judged: 4, actedOn: 4, usually: null }, {}, null],
  [
    'five judged and too few decided this way',
    { usually: null, judged: 5, actedOn: 0 },
    {},
    { usually: null, actedOn: { count: 0, of: 5 } },
  ],
  ['another channel', {}, { channel: 'youtube-mail' }, { usually: null, actedOn }],
  ['no channel', {}, { channel: null }, { usually: null, actedOn }],
  ['another category', {}, { category: 'GROOMING' }, null],
  ['another regime', {}, { regime: 'USER' }, null],
  ['another platform', {}, { platform: 'facebook' }, null],
  ['another mode', {}, { mode: 'rehearsed' }, null],
])('keeps to notices like it, and to five cases: %s', async (_what, seen, like, told) => {
  await history.keep('armed', [{ ...known, ...seen }]);
  expect(await history.of([{ ...notice, ...like }])).toEqual([told]);
});

it('keeps what is known now in place of what was, of one mode alone', async () => {
  const other = { ...known, category: 'GROOMING' };
  await history.keep('rehearsed', [known]);
  await history.keep('armed', [known, other]);
  await history.keep('armed', [{ ...known, judged: 20, actedOn: 5, usually: null }]);
  expect(
    await history.of([notice, { ...notice, category: 'GROOMING' }, { ...notice, mode: 'rehearsed' }]),
  ).toEqual([{ usually: null, actedOn: { count: 5, of: 20 } }, null, { usually: known.usually, actedOn }]);
  await history.keep('armed', []);
  expect(await history.of([notice])).toEqual([null]);
});
