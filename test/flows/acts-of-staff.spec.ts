import { uuidv7 } from 'uuidv7';
import { PgApiKeys } from '#persistence';
import { newApiKey } from '#security';
import { openHouse, type House } from '../support/house.js';

const targets = {
  snapchat: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  instagram: 'https://www.instagram.com/p/Synthetic01/',
};
const secret = 'Synthetic case number 4711';

let house: House;
let secondKey: string;
beforeAll(async () => {
  house = await openHouse();
  for (const platform of Object.keys(targets))
    await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
  const { key, prefix, hash } = newApiKey();
  await new PgApiKeys(house.database.pool).add({ id: uuidv7(), name: 'second', prefix, hash });
  secondKey = key;
});
afterAll(async () => {
  expect(JSON.stringify(house.log.lines)).not.toContain(secret);
  await house.close();
});

const inADay = () => new Date(Date.now() + 86_400_000).toISOString();
const file = async (input: string, more: object = {}) => {
  const { status, body } = await house.request<any>('POST', '/v1/reports', {
    ...{ category: 'CYBERBULLYING', targets: [{ input }], explanation: 'Synthetic explanation.' },
    ...{ goodFaith: true, caller: { role: 'PARENT' }, language: 'nl', ...more },
  });
  expect(status).toBe(201);
  return body;
};
const received = (reference: string) =>
  ['snapchat', 'instagram']
    .flatMap((platform) => house.simulator.received(platform))
    .filter((each) => JSON.stringify(each).includes(reference));
const post = (path: string, body?: unknown, key = house.apiKey) =>
  house.request<any>('POST', `/v1/${path}`, body, { authorization: `Bearer ${key}` });

it('the police come first: filed and held, released by a second person, it leaves', async () => {
  const hold = { reason: 'POLICE_FIRST', until: inADay(), note: secret };
  const { id, reference } = await file(targets.snapchat, { hold });
  await house.settle();
  expect(received(reference)).toEqual([]);
  const { body: held } = await house.request<any>('GET', '/v1/reports?held=true');
  expect(held.data).toMatchObject([{ id, attention: ['blocked'], hold: { overdue: false } }]);
  const mine = await post(`reports/${id}/release`);
  expect([mine.status, mine.body.code]).toEqual([403, 'HOLD.SECOND_PERSON']);
  const theirs = await post(`reports/${id}/release`, undefined, secondKey);
  expect([theirs.status, theirs.body.hold]).toEqual([200, null]);
  const { body: holds } = await house.request<any>('GET', `/v1/reports/${id}/holds`);
  expect(holds.data).toMatchObject([
    { reason: 'POLICE_FIRST', until: hold.until, heldBy: 'test', releasedBy: 'second' },
  ]);
  expect(JSON.stringify(holds)).not.toContain(secret);
  const nowhere = await house.request<any>('GET', '/v1/reports/rep_00000000000000000000000000/holds');
  expect([nowhere.status, nowhere.body.code]).toEqual([404, 'REPORT.NOT_FOUND']);
  await house.settle();
  expect(received(reference)).toHaveLength(1);
  const late = await post(`reports/${id}/hold`, { reason: 'OTHER', until: '2020-01-01' });
  expect([late.status, late.body.errors]).toMatchObject([
    422,
    [{ pointer: '/until', code: 'HOLD.UNTIL_PAST' }],
  ]);
  const again = await post(`reports/${id}/hold`, { reason: 'UNDER_INVESTIGATION', until: inADay() });
  expect(again.body.hold).toMatchObject({
    left: [again.body.submissions[0].id],
    by: 'test',
  });
  const { body: timeline } = await house.request<any>('GET', `/v1/reports/${id}/events`);
  expect(JSON.stringify(timeline)).not.toContain(secret);
  expect(timeline.data.map(({ type }: any) => type)).toEqual(
    expect.arrayContaining(['report.held', 'report.released', 'submission.sent']),
  );
});

it('what left is withdrawn in its thread, and a stopped platform holds that back until it goes on', async () => {
  const { id, reference } = await file(targets.instagram);
  await house.settle();
  expect(received(reference)).toHaveLength(1);
  const waiting = await file(targets.instagram.replace('01', '02'), {
    hold: { reason: 'OTHER', until: inADay() },
  });
  await post('platforms/instagram/stop');
  await post(`reports/${waiting.id}/release`, undefined, secondKey);
  const { body } = await post(`reports/${id}/withdraw`, { reason: 'CALLER_WITHDREW' });
  expect(body).toMatchObject({
    status: 'WITHDRAWN',
    submissions: [{ word: 'withdrawn', withdrawal: { standing: ['NOTICE'], message: { state: 'QUEUED' } } }],
  });
  await house.pass(60_000);
  await house.worker().settled();
  expect([received(reference).length, received(waiting.reference).length]).toEqual([1, 0]);
  await post('platforms/instagram/rehearse');
  await house.settle();
  expect([received(reference).length, received(waiting.reference).length]).toEqual([2, 1]);
  const told = received(reference)[1] as any;
  expect(told.text).toContain(reference);
  expect(JSON.stringify(told)).not.toContain('Synthetic01');
});

