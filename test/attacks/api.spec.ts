import { uuidv7 } from 'uuidv7';
import { PgApiKeys } from '#persistence';
import { newApiKey } from '#security';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({
    hasWorker: false,
    env: { UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: 'false' },
  });
});
afterAll(() => house.close());

const report = {
  category: 'CYBERBULLYING',
  targets: [{ input: 'https://youtu.be/SYNTHETIC_1' }],
  explanation: 'Synthetic explanation.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'en',
};

/** The spellings of an address inside that have fooled others. Sources: the URL standard; RFC 6890; PayloadsAllTheThings, SSRF. */
const addressesInside = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '①②⑦.0.0.1', '127.0.0.1.', '0.0.0.0'],
  ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '192.0.2.1'],
  ...['224.0.0.1', '255.255.255.255', 'localhost', 'api.localhost', 'metadata.google.internal', 'printer'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[::7f00:1]', '[64:ff9b::7f00:1]'],
  ...['[2002:7f00:1::]', '[fe80::1]', '[fd00::1]', '[ff02::1]', '[2001:db8::1]'],
];

describe('an attacker', () => {
  it('sets nothing but what a route takes', async () => {
    const extras = {
      id: 'rep_x',
      status: 'CLOSED',
      mode: 'armed',
      isHeld: false,
      caller_id: 'x',
      reference: 'x',
    };
    for (const [name, value] of Object.entries(extras)) {
      const answer = await house.request<any>('POST', '/v1/reports', { ...report, [name]: value });
      expect([name, answer.status, answer.body.errors]).toEqual([
        ...[name, 422],
        [expect.objectContaining({ pointer: `/${name}`, code: 'FIELD.UNKNOWN' })],
      ]);
    }
    const nested = { ...report, caller: { role: 'PARENT', isStaff: true } };
    const { body } = await house.request<any>('POST', '/v1/reports', nested);
    expect(body.errors).toMatchObject([{ pointer: '/caller/isStaff', code: 'FIELD.UNKNOWN' }]);
  });

  it("is not given another caller's answer by repeating its Idempotency-Key", async () => {
    const { key, prefix, hash } = newApiKey();
    await new PgApiKeys(house.database.pool).add({ id: uuidv7(), name: 'attacker', prefix, hash });
    const endpoint = { url: 'https://hooks.example.org/' };
    const create = (headers: Record<string, string>) =>
      house.request<any>('POST', '/v1/webhooks/endpoints', endpoint, {
        'idempotency-key': 'guessed',
        ...headers,
      });
    const own = await create({});
    const foreign = await create({ authorization: `Bearer ${key}` });
    expect([own.status, foreign.status]).toEqual([201, 201]);
    expect(foreign.body.id).not.toBe(own.body.id);
    expect(foreign.body.secret).not.toBe(own.body.secret);
  });

  it('sends us to no address inside, however it is spelled', async () => {
    const taken = [];
    for (const host of addressesInside) {
      const { status } = await house.request('POST', '/v1/webhooks/endpoints', {
        url: `https://${host}/hook`,
      });
      if (status !== 422) taken.push([host, status]);
    }
    for (const url of [
      'http://example.org/',
      'file:///etc/passwd',
      'gopher://example.org/',
      'https://a@10.0.0.1/',
    ])
      expect((await house.request('POST', '/v1/webhooks/endpoints', { url })).status).toBe(422);
    expect(taken).toEqual([]);
  });

  it('is heard out to a limit', async () => {
    for (const [path, bytes] of [
      ['/v1/session', 1_048_577],
      ['/v1/reports', 8_388_609],
    ] as const) {
      const answer = await house.request<any>('POST', path, ' '.repeat(bytes));
      expect([path, answer.status, answer.body.code]).toEqual([path, 413, 'BODY.TOO_LARGE']);
    }
  });

  it('finds no address in the log, and no key is taken from one', async () => {
    const names = ['apiKey', 'api_key', 'key', 'token', 'access_token', 'authorization'];
    for (const name of names) {
      const { status } = await fetch(`${house.apiUrl}/v1/reports?${name}=${house.apiKey}`);
      expect([name, status]).toEqual([name, 401]);
    }
    await fetch(`${house.apiUrl}/v1/member-links/${house.apiKey}`);
    expect(house.log.of('request.done').length).toBeGreaterThan(names.length);
    expect(JSON.stringify(house.log.lines)).not.toContain(house.apiKey);
  });

  it('finds no answer in a cache', async () => {
    const { body } = await house.request<any>('POST', '/v1/reports', report);
    for (const path of [
      '/v1/reports',
      `/v1/reports/${body.id}`,
      `/v1/reports/${body.id}/events`,
      '/v1/tasks',
    ])
      expect((await house.request('GET', path)).headers.get('cache-control')).toBe('no-store');
  });

  // The last one: its address has to wait a minute then.
  it('is one address, whatever it says it is forwarded for', async () => {
    const guess = async (n: number) => {
      const headers = {
        'x-forwarded-for': `198.51.100.${n}`,
        'x-real-ip': `198.51.100.${n}`,
        forwarded: `for=198.51.100.${n}`,
      };
      const body = { apiKey: `uf_abcdefgh_${'x'.repeat(43)}` };
      return (await house.request('POST', '/v1/session', body, headers)).status;
    };
    const answers = [];
    for (let n = 1; n <= 11; n += 1) answers.push(await guess(n));
    expect(answers).toEqual([...Array<number>(10).fill(401), 429]);
  });
});
