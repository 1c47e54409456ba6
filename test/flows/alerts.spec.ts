import { openHouse, type House } from '../support/house.js';
import { zoneWhereItIs } from '../support/local-zone.js';
import { readUntil } from '../support/read-until.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const secret = 'synthetic-secret-explanation';

/** It is 22:00, on a day before a working day. */
let house: House;
beforeAll(async () => {
  house = await openHouse({
    env: {
      UNIFLAG_DEADLINES__WORKING_HOURS__TIME_ZONE: zoneWhereItIs(22),
      UNIFLAG_DEADLINES__WORKING_HOURS__WEEKDAYS: '1,2,3,4,5,6,7',
      UNIFLAG_DEADLINES__WORKING_HOURS__HOLIDAYS_OF: '',
      UNIFLAG_ALERTS__ADDRESSES__TEAM: 'team@staff.simulator.invalid',
      UNIFLAG_ALERTS__ADDRESSES__ON_CALL: 'on-call@staff.simulator.invalid',
      UNIFLAG_ALERTS__ADDRESSES__SUPERVISORS: 'lead@staff.simulator.invalid',
    },
  });
  await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
});
afterAll(async () => {
  expect(JSON.stringify(house.log.lines)).not.toContain(secret);
  expect(JSON.stringify(house.log.lines)).not.toContain('staff.simulator.invalid');
  await house.close();
});

/** A report whose platform asks something; staff are alerted. */
async function asked(category: string, number: number) {
  const input = `https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid0${number}`;
  const { body: report } = await house.request<any>('POST', '/v1/reports', {
    ...{ category, targets: [{ input }], explanation: secret, goodFaith: true },
    ...{ caller: { role: 'PARENT' }, language: 'nl' },
  });
  const alert = async () => (await house.request<any>('GET', `/v1/alerts?report=${report.id}`)).body.data[0];
  await house.until('staff are alerted', async () => (await alert()) !== undefined);
  const mails = () =>
    house.simulator.staffMails().filter(({ subject }) => subject.includes(report.reference));
  const mailed = (to: readonly string[]) =>
    house.until(`mails went to ${to.join(', ')}`, () => {
      const names = mails().map((mail) => mail.to.split('@')[0]);
      return names.sort().join() === [...to].sort().join();
    });
  return { input, report, alert, mails, mailed };
}

it('wakes who is on call for a critical question at 22:00, then others, until somebody takes it', async () => {
  const leaving = new AbortController();
  const stream = await fetch(`${house.apiUrl}/v1/stream`, {
    headers: { authorization: `Bearer ${house.apiKey}` },
    signal: leaving.signal,
  });
  const { input, report, alert, mails, mailed } = await asked('SEXTORTION', 1);
  const streamed = await readUntil(stream, (text) => text.includes('event: alerts.changed\ndata: {}\n\n'));
  expect(streamed).not.toMatch(/id: .*\nevent: alerts\.changed/);
  leaving.abort();

  expect(await alert()).toMatchObject({
    ...{ kind: 'INFORMATION_REQUESTED', urgency: 'CRITICAL', state: 'OPEN', platform: 'snapchat' },
    ...{ reportReference: report.reference, submissionId: report.submissions[0].id, acknowledgedBy: null },
  });
  await house.pass(2 * minuteMs);
  await mailed(['on-call']);
  const [mail] = mails();
  expect(mail?.subject).toBe(`[${report.reference}] Critique : Snapchat demande des informations`);
  expect(mail?.text).toContain(`${house.config.api.publicUrl}/reports/${report.reference}`);
  for (const never of [secret, input, 'SEXTORTION', 'W7_']) expect(mail?.text).not.toContain(never);
  expect(house.simulator.received('snapchat')).toHaveLength(1);

  await house.pass(15 * minuteMs);
  await mailed(['on-call', 'on-call']);
  await house.pass(30 * minuteMs);
  await mailed(['on-call', 'on-call', 'on-call', 'lead']);
  const { id } = await alert();
  const taken = await house.request<any>('POST', `/v1/alerts/${id}/acknowledge`);
  expect([taken.status, taken.body.state, taken.body.acknowledgedBy]).toEqual([200, 'ACKNOWLEDGED', 'test']);
  expect((await house.request<any>('POST', `/v1/alerts/${id}/acknowledge`)).body).toEqual(taken.body);
  await house.pass(1_000 * minuteMs);
  await house.settle();
  expect(mails()).toHaveLength(4);

  const path = `/v1/submissions/${report.submissions[0].id}/information`;
  expect((await house.request('POST', path, { text: 'Synthetic answer.' })).status).toBe(200);
  await house.until('it is over', async () => (await alert()).state === 'DONE');
  const timeline = await house.request<any>('GET', `/v1/reports/${report.id}/events`);
  expect(timeline.body.data.filter(({ type }: any) => type === 'alert.acknowledged')).toMatchObject([
    { submissionId: report.submissions[0].id, detail: { alert: 'INFORMATION_REQUESTED', actor: 'STAFF' } },
  ]);
});

