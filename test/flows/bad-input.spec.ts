import { openHouse, type House } from '../support/house.js';

const good = {
  category: 'CYBERBULLYING',
  targets: [{ input: 'https://youtu.be/SYNTHETIC_1' }],
  explanation: 'Synthetic explanation.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'en',
};
const { goodFaith: _goodFaith, ...withoutGoodFaith } = good;

describe('bad input', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const reports = async () =>
    (await house.database.pool.query('SELECT count(*)::int AS n FROM reports')).rows[0].n as number;

  it.each([
    [
      'an unknown platform',
      { ...good, targets: [{ input: 'https://platform.example/post/1' }] },
      '/targets/0/input',
      'TARGET.UNKNOWN_HOST',
    ],
    [
      'an opaque link',
      { ...good, targets: [{ input: 'https://fb.watch/SyntheticX/' }] },
      '/targets/0/input',
      'TARGET.SHORT_LINK_MUST_BE_OPENED',
    ],
    ['an unknown category', { ...good, category: 'NO_SUCH' }, '/category', 'CATEGORY.UNKNOWN'],
    [
      'a category that sends nothing',
      { ...good, category: 'UNSURE' },
      '/category',
      'CATEGORY.NOTHING_TO_SEND',
    ],
    ['missing good faith', withoutGoodFaith, '/goodFaith', 'FIELD.EQUALS'],
    ['good faith as text', { ...good, goodFaith: 'true' }, '/goodFaith', 'FIELD.EQUALS'],
    ['no target', { ...good, targets: [] }, '/targets', 'FIELD.ARRAY_MIN_SIZE'],
    [
      '5,001 targets',
      { ...good, targets: Array.from({ length: 5_001 }, () => good.targets[0]) },
      '/targets',
      'FIELD.ARRAY_MAX_SIZE',
    ],
    [
      'an explanation of 100 kB',
      { ...good, explanation: 'x'.repeat(100_000) },
      '/explanation',
      'FIELD.MAX_LENGTH',
    ],
    ['an empty explanation', { ...good, explanation: '' }, '/explanation', 'FIELD.IS_NOT_EMPTY'],
    ['a wrong type', { ...good, explanation: 7 }, '/explanation', 'FIELD.IS_STRING'],
    [
      'targets that are texts',
      { ...good, targets: ['https://youtu.be/SYNTHETIC_1'] },
      '/targets',
      'FIELD.IS_OBJECT',
    ],
    ['targets that are lists', { ...good, targets: [[]] }, '/targets', 'FIELD.IS_OBJECT'],
    ['an unknown field', { ...good, victimName: 'x' }, '/victimName', 'FIELD.UNKNOWN'],
    [
      'an unknown field deep inside',
      { ...good, caller: { role: 'PARENT', name: 'x' } },
      '/caller/name',
      'FIELD.UNKNOWN',
    ],
    ['an unknown ask', { ...good, asks: ['ARREST'] }, '/asks', 'FIELD.IS_IN'],
    ['a NUL byte', { ...good, explanation: 'a\u0000b' }, '/explanation', 'FIELD.CLEAN_TEXT'],
    ['half of an emoji', { ...good, explanation: 'a\ud83db' }, '/explanation', 'FIELD.CLEAN_TEXT'],
    [
      'an explanation longer than the channel takes',
      { ...good, channels: { youtube: 'yt-legal-form' }, explanation: 'x'.repeat(19_000) },
      '/explanation',
      'EXPLANATION.TOO_LONG_FOR_CHANNEL',
    ],
    [
      'an unknown channel',
      { ...good, channels: { youtube: 'yt-magic' } },
      '/channels/youtube',
      'CHANNEL.UNKNOWN',
    ],
    [
      'an unknown platform in channels',
      { ...good, channels: { nowhere: 'x' } },
      '/channels/nowhere',
      'PLATFORM.UNKNOWN',
    ],
    ['a date that is none', { ...good, factsOn: '2026-02-30' }, '/factsOn', 'FIELD.IS_ISO8601'],
    ['a caller without role', { ...good, caller: {} }, '/caller/role', 'FIELD.IS_IN'],
    ['null for a needed field', { ...good, targets: null }, '/targets', 'FIELD.IS_ARRAY'],
  ])('names the field and the way out for %s, and stores nothing', async (_what, body, pointer, code) => {
    const before = await reports();
    const answer = await house.request<any>('POST', '/v1/reports', body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors).toContainEqual({ pointer, code, detail: expect.stringMatching(/\w{3,}.*/) });
    expect(await reports()).toBe(before);
  });

  it.each([
    [
      'JSON that is cut off',
      '{"category": "CSAM"',
      { 'content-type': 'application/json' },
      400,
      'BODY.NOT_JSON',
    ],
    [
      'a prototype trick',
      '{"__proto__": {"admin": true}}',
      { 'content-type': 'application/json' },
      400,
      undefined,
    ],
    ['an empty body', '', { 'content-type': 'application/json' }, 400, undefined],
    ['a list', '[]', { 'content-type': 'application/json' }, 422, undefined],
    ['a bare text', '"x"', { 'content-type': 'application/json' }, 422, undefined],
    [
      '10 MB',
      JSON.stringify({ ...good, explanation: 'x'.repeat(10 * 1_048_576) }),
      { 'content-type': 'application/json' },
      413,
      'BODY.TOO_LARGE',
    ],
    ['a picture', 'x', { 'content-type': 'multipart/form-data; boundary=x' }, 415, 'BODY.MEDIA_TYPE'],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'BODY.MEDIA_TYPE'],
  ])('refuses %s with a problem', async (_what, body, headers, status, code) => {
    const response = await fetch(`${house.apiUrl}/v1/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.apiKey}`, ...headers },
      body,
    });
    const problem = (await response.json()) as any;
    expect(response.status).toBe(status);
    expect(problem).toMatchObject({ status, code: code ?? expect.any(String), detail: expect.any(String) });
  });

  it('takes 5,000 targets at once, gives them page by page, and lists the report as any other', async () => {
    const input = (index: number) => `https://youtu.be/SYN${String(index).padStart(8, '0')}`;
    const targets = Array.from({ length: 5_000 }, (_, index) => ({ input: input(index) }));
    const filed = await house.request<any>('POST', '/v1/reports', { ...good, targets });
    expect(filed.status).toBe(201);
    expect(filed.body).toMatchObject({ submissionsCursor: '500' });
    expect(filed.body.standing).toEqual([expect.objectContaining({ platform: 'youtube', count: 5_000 })]);
    expect(filed.body.submissions).toHaveLength(500);
    const path = `/v1/reports/${filed.body.id}/submissions`;
    const { body: next } = await house.request<any>('GET', `${path}?limit=200&cursor=500`);
    expect(next.data.map((each: any) => each.target.input)).toEqual(
      Array.from({ length: 200 }, (_, index) => input(500 + index)),
    );
    const { body: last } = await house.request<any>('GET', `${path}?cursor=4999&platform=youtube`);
    expect(last).toMatchObject({ data: [{ target: { input: input(4_999) } }], nextCursor: null });
    const { body: list } = await house.request<any>('GET', '/v1/reports?limit=1');
    expect(list.data[0]).toMatchObject({ reference: filed.body.reference, platforms: ['youtube'] });
  }, 60_000);

  it.each([
    ['a page of submissions of no report', '/v1/reports/rep_01kb0000000000000000000000/submissions', 404],
    ['a page behind nothing', '/v1/reports/rep_01kb0000000000000000000000/submissions?cursor=x', 400],
    ['a word that is none', '/v1/reports/rep_01kb0000000000000000000000/submissions?word=gone', 422],
  ])('refuses %s', async (_what, path, status) => {
    expect((await house.request('GET', path)).status).toBe(status);
  });

  it('names each of a megabyte of rubbish, and stores nothing', async () => {
    const before = await reports();
    const targets = Array.from({ length: 1_000 }, () => ({ input: 'rubbish '.repeat(130) }));
    const answer = await house.request<any>('POST', '/v1/reports', { ...good, targets });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toHaveLength(1_000);
    expect(answer.body.errors[999]).toMatchObject({
      pointer: '/targets/999/input',
      code: 'TARGET.NOT_AN_ADDRESS',
    });
    expect(await reports()).toBe(before);
  });

  it.each([
    ['no key', {}],
    ['another scheme', { authorization: 'Basic eDp5' }],
    ['a made-up key', { authorization: `Bearer uf_abcdefgh_${'x'.repeat(43)}` }],
  ])('lets nobody in with %s', async (_what, headers) => {
    const response = await fetch(`${house.apiUrl}/v1/reports`, {
      headers: headers as Record<string, string>,
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['GET', '/v1/reports/rep_doesnotexist', 404],
    ['GET', '/v1/reports/UF-2026-999999', 404],
    ['GET', '/v1/reports?limit=0', 422],
    ['GET', '/v1/reports?nonsense=1', 422],
    ['GET', '/v1/reports?cursor=xyz', 400],
    ['GET', '/v1/events?cursor=xyz', 400],
    ['GET', '/v1/nothing', 404],
    ['POST', '/v1/platforms/nowhere/arm', 404],
    ['POST', '/v1/platforms/facebook/arm', 409],
  ])('answers %s %s with %i', async (method, path, status) => {
    const answer = await house.request<any>(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body.code).toEqual(expect.any(String));
  });

  it('asks for If-Match before an endpoint is changed and refuses a stale one', async () => {
    const { body: endpoint } = await house.request<any>('POST', '/v1/webhooks/endpoints', {
      url: 'http://127.0.0.1:9/hook',
    });
    const path = `/v1/webhooks/endpoints/${endpoint.id}`;
    expect((await house.request('PATCH', path, { state: 'PAUSED' })).status).toBe(428);
    const etag = (await house.request('GET', path)).headers.get('etag') ?? '';
    expect((await house.request('PATCH', path, { state: 'PAUSED' }, { 'if-match': etag })).status).toBe(200);
    expect((await house.request('PATCH', path, { state: 'ACTIVE' }, { 'if-match': etag })).status).toBe(412);
  });

  it('says of every input what it is, in order, without the network', async () => {
    const inputs = [
      'https://youtu.be/SYNTHETIC_1',
      'https://fb.watch/SyntheticX/',
      'https://facebook.com.evil.example/x',
      '',
      '+32 470 12 34 56',
    ];
    const { body } = await house.request<any>('POST', '/v1/targets/resolve', { inputs });
    expect(body.data.map((row: any) => row.outcome)).toEqual([
      'resolved',
      'opaque',
      expect.stringMatching(/unsupported|invalid/),
      'invalid',
      'resolved',
    ]);
    expect(body.data.map((row: any) => row.input)).toEqual(inputs);
  });
});
