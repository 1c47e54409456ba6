import { openHouse, type House } from '../support/house.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const category = 'CYBERBULLYING';

let house: House;
let count = 0;
beforeAll(async () => {
  house = await openHouse();
  await house.scenario('facebook', {}, [{ afterMs: 0, fault: 'silence' }]);
});
afterAll(() => house.close());

const aReport = () => {
  const input = `https://www.facebook.com/synthetic.page/posts/${String((count += 1)).padStart(15, '1')}`;
  return {
    ...{ category, targets: [{ input }], explanation: 'Synthetic explanation.', goodFaith: true },
    ...{ caller: { role: 'PARENT' }, language: 'en' },
  };
};

async function sent() {
  const { body } = await house.request<any>('POST', '/v1/reports', aReport());
  await house.settle();
  const submission = async () =>
    (await house.request<any>('GET', `/v1/reports/${body.id}`)).body.submissions[0];
  return { id: body.id, reference: body.reference, submission };
}

const listed = async () => (await house.request<any>('GET', '/v1/reports?wait=long')).body.data;

it('learns how long a platform takes, foretells it, and brings up what waits longer', async () => {
  const earlier = [await sent(), await sent(), await sent(), await sent(), await sent()];
  const sixth = await sent();
  const days = [2, 2, 4, 6, 6];
  for (const [place, { submission }] of earlier.entries()) {
    await house.pass(((days[place] ?? 0) - (days[place - 1] ?? 0)) * dayMs);
    const decision = { decision: 'REFUSED', refusalReason: 'NO_POLICY_VIOLATION' };
    const { status } = await house.request(
      'POST',
      `/v1/submissions/${(await submission()).id}/reply`,
      decision,
    );
    expect(status).toBe(200);
  }
  const { dueAt, sentAt } = await sixth.submission();
  const promised = Date.parse(dueAt) - Date.parse(sentAt);
  await house.pass(2 * dayMs);
  expect([await listed(), (await sixth.submission()).wait]).toEqual([[], null]);

  // Another worker finds that an hour has passed since it was counted.
  await house.restartWorker();
  await house.until('it is brought up', async () => (await listed()).length > 0);
  expect(await listed()).toMatchObject([{ id: sixth.id, longWaits: 1, attention: [] }]);
  const { wait, ...is } = await sixth.submission();
  expect(wait).toEqual({
    ...{ fromHours: 48, toHours: 144, longerThanUsual: true },
    usuallyBy: new Date(Date.parse(is.sentAt) + 144 * hourMs).toISOString(),
  });
  expect(Date.parse(is.dueAt) - Date.parse(is.sentAt)).toBe(promised);
  const preview = await house.request<any>('POST', '/v1/reports/preview', aReport());
  expect(preview.body.data).toMatchObject([
    { history: { usually: { fromHours: 48, toHours: 144 }, actedOn: { count: 0, of: 5 } } },
  ]);
  expect((await house.request('GET', '/v1/reports?wait=short')).status).toBe(422);
});
