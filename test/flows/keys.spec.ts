import { openHouse, type House } from '../support/house.js';
import { addKey, forgotten, withKey } from '../support/keys.js';

let house: House;
let administrator: string;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  administrator = await addKey(house, ['ADMINISTRATOR']);
}, 60_000);
afterEach(() => jest.restoreAllMocks());
afterAll(() => house.close());

const asAdministrator = (method: string, path: string, body?: unknown) =>
  house.request<any>(method, path, body, withKey(administrator));

describe('API keys', () => {
  it('are made with roles their maker can give, shown once, listed, and end with all that hangs on them', async () => {
    const made = await asAdministrator('POST', '/v1/keys', {
      ...{
        name: 'case system',
        roles: ['INTEGRATOR'],
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    });
    expect([made.status, made.body]).toMatchObject([201, { roles: ['INTEGRATOR'], madeBy: 'ADMINISTRATOR' }]);
    const { key, id, prefix } = made.body;
    expect((await house.request('GET', '/v1/events', undefined, withKey(key))).status).toBe(200);
    expect((await house.request('GET', '/v1/reports', undefined, withKey(key))).status).toBe(403);
    const { body } = await asAdministrator('GET', '/v1/keys');
    expect(body.data[0]).toMatchObject({ id, prefix, name: 'case system', lastUsedAt: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain(key);
    expect((await asAdministrator('DELETE', `/v1/keys/${id}`)).status).toBe(204);
    forgotten();
    expect((await house.request('GET', '/v1/events', undefined, withKey(key))).status).toBe(401);
  });

  it.each([
    ['a role their maker lacks', { roles: ['ANALYST'] }, '/roles', 'KEY.ROLE_NOT_YOURS'],
    ['no role', { roles: [] }, '/roles', 'FIELD.NEEDED'],
    ['an end that has passed', { expiresAt: '2020-01-01' }, '/expiresAt', 'KEY.EXPIRY'],
    ['an end too far away', { expiresAt: '2099-01-01' }, '/expiresAt', 'KEY.EXPIRY'],
  ])('are not made with %s', async (_what, more, pointer, code) => {
    const body = { name: 'synthetic', roles: ['ADMINISTRATOR'], ...more };
    const refused = await asAdministrator('POST', '/v1/keys', body);
    expect([refused.status, refused.body.errors?.[0]]).toMatchObject([422, { pointer, code }]);
  });
});

describe('client credentials', () => {
  const ask = async (form: Record<string, string> | string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${house.apiUrl}/v1/oauth/token`, {
      ...{ method: 'POST', body: new URLSearchParams(form), headers },
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as any };
  };
  const grant = { grant_type: 'client_credentials' };
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });

  it('give a token for a quarter of an hour that does what the key does, or less', async () => {
    const key = await addKey(house, ['STAFF', 'INTEGRATOR']);
    const prefix = key.slice(3, 11);
    const whole = await ask({ ...grant, client_id: prefix, client_secret: key });
    expect(whole).toMatchObject({
      ...{
        status: 200,
        body: { token_type: 'Bearer', expires_in: expect.any(Number), scope: 'STAFF INTEGRATOR' },
      },
    });
    expect([whole.headers.get('cache-control'), whole.body.expires_in > 890]).toEqual(['no-store', true]);
    const token = withKey(whole.body.access_token);
    expect((await house.request('GET', '/v1/reports', undefined, token)).status).toBe(200);
    const less = await ask({ ...grant, scope: 'INTEGRATOR' }, basic(prefix, key));
    expect(less.body.scope).toBe('INTEGRATOR');
    const narrow = withKey(less.body.access_token);
    expect((await house.request('GET', '/v1/reports', undefined, narrow)).status).toBe(403);
    // Neither a session nor a link, which would do all that the key does, and last longer.
    const session = await house.request<any>('POST', '/v1/session', { apiKey: less.body.access_token });
    expect([session.status, session.body.code]).toEqual([401, 'ACCESS.KEY_WRONG']);
    const link = await house.request<any>('POST', '/v1/session/links', undefined, narrow);
    expect([link.status, link.body.code]).toEqual([403, 'ACCESS.KEY_ONLY']);
    await house.pass(16 * 60_000);
    forgotten();
    expect((await house.request('GET', '/v1/reports', undefined, token)).status).toBe(401);
  });

  it('answer as RFC 6749 says', async () => {
    const key = await addKey(house, ['STAFF']);
    const client = { client_id: key.slice(3, 11), client_secret: key };
    const answers = [
      await ask({ ...client }),
      await ask({ ...client, grant_type: 'password' }),
      await ask({ ...client, ...grant, scope: 'ANALYST' }),
      await ask({ ...client, ...grant }, basic(client.client_id, key)),
      await ask({ ...grant, client_id: '00000000', client_secret: key }),
      await ask(`grant_type=client_credentials&grant_type=client_credentials`),
    ];
    expect(answers.map(({ status, body }) => [status, body.error])).toEqual([
      [400, 'invalid_request'],
      [400, 'unsupported_grant_type'],
      [400, 'invalid_scope'],
      [400, 'invalid_request'],
      [401, 'invalid_client'],
      [400, 'invalid_request'],
    ]);
    expect(answers[4]!.headers.get('www-authenticate')).toMatch(/^Basic/);
    for (let n = 0; n < 10; n += 1) await ask({ ...grant, client_id: 'x', client_secret: 'x' });
    expect((await ask({ ...client, ...grant })).status).toBe(429);
  });

  it('take their form on this route alone', async () => {
    const { status } = await house.request('POST', '/v1/keys', 'name=x', {
      ...{ 'content-type': 'application/x-www-form-urlencoded', ...withKey(administrator) },
    });
    expect(status).toBe(415);
  });
});
