import { openHouse, type House } from '../support/house.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const targets = {
  instagram: 'https://www.instagram.com/p/Synthetic01/',
  facebook: 'https://www.facebook.com/synthetic.example/posts/1000000001',
  snapchat: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  youtube: 'https://youtu.be/SYNTHETIC_1',
};

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

async function file(inputs: readonly string[], more: object = {}): Promise<any> {
  const { status, body } = await house.request<any>('POST', '/v1/reports', {
    ...{ category: 'CYBERBULLYING', explanation: 'Synthetic explanation.', goodFaith: true },
    ...{ caller: { role: 'PARENT' }, language: 'fr', targets: inputs.map((input) => ({ input })) },
    translations: { en: 'Synthetic explanation, translated.' },
    ...more,
  });
  expect(status).toBe(201);
  return body;
}
const read = async (id: string) => (await house.request<any>('GET', `/v1/reports/${id}`)).body;
const look = (submissionId: string, body: object) =>
  house.request<any>('POST', `/v1/submissions/${submissionId}/verification`, body);
const looksDue = async () => {
  const { status, body } = await house.request<any>('GET', '/v1/looks');
  expect([status, body.code]).toEqual([200, undefined]);
  return body.data;
};

describe('the picture that returns after eight months', () => {
  it('is seen by a person whose look was due, reopens its report, and is filed again by the earlier reference', async () => {
    await house.scenario('instagram', {}, [{ afterMs: 0, reply: 'removed' }]);
    const { id, reference } = await file([targets.instagram]);
    await house.until(
      'it is said to be removed',
      async () => (await read(id)).submissions[0].word === 'removed',
    );
    await house.settle();
    const [{ id: submissionId, reference: earlierReference, externalRef }] = (await read(id)).submissions;
    expect(await looksDue()).toMatchObject([
      { submissionId, reportReference: reference, platform: 'instagram', by: 'STAFF_OR_MEMBER' },
    ]);
    const gone = await look(submissionId, { seen: 'GONE' });
    expect(gone.body).toMatchObject({ status: 'RESOLVED', submissions: [{ word: 'gone_verified' }] });
    expect(await looksDue()).toEqual([]);

    // A person looks whenever it is due, for eight months: after 1, 3, 7, 14, 30 days, then monthly.
    for (const days of [1, 3, 7, 14, 30, 30, 30, 30, 30, 30, 30]) {
      await house.pass(days * dayMs - hourMs);
      expect(await looksDue()).toEqual([]);
      await house.pass(hourMs);
      expect(await looksDue()).toHaveLength(1);
      expect((await look(submissionId, { seen: 'GONE', by: 'MEMBER' })).body.status).toBe('RESOLVED');
    }
    await house.pass(8 * dayMs);
    const back = await look(submissionId, { seen: 'LIVE' });
    expect(back.body).toMatchObject({
      ...{ status: 'REOPENED', attention: ['reappeared'] },
      submissions: [{ word: 'reappeared', verification: 'REAPPEARED' }],
    });

    const { body: drafts } = await house.request<any>('GET', `/v1/reports/${id}/refile`);
    const [draft] = drafts.data;
    expect(draft).toMatchObject({
      repeats: submissionId,
      platform: 'instagram',
      seenAgain: true,
      byHand: false,
    });
    const said = draft.fields.map(({ value }: { value: string }) => value).join('\n');
    const removedOn = new Date(Date.now() - 243 * dayMs).toISOString().slice(0, 10);
    for (const told of [earlierReference.replace(/-[^-]+$/, ''), externalRef, removedOn])
      expect(said).toContain(told);
    expect(said).toContain('a déjà été supprimé');

    const before = house.simulator.received('instagram').length;
    const headers = { 'idempotency-key': 'synthetic-refiling' };
    const path = `/v1/reports/${id}/refile`;
    expect((await house.request<any>('POST', path, {})).body.errors).toMatchObject([
      { pointer: '/goodFaith' },
    ]);
    const refiled = await house.request<any>('POST', path, { goodFaith: true }, headers);
    expect([refiled.status, refiled.body.status, refiled.body.attention]).toEqual([200, 'IN_PROGRESS', []]);
    const again = await house.request<any>('POST', path, { goodFaith: true }, headers);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await house.request<any>('POST', path, { goodFaith: true })).body.code).toBe(
      'REFILE.NOTHING_REAPPEARED',
    );
    await house.until(
      'the new notice is decided on',
      async () => (await read(id)).submissions[1]?.word === 'removed',
    );
    expect(house.simulator.received('instagram')).toHaveLength(before + 1);
    const [, later] = (await read(id)).submissions;
    expect(later).toMatchObject({ repeats: submissionId, delivery: 'ACKNOWLEDGED' });
    expect((await look(later.id, { seen: 'GONE' })).body.status).toBe('RESOLVED');

    const { body: seen } = await house.request<any>('GET', `/v1/submissions/${submissionId}/observations`);
    expect(seen.data.map((each: any) => [each.seen, each.by])).toEqual([
      ['LIVE', 'STAFF'],
      ...Array.from({ length: 11 }, () => ['GONE', 'MEMBER']),
      ['GONE', 'STAFF'],
    ]);
    const { body: events } = await house.request<any>('GET', `/v1/reports/${id}/events?limit=200`);
    const statuses = events.data
      .filter(({ type }: { type: string }) => type === 'report.status_changed')
      .map(({ status }: { status: string }) => status);
    expect(statuses.slice(-6)).toEqual([
      ...['RESOLVED_UNVERIFIED', 'RESOLVED', 'REOPENED', 'IN_PROGRESS', 'RESOLVED_UNVERIFIED', 'RESOLVED'],
    ]);
  }, 120_000);
});

