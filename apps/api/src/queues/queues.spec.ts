import type { Role } from '#core';
import { openHouse, type House } from '../../../../test/support/house.js';
import { addKey, withKey } from '../../../../test/support/keys.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
});
afterAll(() => house.close());

const queues = async (role: Role) =>
  house.request<any>('GET', '/v1/queues', undefined, withKey(await addKey(house, [role])));

it('tells what waits, where and since when, and nothing of what was reported', async () => {
  const before = Date.now();
  for (const each of [1, 2])
    await house.request('POST', '/v1/reports', {
      category: 'CYBERBULLYING',
      targets: [{ input: `https://www.instagram.com/p/CANARY${each}/` }],
      ...{ explanation: 'Synthetic CANARY.', goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
    });
  await house.request('POST', '/v1/platforms/facebook/stop');
  const { status, body } = await queues('ADMINISTRATOR');
  expect(status).toBe(200);
  const of = (key: string) => body.platforms.find(({ platform }: any) => platform === key);
  expect(of('instagram')).toMatchObject({
    ...{ mode: 'rehearsed', heldUntil: null, heldBecause: null },
    waits: [{ wait: 'DUE', count: 2 }],
  });
  const [{ firstAt }] = of('instagram').waits;
  expect(Math.abs(Date.parse(firstAt) - before)).toBeLessThan(60_000);
  expect(of('facebook')).toMatchObject({ mode: 'stopped', waits: [] });
  expect(body.platforms).toHaveLength(5);
  expect(body.overdue).toEqual({ count: 0, oldestSeconds: 0 });
  expect(body.common.map(({ queue }: any) => queue)).toEqual(['WAKE_UPS', 'REPLIES', 'WEBHOOKS']);
  expect(body.common[0].count).toBeGreaterThan(0);
  expect(JSON.stringify(body)).not.toMatch(/CANARY|rep_|sub_|UF-/);
});

it('says what is left lying', async () => {
  await house.pass(3 * 60_000);
  const { body } = await queues('SUPERVISOR');
  expect(body.overdue.count).toBe(2);
  expect(body.overdue.oldestSeconds).toBeGreaterThanOrEqual(179);
});

it.each<[Role, number]>([
  ['SUPERVISOR', 200],
  ['ADMINISTRATOR', 200],
  ['STAFF', 403],
  ['INTEGRATOR', 403],
  ['AUDITOR', 403],
])('is for those who keep the workers running: %s is answered %i', async (role, status) => {
  expect((await queues(role)).status).toBe(status);
});
