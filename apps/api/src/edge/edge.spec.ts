import { openHouse, type House } from '../../../../test/support/house.js';
import { sendRaw } from '../../../../test/support/raw-request.js';
import { WindowedCounts } from './rate-limits.js';
import { isDeeperThan } from './request-shape.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({
    hasWorker: false,
    env: {
      UNIFLAG_API__PUBLIC_URL: 'https://uniflag.example.org',
      UNIFLAG_API__HEADERS_TIMEOUT_MS: '200ms',
      UNIFLAG_API__REQUEST_TIMEOUT_MS: '400ms',
      UNIFLAG_API__RATE_LIMITS__PER_CALLER: '4',
      UNIFLAG_API__RATE_LIMITS__PER_ADDRESS: '60',
      UNIFLAG_API__SECURITY_TXT__CONTACTS: 'mailto:security@example.org,https://example.org/report',
      UNIFLAG_API__SECURITY_TXT__EXPIRES: '2027-06-30T00:00:00Z',
    },
  });
});
afterAll(() => house.close());

/** Asks as somebody whom nobody counted yet. */
const asStranger = (method: string, path: string, body?: string, headers = {}) =>
  house.request<any>(method, path, body, { authorization: `Bearer ${Math.random()}`, ...headers });

describe('what is no request', () => {
  const head = 'POST /v1/reports HTTP/1.1\r\nHost: uniflag.invalid\r\nContent-Type: application/json\r\n';
  it.each([
    [
      'headers that do not end',
      'GET / HTTP/1.1\r\nHost: uniflag.invalid\r\nX-Slow: ',
      408,
      'REQUEST.TOO_SLOW',
    ],
    ['a body that does not end', `${head}Content-Length: 100\r\n\r\n{`, 408, 'REQUEST.TOO_SLOW'],
    [
      'headers too large',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'REQUEST.HEADERS_TOO_LARGE',
    ],
    ['another protocol', '\x16\x03\x01\x02\r\n\r\n', 400, 'REQUEST.UNREADABLE'],
    [
      'two lengths of one body',
      `${head}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
      400,
      'REQUEST.UNREADABLE',
    ],
    [
      'a length and chunks',
      `${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'REQUEST.UNREADABLE',
    ],
    [
      'an address that is none',
      'GET /%zz HTTP/1.1\r\nHost: uniflag.invalid\r\nConnection: close\r\n\r\n',
      400,
      'ADDRESS.INVALID',
    ],
  ])('is refused in our own words: %s', async (_what, bytes, status, code) => {
    const answer = await sendRaw(house.apiUrl, bytes);
    const [headers = '', body = ''] = answer.split('\r\n\r\n');
    expect(headers).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(headers.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(Object.keys(JSON.parse(body))).toEqual(['type', 'title', 'status', 'detail', 'code']);
    expect(JSON.parse(body)).toMatchObject({ status, code });
  });

  it('is no mishap of ours', () => {
    expect(house.log.of('request.failed')).toEqual([]);
  });
});

describe('a request of a shape that nothing takes', () => {
  it.each([
    ['nested without end', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'BODY.TOO_DEEP'],
    ['a prototype', '{"__proto__": {"isStaff": true}}', 400, 'BODY.NOT_JSON'],
    [
      'a prototype of a constructor',
      '{"constructor": {"prototype": {"isStaff": true}}}',
      400,
      'BODY.NOT_JSON',
    ],
  ])('is refused before its values are looked at: %s', async (_what, body, status, code) => {
    const answer = await asStranger('POST', '/v1/session', body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each(['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'text/xml', 'image/png'])(
    'is refused with the reason: %s',
    async (type) => {
      const answer = await asStranger('POST', '/v1/session', 'x', { 'content-type': type });
      expect([answer.status, answer.body.code]).toEqual([415, 'BODY.MEDIA_TYPE']);
      expect(answer.body.detail).toContain('Videos are never taken');
    },
  );

  it('takes a hundred parameters and names a hundred mistakes', async () => {
    const query = Array.from({ length: 101 }, (_, index) => `p${index}=1`).join('&');
    expect((await asStranger('GET', `/v1/session?${query}`)).body.code).toBe('QUERY.TOO_MANY');
    const fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${index}`, 1]));
    const answer = await asStranger('POST', '/v1/session', JSON.stringify(fields));
    expect([answer.status, answer.body.errors.length]).toEqual([422, 100]);
  });

  it('is measured in levels', () => {
    expect(isDeeperThan(2, { a: [1] })).toBe(false);
    expect(isDeeperThan(2, { a: [{}] })).toBe(true);
  });
});

describe('security.txt', () => {
  it('names whom to tell, and until when that holds', async () => {
    const response = await fetch(`${house.apiUrl}/.well-known/security.txt`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await response.text()).trim().split('\n')).toEqual([
      'Contact: mailto:security@example.org',
      'Contact: https://example.org/report',
      'Expires: 2027-06-30T00:00:00Z',
      'Preferred-Languages: en, fr, nl, de',
      'Canonical: https://uniflag.example.org/.well-known/security.txt',
    ]);
  });
});

describe('how much one may ask', () => {
  it('is told, and refused beyond it with the time to wait; others go on', async () => {
    const key = { authorization: `Bearer ${house.apiKey}` };
    const answers = [];
    for (let asked = 0; asked < 5; asked += 1)
      answers.push(await house.request<any>('GET', '/v1/platforms', undefined, key));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"address";q=60;w=60, "caller";q=4;w=60');
    expect(answers[3]?.headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+, "caller";r=0;t=\d+$/);
    expect(answers[4]?.body.code).toBe('REQUEST.TOO_MANY');
    expect(Number(answers[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await asStranger('GET', '/v1/platforms')).status).toBe(401);
  });

  it('counts an address as a whole, and never those who ask for health', async () => {
    const codes = new Set<string>();
    for (let asked = 0; asked < 60; asked += 1)
      codes.add((await asStranger('GET', '/v1/platforms')).body.code);
    expect(codes).toEqual(new Set(['ACCESS.KEY_NEEDED', 'REQUEST.TOO_MANY']));
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect((await fetch(`${house.apiUrl}${path}`)).status).toBe(200);
  });

  it('begins anew with each window, whatever the wall clock does', () => {
    let nowMs = 0;
    const counts = new WindowedCounts(1_000, () => nowMs);
    expect(counts.add('a')).toEqual({ count: 1, endsInMs: 1_000 });
    nowMs = 999;
    expect(counts.add('a')).toEqual({ count: 2, endsInMs: 1 });
    expect(counts.add('b').count).toBe(1);
    nowMs = 1_000;
    expect(counts.add('a')).toEqual({ count: 1, endsInMs: 1_000 });
  });

  it('never fills the memory: beyond fifty thousand, all others count as one', () => {
    const counts = new WindowedCounts(1_000, () => 0);
    for (let index = 0; index < 50_000; index += 1) counts.add(String(index));
    expect([counts.add('new').count, counts.add('newer').count, counts.add('7').count]).toEqual([1, 2, 2]);
  });
});
