import { openHouse, type House } from '../../../../test/support/house.js';

let house: House;
beforeEach(async () => {
  house = await openHouse({ hasWorker: false });
});
afterEach(() => house.close());

const testKey = expect.objectContaining({ kind: 'KEY', id: null, name: 'test' });

/** Asks as a page of the console would: with its cookie, never with a key. */
async function fromPage(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${house.apiUrl}${path}`, {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}
const cookieOf = ({ headers }: { readonly headers: Headers }) =>
  headers.get('set-cookie')?.split(';')[0] ?? '';
const signIn = async () => cookieOf(await fromPage('POST', '/v1/session', { apiKey: house.apiKey }));
const aLink = async () => (await house.request<any>('POST', '/v1/session/links')).body.code as string;
const stored = async (sql: string) => (await house.database.pool.query(sql)).rows;

describe('a session', () => {
  it('is opened with a key, does what the key does, and ends when it is told to', async () => {
    const opened = await fromPage('POST', '/v1/session', { apiKey: house.apiKey });
    expect([opened.status, opened.body.isTrial, opened.body.caller]).toEqual([201, true, testKey]);
    expect(Date.parse(opened.body.expiresAt) - Date.now()).toBeGreaterThan(11 * 3_600_000);
    const cookie = cookieOf(opened);
    expect(opened.headers.get('set-cookie')).toBe(`${cookie}; Path=/; HttpOnly; SameSite=Strict`);

    expect((await fromPage('GET', '/v1/session', undefined, { cookie })).body).toEqual(opened.body);
    expect((await fromPage('GET', '/v1/reports', undefined, { cookie })).status).toBe(200);
    expect((await fromPage('DELETE', '/v1/session', undefined, { cookie })).status).toBe(204);
    for (const path of ['/v1/session', '/v1/reports']) {
      const after = await fromPage('GET', path, undefined, { cookie });
      expect([after.status, after.body.code]).toEqual([401, 'ACCESS.SIGN_IN']);
    }
    expect((await fromPage('DELETE', '/v1/session', undefined, { cookie })).status).toBe(204);
  });

  it('keeps its token from everybody who reads the tables or the log', async () => {
    const token = (await signIn()).split('=')[1] ?? '';
    expect(token).toHaveLength(43);
    const rows = JSON.stringify(await stored('SELECT * FROM sessions'));
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(Buffer.from(token).toString('hex'));
    expect(JSON.stringify(house.log.lines)).not.toContain(token);
  });

  it('has a token of its own, whatever cookie comes along, and ends the one it replaces', async () => {
    const before = await signIn();
    const after = cookieOf(
      await fromPage('POST', '/v1/session', { apiKey: house.apiKey }, { cookie: before }),
    );
    const planted = cookieOf(
      await fromPage(
        'POST',
        '/v1/session',
        { apiKey: house.apiKey },
        { cookie: `uniflag=${'a'.repeat(43)}` },
      ),
    );
    expect(new Set([before, after, planted, `uniflag=${'a'.repeat(43)}`]).size).toBe(4);
    expect((await fromPage('GET', '/v1/session', undefined, { cookie: before })).status).toBe(401);
    expect(await stored('SELECT id FROM sessions')).toHaveLength(2);
  });

  it('changes nothing for a page of another site', async () => {
    const cookie = await signIn();
    const foreign = { cookie, 'sec-fetch-site': 'cross-site' };
    for (const [method, path] of [
      ['POST', '/v1/platforms/youtube/stop'],
      ['DELETE', '/v1/session'],
      ['POST', '/v1/session'],
    ] as const) {
      const refused = await fromPage(method, path, method === 'POST' ? {} : undefined, foreign);
      expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'ACCESS.CROSS_SITE']);
    }
    expect((await fromPage('GET', '/v1/session', undefined, { cookie })).status).toBe(200);
    expect((await fromPage('POST', '/v1/platforms/youtube/stop', undefined, { cookie })).status).toBe(200);
  });

  it('reads the live stream until it ends, as a key does until it is revoked', async () => {
    const [cookie, other] = [await signIn(), await signIn()];
    const stream = await fetch(`${house.apiUrl}/v1/stream`, { headers: { cookie } });
    const withKey = await fetch(`${house.apiUrl}/v1/stream`, {
      headers: { authorization: `Bearer ${house.apiKey}` },
    });
    await fromPage('DELETE', '/v1/session', undefined, { cookie });
    expect(await stream.text()).toBe('retry: 2000\n\n');
    await house.database.pool.query('UPDATE api_keys SET revoked_at = now()');
    // Looks at once at all streams, as it does every few seconds.
    await fromPage('DELETE', '/v1/session', undefined, { cookie: other });
    expect(await withKey.text()).toBe('retry: 2000\n\n');
  });
});

describe('signing in', () => {
  it.each([
    ['nothing', {}, '/apiKey', 'FIELD.NEEDED'],
    ['two nulls', { apiKey: null, code: null }, '/apiKey', 'FIELD.IS_STRING'],
    ['both at once', { apiKey: 'uf_x', code: 'x' }, '/code', 'FIELD.ONE_OF'],
    ['a number', { apiKey: 7 }, '/apiKey', 'FIELD.IS_STRING'],
    ['a long text', { apiKey: 'x'.repeat(201) }, '/apiKey', 'FIELD.MAX_LENGTH'],
    ['something else', { password: 'x' }, '/password', 'FIELD.UNKNOWN'],
  ])('refuses %s', async (_what, body, pointer, code) => {
    const { status, body: problem } = await fromPage('POST', '/v1/session', body);
    expect([status, problem.errors?.[0]]).toEqual([422, expect.objectContaining({ pointer, code })]);
  });

  it('refuses wrong keys, and after ten everything from that address for a minute', async () => {
    const wrong = () => fromPage('POST', '/v1/session', { apiKey: `uf_abcdefgh_${'x'.repeat(43)}` });
    for (let n = 0; n < 10; n += 1) {
      const { status, body, headers } = await wrong();
      expect([status, body.code, headers.get('set-cookie')]).toEqual([401, 'ACCESS.KEY_WRONG', null]);
    }
    const waits = await fromPage('POST', '/v1/session', { apiKey: house.apiKey });
    expect([waits.status, waits.headers.get('retry-after')]).toEqual([429, '60']);
  });

  it('takes a code once, and answers the same to one that is unknown, used or expired', async () => {
    const [used, expired] = [await aLink(), await aLink()];
    const opened = await fromPage('POST', '/v1/session', { code: used });
    expect([opened.status, opened.body.isTrial, opened.body.caller]).toEqual([201, true, testKey]);
    await house.pass(31 * 60_000);
    const answers = await Promise.all(
      [used, expired, 'a'.repeat(43), 'x'].map((code) => fromPage('POST', '/v1/session', { code })),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array(4).fill([401, 'ACCESS.CODE_SPENT']),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('makes links for keys only: a session would outlive itself', async () => {
    const cookie = await signIn();
    const { status, body } = await fromPage('POST', '/v1/session/links', undefined, { cookie });
    expect([status, body.code]).toEqual([403, 'ACCESS.KEY_ONLY']);
    expect((await fromPage('POST', '/v1/session/links')).status).toBe(401);
  });

  it('says who there is not', async () => {
    const { status, body } = await house.request<any>('GET', '/v1/session');
    expect([status, body.code]).toEqual([401, 'ACCESS.SIGN_IN']);
  });
});

it('is kept to https, and under a name no neighbour can set, where the public address is https', async () => {
  const safe = await openHouse({
    hasWorker: false,
    env: { UNIFLAG_API__PUBLIC_URL: 'https://uniflag.invalid' },
  });
  try {
    const opened = await safe.request('POST', '/v1/session', { apiKey: safe.apiKey });
    expect(opened.headers.get('set-cookie')).toMatch(
      /^__Host-uniflag=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  } finally {
    await safe.close();
  }
});