describe('the post on four platforms at once', () => {
  it('is one report; what each platform says and what is seen stay two things', async () => {
    await house.scenario('youtube', {}, [{ afterMs: 0, fault: 'silence' }]);
    for (const platform of ['instagram', 'facebook', 'snapchat'])
      await house.scenario(platform, {}, [{ afterMs: 0, reply: 'removed' }]);
    const { id } = await file(Object.values(targets));
    const of = async (platform: string) =>
      (await read(id)).submissions.find((each: any) => each.platform === platform);
    for (const platform of ['instagram', 'facebook', 'snapchat'])
      await house.until(
        `${platform} says it is removed`,
        async () => (await of(platform)).word === 'removed',
      );
    await house.until('YouTube was looked up', async () => (await of('youtube')).verification === 'LIVE');
    await house.settle();
    expect((await looksDue()).map((each: any) => each.platform).sort()).toEqual([
      ...['facebook', 'instagram', 'snapchat'],
    ]);
    const list = await house.request<any>('GET', '/v1/reports?look=due');
    expect(list.body.data).toMatchObject([{ id, looksDue: 3 }]);

    const [instagram, facebook, snapchat] = [
      await of('instagram'),
      await of('facebook'),
      await of('snapchat'),
    ];
    await look(instagram.id, { seen: 'GONE' });
    await look(snapchat.id, { seen: 'LIMITED' });
    expect((await look(facebook.id, { seen: 'LIVE' })).body.submissions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: facebook.id, word: 'removed', secondLook: 'PENDING' }),
      ]),
    );
    expect(
      (await house.request('POST', `/v1/submissions/${facebook.id}/still-there`, { text: 'x' })).status,
    ).toBe(409);
    await house.pass(hourMs);
    expect(await looksDue()).toMatchObject([{ submissionId: facebook.id, isSecondLook: true }]);
    const after = await look(facebook.id, { seen: 'LIVE' });
    expect(after.body.attention).toEqual(['not_really_gone']);
    expect((await of('instagram')).word).toBe('gone_verified');
    expect((await of('snapchat')).word).toBe('removed');

    const path = `/v1/submissions/${facebook.id}/still-there`;
    const { body: draft } = await house.request<any>('GET', path);
    expect(draft).toMatchObject({ language: 'fr', byHand: false });
    expect(draft.text).toContain(`Votre référence ${facebook.externalRef}`);
    const sent = house.simulator.received('facebook').length;
    const told = await house.request<any>('POST', path, { text: draft.text });
    expect(told.status).toBe(200);
    await house.until('it was told', async () => (await of('facebook')).reminder.state === 'SENT');
    const message = house.simulator.received('facebook')[sent] as any;
    expect(message.body.subject).toMatch(/^Re: \[UF-.*toujours visible/);
    expect(message.text).toContain("n'est pas une nouvelle notification");
    const { body: events } = await house.request<any>('GET', `/v1/reports/${id}/events?limit=200`);
    expect(events.data.map(({ type }: any) => type)).toContain('submission.reminded');
  }, 60_000);
});

describe('the same content filed again by somebody else', () => {
  it('is named in both reports and in the list, also once its address is erased; a person never is', async () => {
    const profile = 'https://www.instagram.com/synthetic.example/';
    const first = await file([targets.instagram, profile]);
    const second = await file([targets.instagram, profile], { language: 'nl' });
    const relations = async (id: string) =>
      (await read(id)).submissions.map((each: any) => [each.earlierReport, each.laterReports]);
    expect(await relations(first.id)).toEqual([
      [null, [second.reference]],
      [null, []],
    ]);
    expect(await relations(second.id)).toEqual([
      [first.reference, []],
      [null, []],
    ]);
    const { body: list } = await house.request<any>('GET', '/v1/reports');
    expect(list.data.map((row: any) => [row.reference, row.earlierReports, row.laterReports])).toEqual([
      [second.reference, [first.reference], []],
      [first.reference, [], [second.reference]],
    ]);
    await house.settle();
    await house.database.pool.query(
      `UPDATE submissions SET target = NULL, next_check_at = now(), look_due_at = now() - interval '1 day'
       WHERE report_id = (SELECT id FROM reports WHERE reference = $1)`,
      [first.reference],
    );
    expect((await looksDue()).filter((each: any) => each.reportReference === first.reference)).toEqual([]);
    await house.database.pool.query('UPDATE submissions SET next_check_at = NULL');
    const third = await file([targets.instagram]);
    expect(third.submissions[0].earlierReport).toBe(second.reference);
    expect((await relations(second.id))[0]).toEqual([first.reference, [third.reference]]);
  });
});

it.each<[what: string, body: object, pointer: string]>([
  ['nothing', {}, '/seen'],
  ['a look in the future', { seen: 'GONE', observedAt: '2099-01-01T00:00:00Z' }, '/observedAt'],
  ['a look before the report', { seen: 'GONE', observedAt: '2020-01-01' }, '/observedAt'],
  ['a time that is none', { seen: 'GONE', observedAt: 'yesterday' }, '/observedAt'],
  ['an observer who is none', { seen: 'GONE', by: 'PLATFORM_LOOKUP' }, '/by'],
])('refuses %s and names the field', async (_what, body, pointer) => {
  const { submissions } = await file([targets.instagram]);
  const answer = await look(submissions[0].id, body);
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
  const path = `/v1/submissions/${submissions[0].id}/observations`;
  expect((await house.request<any>('GET', path)).body).toEqual({ data: [], nextCursor: null });
  expect(
    (await house.request<any>('GET', '/v1/submissions/sub_01kb0000000000000000000000/observations')).status,
  ).toBe(404);
});