it('needs no words to withdraw, and says what is wrong with those that are there', async () => {
  const { id, submissions } = await file(targets.snapchat, { hold: { reason: 'OTHER', until: inADay() } });
  const path = `submissions/${submissions[0].id}/withdraw`;
  const wrong = await post(path, { reason: 'NONE_SUCH' });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/reason']);
  expect((await post(path)).status).toBe(200);
  expect((await post(`reports/${id}/snooze`)).status).toBe(200);
  expect((await post(`reports/${id}/hold`)).status).toBe(422);
  expect((await post('reports/rep_none/withdraw')).status).toBe(404);
});

it('a report is corrected by what was read, and put aside', async () => {
  const { id } = await file(targets.snapchat, { hold: { reason: 'OTHER', until: inADay() } });
  const { headers } = await house.request('GET', `/v1/reports/${id}`);
  const etag = headers.get('etag') ?? '';
  const patch = (body: object, match?: string) =>
    house.request<any>('PATCH', `/v1/reports/${id}`, body, match === undefined ? {} : { 'if-match': match });
  expect((await patch({ category: 'HATE' })).status).toBe(428);
  const corrected = await patch({ category: 'HATE' }, etag);
  expect([corrected.status, corrected.body.category]).toEqual([200, 'HATE']);
  expect(corrected.headers.get('etag')).not.toBe(etag);
  expect((await patch({ category: 'THREAT' }, etag)).status).toBe(412);
  const listed = async (query: string) =>
    (await house.request<any>('GET', `/v1/reports?attention=any${query}`)).body.data.some(
      (each: any) => each.id === id,
    );
  await post(`reports/${id}/snooze`, { until: inADay() });
  expect([await listed(''), await listed('&snoozed=true')]).toEqual([false, true]);
  await post(`reports/${id}/snooze`, {});
  expect([await listed(''), await listed('&snoozed=true')]).toEqual([true, false]);
});

it('what is kept for a reason is erased once that is lifted, and nothing of it can be read any more', async () => {
  const { id, reference } = await file(targets.instagram, {
    ...{ explanation: secret, confidential: ['Synthetic school'] },
  });
  await house.settle();
  const keep = { reason: 'PROCEEDINGS', until: inADay(), note: secret };
  const kept = await house.request<any>('PUT', `/v1/reports/${id}/keep`, keep);
  expect([kept.status, kept.body]).toMatchObject([200, { reason: 'PROCEEDINGS', by: 'test' }]);
  const { body: before } = await house.request<any>('GET', '/v1/retention');
  expect(before.kept).toEqual([{ ...kept.body, reference }]);
  const exported = await house.request<any>('GET', `/v1/reports/${id}/export`);
  expect([exported.status, exported.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(exported.headers.get('content-disposition')).toBe(`attachment; filename="${reference}.json"`);
  expect(exported.body).toMatchObject({
    report: { id, explanation: secret, submissions: [{ word: 'sent' }] },
    ...{ confidential: ['Synthetic school'], holds: [], withdrawals: [], messages: [], replies: [] },
    keeps: [{ reason: 'PROCEEDINGS', note: secret }],
    events: expect.arrayContaining([expect.objectContaining({ type: 'report.kept' })]),
  });
  const wrong = await post(`reports/${id}/erase`, { reference: 'UF-2026-999999' });
  expect([wrong.status, wrong.body.errors]).toMatchObject([422, [{ pointer: '/reference' }]]);
  const refused = await post(`reports/${id}/erase`, { reference });
  expect([refused.status, refused.body.code]).toEqual([409, 'REPORT.KEPT']);
  expect((await house.request('DELETE', `/v1/reports/${id}/keep`)).status).toBe(204);
  expect((await post(`reports/${id}/erase`, { reference })).status).toBe(204);
  const gone = await house.request<any>('GET', `/v1/reports/${id}`);
  expect([gone.status, gone.body.code]).toEqual([410, 'REPORT.ERASED']);
  expect((await house.request('GET', `/v1/reports/${id}/export`)).status).toBe(410);
  const { body: rows } = await house.request<any>('GET', `/v1/reports?q=${reference}`);
  expect(rows.data).toMatchObject([{ reference, counts: { sent: 1 } }]);
  expect(rows.data[0].erasedAt).not.toBeNull();
  const { body: retention } = await house.request<any>('GET', '/v1/retention');
  expect(retention).toMatchObject({
    rules: { isOn: true, webhookAttemptsForMs: 30 * 86_400_000, webhookDeliveriesForMs: 90 * 86_400_000 },
    ...{ due: {}, kept: [] },
    erased: [{ reference, because: 'REQUEST', by: 'test' }],
  });
  const { body: timeline } = await house.request<any>('GET', `/v1/reports/${id}/events`);
  expect(timeline.data.map(({ type }: any) => type)).toEqual(
    expect.arrayContaining(['report.kept', 'report.erased']),
  );
});
