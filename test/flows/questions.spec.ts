import { openHouse, type House } from '../support/house.js';

const secret = 'synthetic-answer-text';
const targets = {
  snapchat: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  youtube: 'https://youtu.be/SYNTHETIC_1',
};

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  expect(JSON.stringify(house.log.lines)).not.toContain(secret);
  await house.close();
});

/** A report with one target, whose platform asks something. */
async function asked(steps: readonly object[] = [{ afterMs: 0, reply: 'information_requested' }]) {
  await house.scenario('snapchat', {}, steps);
  const id = await file(targets.snapchat);
  const report = async () => (await house.request<any>('GET', `/v1/reports/${id}`)).body;
  const submission = async () => (await report()).submissions[0];
  const stands = (word: string) =>
    house.until(`the submission stands at ${word}`, async () => (await submission()).word === word);
  await stands('info_requested');
  const path = `/v1/submissions/${(await submission()).id}`;
  const answer = (body: unknown, headers = {}) =>
    house.request<any>('POST', `${path}/information`, body, headers);
  return { id, report, submission, stands, answer, path };
}

async function file(input: string): Promise<string> {
  const { body } = await house.request<any>('POST', '/v1/reports', {
    ...{ category: 'CYBERBULLYING', targets: [{ input }], explanation: 'Synthetic explanation.' },
    ...{ goodFaith: true, caller: { role: 'PARENT' }, language: 'nl' },
  });
  return body.id;
}

describe('what a platform asks', () => {
  it('is answered in its own thread, and then decided', async () => {
    const { id, answer, submission, stands } = await asked();
    expect((await submission()).question).toEqual({ askedAt: expect.any(String), answer: null });
    const { status, body, headers } = await answer({ text: secret });
    expect([status, headers.get('idempotent-replayed')]).toEqual([200, 'false']);
    expect(body.submissions[0].question.answer).toEqual({
      ...{ state: 'QUEUED', code: null, givenAt: expect.any(String) },
    });
    await stands('under_review');
    expect((await submission()).question.answer.state).toBe('SENT');

    const [notice, sent] = house.simulator.received('snapchat').slice(-2) as any[];
    expect(sent.text).toContain(secret);
    expect(sent.text).not.toContain('Synthetic explanation.');
    expect(sent.body.subject).toContain(`Re: ${/\[.*\]/.exec(notice.body.subject)?.[0]}`);
    expect(sent.body.references).toEqual([expect.stringMatching(/@/)]);
    expect(sent.body.references).not.toContain(notice.body.messageId);

    await stands('removed');
    const { body: timeline } = await house.request<any>('GET', `/v1/reports/${id}/events`);
    const types = timeline.data.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => /info|under_review|decided/.test(type))).toEqual([
      'submission.info_requested',
      'submission.info_supplied',
      'submission.under_review',
      'submission.decided',
    ]);
    expect(JSON.stringify([timeline, body])).not.toContain(secret);
  });

  it('waits with its answer while the platform is stopped, and tells nobody twice', async () => {
    const { answer, submission, stands } = await asked();
    const before = house.simulator.received('snapchat').length;
    await house.request('POST', '/v1/platforms/snapchat/stop');
    const headers = { 'idempotency-key': 'synthetic-key' };
    expect((await answer({ text: secret }, headers)).status).toBe(200);
    const again = await answer({ text: secret }, headers);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect((await answer({ text: 'another' }, headers)).body.code).toBe('IDEMPOTENCY_KEY.REUSED');
    expect((await answer({ text: secret })).body.code).toBe('INFORMATION.ON_ITS_WAY');
    await house.worker().sweep();
    expect((await submission()).question.answer.state).toBe('QUEUED');
    await house.request('POST', '/v1/platforms/snapchat/rehearse');
    await stands('removed');
    expect(house.simulator.received('snapchat')).toHaveLength(before + 1);
  });

  it('may be answered elsewhere', async () => {
    const { answer, report } = await asked();
    const { status, body } = await answer({ givenElsewhere: true });
    expect([status, body.submissions[0].decision]).toEqual([200, 'INFO_SUPPLIED']);
    expect((await report()).attention).toEqual([]);
    expect((await answer({ givenElsewhere: true })).body).toMatchObject({
      ...{ code: 'SUBMISSION.NOT_NOW', status: 409, detail: expect.stringContaining('INFO_SUPPLIED') },
    });
  });

  it('is answered where it was asked, if a machine cannot', async () => {
    await house.scenario('youtube', {}, [{ afterMs: 0, fault: 'silence' }]);
    const id = await file(targets.youtube);
    const submission = async () => (await house.request<any>('GET', `/v1/reports/${id}`)).body.submissions[0];
    await house.until('it is sent', async () => (await submission()).word === 'sent');
    const path = `/v1/submissions/${(await submission()).id}`;
    await house.request('POST', `${path}/reply`, { decision: 'INFO_REQUESTED' });
    const { body } = await house.request<any>('POST', `${path}/information`, { text: secret });
    expect(body).toMatchObject({ status: 409, code: 'INFORMATION.BY_HAND' });
    expect(body.detail).toContain('givenElsewhere');
  });
});

it.each<[what: string, body: unknown, pointer: string]>([
  ['nothing', {}, '/text'],
  ['both', { text: 'a', givenElsewhere: true }, '/text'],
  ['an empty text', { text: '' }, '/text'],
  ['blanks', { text: ' \n ' }, '/text'],
  ['a text that is too long', { text: 'a'.repeat(5_001) }, '/text'],
  ['a text that is none', { text: 7 }, '/text'],
  ['null', { text: null }, '/text'],
  ['half an emoji', { text: '\ud83d' }, '/text'],
  ['a denial', { givenElsewhere: false }, '/givenElsewhere'],
  ['another field', { text: 'a', to: 'somebody' }, '/to'],
])('refuses %s as an answer and names the field', async (_what, body, pointer) => {
  const path = '/v1/submissions/sub_01kb0000000000000000000000/information';
  const answer = await house.request<any>('POST', path, body);
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ pointer, detail: expect.stringMatching(/\w/) }]);
});

it('knows no submission that is not there', async () => {
  for (const id of ['sub_01kb0000000000000000000000', 'rep_01kb0000000000000000000000', 'x']) {
    const { body } = await house.request<any>('POST', `/v1/submissions/${id}/information`, { text: 'a' });
    expect(body).toMatchObject({ status: 404, code: 'SUBMISSION.NOT_FOUND' });
  }
});