it('lets an ordinary question at 22:00 wait for the morning, and never tells of one that was answered before', async () => {
  const waiting = await asked('CYBERBULLYING', 2);
  const answered = await asked('CYBERBULLYING', 3);
  await house.pass(8 * hourMs);
  await house.settle();
  expect([...waiting.mails(), ...answered.mails()]).toEqual([]);
  const path = `/v1/submissions/${answered.report.submissions[0].id}/information`;
  expect((await house.request('POST', path, { givenElsewhere: true })).status).toBe(200);
  await house.until('it is over', async () => (await answered.alert()).state === 'DONE');
  await house.pass(2 * hourMs);
  await waiting.mailed(['team']);
  expect(answered.mails()).toEqual([]);
});

it('lists alerts by page and state, and says what is wrong with a question', async () => {
  const list = async (query: string) => (await house.request<any>('GET', `/v1/alerts?${query}`)).body;
  const first = await list('limit=2');
  expect(first.data).toHaveLength(2);
  const second = await list(`limit=2&cursor=${first.nextCursor}`);
  const all = [...first.data, ...second.data];
  expect([new Set(all.map(({ id }: any) => id)).size, second.nextCursor]).toEqual([3, null]);
  expect(all.map(({ createdAt }: any) => createdAt)).toEqual(
    all
      .map(({ createdAt }: any) => createdAt)
      .sort()
      .reverse(),
  );
  expect((await list('state=open')).data.map(({ state }: any) => state)).toEqual(['OPEN']);
  expect((await list('state=done')).data).toHaveLength(2);
  expect((await list('state=standing')).data).toHaveLength(1);
  expect(await list('state=nonsense')).toMatchObject({
    ...{ status: 422, errors: [{ pointer: '/state', detail: expect.stringContaining('open') }] },
  });
  const nobody = await house.request<any>('POST', '/v1/alerts/alt_00000000000000000000000000/acknowledge');
  expect([nobody.status, nobody.body.code]).toEqual([404, 'ALERT.NOT_FOUND']);
});

it('says to operators when mails about alerts do not leave', async () => {
  const ready = async () => (await house.request<any>('GET', '/health/ready')).body;
  const metric = async () =>
    /^uniflag_alerts_undelivered (\d+)$/m.exec(await (await fetch(`${house.apiUrl}/metrics`)).text())?.[1];
  expect([(await ready()).undeliveredAlerts, await metric()]).toEqual([0, '0']);
  await house.database.pool.query(
    `INSERT INTO alert_mails (id, report_id, alert_ids, recipient, address, step, message_id, next_try_at, created_at)
     SELECT gen_random_uuid(), report_id, ARRAY[id], 'team', 'x@staff.simulator.invalid', 0, 'x@uniflag.example',
       now() + interval '1 hour', now() - interval '3 minutes' FROM alerts WHERE state = 'OPEN'`,
  );
  expect(await ready()).toMatchObject({ status: 'behind', missing: ['mailServer'], undeliveredAlerts: 1 });
  expect(await metric()).toBe('1');
});
