import { openHouse, type House } from '../support/house.js';

const hourMs = 3_600_000;
const secret = 'synthetic-secret-explanation';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.scenario('facebook', {}, [{ afterMs: 0, until: 'reminder', reply: 'removed' }]);
});
afterAll(async () => {
  expect(JSON.stringify(house.log.lines)).not.toContain(secret);
  await house.close();
});

/** A critical report of one post: 24 hours to acknowledge, 48 to decide, round the clock. */
async function file(more: object = {}) {
  const input = `https://www.facebook.com/synthetic.page/posts/${String(Date.now()).padStart(15, '1')}`;
  const { body, status } = await house.request<any>('POST', '/v1/reports', {
    ...{ category: 'SEXTORTION', targets: [{ input }], explanation: secret, goodFaith: true },
    ...{ caller: { role: 'VICTIM' }, language: 'fr', ...more },
  });
  expect([status, body.code]).toEqual([201, undefined]);
  const report = async () => (await house.request<any>('GET', `/v1/reports/${body.id}`)).body;
  const submission = async () => (await report()).submissions[0];
  const told = async () => {
    const timeline = await house.request<any>('GET', `/v1/reports/${body.id}/events?limit=200`);
    return timeline.body.data
      .filter(({ type }: { type: string }) => /sla_breached|escalated/.test(type))
      .map(({ detail: { expectation, step, outcome } }: any) => expectation ?? `${step} ${outcome}`);
  };
  return { id: body.id, input, report, submission, told };
}

const listed = async (query: string) =>
  (await house.request<any>('GET', `/v1/reports?${query}`)).body.data.map(({ id }: { id: string }) => id);

it('reminds a silent platform in its thread once its time is up, and stops when it decides', async () => {
  const { id, input, submission, told } = await file();
  await house.settle();
  const { clock, sla } = await submission();
  expect([sla, clock.whose, clock.expectation]).toEqual(['ON_TRACK', 'PLATFORM', 'ACKNOWLEDGEMENT']);
  const before = house.simulator.received('facebook').length;
  const notice = house.simulator.received('facebook').at(-1) as any;

  await house.pass(25 * hourMs);
  await house.until('the acknowledgement is overdue', async () => (await told()).length === 1);
  expect(await told()).toEqual(['ACKNOWLEDGEMENT']);
  expect(await listed('sla=BREACHED')).toContain(id);
  expect(await listed('sla=ON_TRACK')).not.toContain(id);

  await house.pass(23 * hourMs);
  await house.until('it was reminded', async () => (await told()).includes('REMINDER DONE'));
  const [reminder, ...others] = house.simulator.received('facebook').slice(before) as any[];
  expect(others).toEqual([]);
  expect(reminder.body.subject).toMatch(/^Re: \[UF-.*rappel/);
  expect(reminder.body.references).toEqual([notice.body.messageId]);
  expect(reminder.text).not.toContain(secret);
  expect(reminder.text).not.toContain(input);

  await house.until('it decides', async () => (await submission()).word === 'removed');
  await house.pass(500 * hourMs);
  await house.settle();
  expect(await told()).toEqual(['ACKNOWLEDGEMENT', 'DECISION', 'REMINDER DONE']);
  expect(await submission()).toMatchObject({
    sla: 'ON_TRACK',
    clock: null,
    escalation: { nextStepAt: null },
  });
});

it('leaves reminding of a form to staff, tells supervisors, and drafts a complaint that it never sends', async () => {
  const channels = { facebook: 'facebook-legal-form' };
  const { id, input, report, submission, told } = await file({ channels, regime: 'DSA_ART16' });
  expect((await submission()).clock).toMatchObject({ whose: 'STAFF', expectation: 'FIRST_LOOK' });
  const path = `/v1/submissions/${(await submission()).id}`;
  const draft = (query = '') => house.request<any>('GET', `${path}/routes/DSC_ART53/draft${query}`);
  expect((await house.request('POST', `${path}/handoff`, {})).status).toBe(200);
  expect([(await draft()).status, (await draft()).body.code]).toEqual([409, 'REMEDY.NOT_OFFERED']);
  const before = house.simulator.received('facebook').length;

  await house.pass(49 * hourMs);
  await house.until('it is left to staff', async () => (await told()).includes('REMINDER BY_HAND'));
  expect((await report()).escalated).toBe(false);
  await house.pass(169 * hourMs);
  await house.until('a complaint is drafted', async () => (await told()).includes('REGULATOR_DRAFT DONE'));
  expect((await report()).escalated).toBe(true);
  expect(await listed('escalated=true')).toContain(id);
  expect(await listed('escalated=false')).not.toContain(id);

  const drafted = await draft('?language=nl');
  expect([drafted.status, drafted.body.language]).toEqual([200, 'nl']);
  expect(drafted.body.text).toContain((await submission()).reference);
  for (const told of [secret, input, 'https://']) expect(drafted.body.text).not.toContain(told);
  expect((await draft('?language=xx')).status).toBe(422);
  expect(house.simulator.received('facebook')).toHaveLength(before);
});
