import net from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { PlatformFault } from '#application';
import { createHttpClient, type HttpAnswer, type HttpCall, type HttpClientOptions } from './http-client.js';

const open: net.Server[] = [];
const sockets = new Set<net.Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of open.splice(0)) await new Promise((done) => server.close(done));
});

/** A TCP server on loopback; `onRequest` gets each connection once its request head has arrived. */
async function aServer(
  onRequest: (socket: net.Socket, head: string) => void,
): Promise<{ port: number; hits: string[] }> {
  const hits: string[] = [];
  const server = net.createServer((socket) => {
    sockets.add(socket);
    let head = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const isFirst = head === '';
      head += chunk.toString('latin1');
      if (isFirst) {
        hits.push(head);
        onRequest(socket, head);
      }
    });
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as net.AddressInfo).port, hits };
}

const answering = (raw: string | Buffer) =>
  aServer((socket) => {
    socket.end(raw);
  });

function reply(status: number, body = '', headers: Record<string, string> = {}): string {
  const all = { 'content-length': String(Buffer.byteLength(body)), connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n${body}`;
}

function aClient(port: number, also: Partial<HttpClientOptions> = {}) {
  return createHttpClient({
    platform: 'example',
    baseUrl: `http://127.0.0.1:${port}/api/`,
    isRehearsal: true,
    allowedHosts: [],
    timeoutMs: 2_000,
    maxResponseBytes: 1_000,
    now: () => Date.UTC(2026, 10, 23, 12),
    ...also,
  });
}

const secret = 'canary-key';
const get: HttpCall = { method: 'GET', path: 'look', query: { key: secret }, isSafe: true };
const post: HttpCall = {
  method: 'POST',
  path: 'notices',
  headers: { authorization: `Bearer ${secret}` },
  body: { json: { url: 'https://video.example/canary-url', text: 'canary-text' } },
  isSafe: false,
};

async function faultOf(work: Promise<unknown>): Promise<PlatformFault> {
  const error = await work.then(
    () => new Error('no fault came'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof PlatformFault)) throw error;
  return error;
}

const ok = (answer: HttpAnswer) => (answer.status === 200 ? answer : undefined);
const asNumber = ({ json }: HttpAnswer) => (typeof json === 'number' ? json : undefined);

describe('an HTTP call', () => {
  it('hands back a complete answer that the caller expects', async () => {
    const { port, hits } = await answering(reply(200, '{"ok":true}', { 'X-Case': '7' }));
    const answer = await aClient(port).ask(post, ok);
    expect(answer).toMatchObject({ status: 200, json: { ok: true }, headers: { 'x-case': '7' } });
    expect(hits[0]).toMatch(/^POST \/api\/notices HTTP/);
  });

  it('encodes query and form', async () => {
    const { port, hits } = await answering(reply(200));
    await aClient(port).ask({ ...post, body: { form: { a: 'b c&d' } }, query: { q: 'é&' } }, ok);
    expect(hits[0]).toMatch(/^POST \/api\/notices\?q=%C3%A9%26 /);
    expect(hits[0]).toContain('application/x-www-form-urlencoded');
    expect(hits[0]).toContain('a=b+c%26d');
  });

  it('follows no redirect', async () => {
    const trap = await answering(reply(200));
    const { port } = await answering(reply(302, '', { location: `http://127.0.0.1:${trap.port}/` }));
    expect((await faultOf(aClient(port).ask(get, ok))).kind).toBe('unreadable');
    expect((await faultOf(aClient(port).ask(post, ok))).kind).toBe('outcomeUnknown');
    expect(trap.hits).toEqual([]);
  });

  it('does not go through a proxy of the environment', async () => {
    const trap = await answering(reply(200));
    const { port } = await answering(reply(200));
    process.env.http_proxy = `http://127.0.0.1:${trap.port}`;
    try {
      await aClient(port).ask(get, ok);
    } finally {
      delete process.env.http_proxy;
    }
    expect(trap.hits).toEqual([]);
  });
});

describe('a call that surely did not arrive is temporary', () => {
  it('when the connection is refused', async () => {
    const { port } = await answering('');
    await new Promise((done) => open.splice(0).forEach((server) => server.close(done)));
    expect(await faultOf(aClient(port).ask(post, ok))).toMatchObject({
      kind: 'temporary',
      code: 'PLATFORM.UNREACHABLE',
    });
  });

  const armed = (host: string, port: number): Partial<HttpClientOptions> => ({
    baseUrl: `https://${host}:${port}/api/`,
    isRehearsal: false,
    allowedHosts: [host],
    timeoutMs: 300,
  });

  it('when there is no such host', async () => {
    expect((await faultOf(aClient(1, armed('nowhere.invalid', 443)).ask(post, ok))).kind).toBe('temporary');
  });

  it('when TLS fails', async () => {
    const { port } = await answering(reply(200));
    expect((await faultOf(aClient(1, armed('127.0.0.1', port)).ask(post, ok))).kind).toBe('temporary');
  });

  it('when TLS never ends before the deadline', async () => {
    const { port } = await aServer(() => undefined);
    expect((await faultOf(aClient(1, armed('127.0.0.1', port)).ask(post, ok))).kind).toBe('temporary');
  });
});

describe('a call without a clear end', () => {
  const cases: [string, (socket: net.Socket) => void, 'temporary' | 'unreadable'][] = [
    ['no answer comes before the deadline', () => undefined, 'temporary'],
    ['the connection is reset', (socket) => socket.resetAndDestroy(), 'temporary'],
    ['the connection ends without an answer', (socket) => socket.end(), 'temporary'],
    ['the head is cut', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'), 'temporary'],
    ['the body is cut', (socket) => socket.end(reply(200, '{', { 'content-length': '50' })), 'temporary'],
    [
      'a body in chunks is cut',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
      'temporary',
    ],
    [
      'the body stops half way',
      (socket) => socket.write(reply(200, '{', { 'content-length': '50' })),
      'temporary',
    ],
    ['a refusal is cut', (socket) => socket.end(reply(400, '{', { 'content-length': '50' })), 'temporary'],
    ['the answer is no HTTP', (socket) => socket.end('\0\0garbage\r\n\r\n'), 'unreadable'],
    ['the answer is too long', (socket) => socket.end(reply(200, '1'.repeat(5_000))), 'unreadable'],
    ['the body is HTML', (socket) => socket.end(reply(200, '<html>200</html>')), 'unreadable'],
    ['the body has the wrong shape', (socket) => socket.end(reply(200, '{"n":1}')), 'unreadable'],
    ['the body is empty', (socket) => socket.end(reply(200)), 'unreadable'],
    [
      'the body is no UTF-8',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
        socket.end(Buffer.from([0xc3, 0x28]));
      },
      'unreadable',
    ],
    [
      'the body is compressed though we take none',
      (socket) => {
        const body = gzipSync('1');
        socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`);
        socket.end(body);
      },
      'unreadable',
    ],
  ];

  it.each(cases)('is unknown for an unsafe call when %s', async (_case, misbehave) => {
    const { port } = await aServer(misbehave);
    const client = aClient(port, { timeoutMs: 200 });
    expect((await faultOf(client.ask(post, asNumber))).kind).toBe('outcomeUnknown');
  });

  it.each(cases)('harms no safe call when %s', async (_case, misbehave, kind) => {
    const { port } = await aServer(misbehave);
    const client = aClient(port, { timeoutMs: 200 });
    expect((await faultOf(client.ask(get, asNumber))).kind).toBe(kind);
  });
});

describe('a complete answer', () => {
  it.each([
    [400, 'refused', 'refused'],
    [401, 'credentials', 'credentials'],
    [403, 'credentials', 'credentials'],
    [404, 'refused', 'refused'],
    [408, 'temporary', 'temporary'],
    [422, 'refused', 'refused'],
    [429, 'rateLimited', 'rateLimited'],
    [500, 'outcomeUnknown', 'temporary'],
    [502, 'outcomeUnknown', 'temporary'],
    [503, 'temporary', 'temporary'],
    [504, 'outcomeUnknown', 'temporary'],
    [204, 'outcomeUnknown', 'unreadable'],
  ])('with status %d is %s for an unsafe call and %s for a safe one', async (status, unsafe, safe) => {
    const { port } = await answering(reply(status));
    expect((await faultOf(aClient(port).ask(post, ok))).kind).toBe(unsafe);
    expect((await faultOf(aClient(port).ask(get, ok))).kind).toBe(safe);
  });

  it.each([429, 503])('with status %d and a wait carries the wait', async (status) => {
    const { port } = await answering(reply(status, '', { 'retry-after': 'Mon, 23 Nov 2026 12:00:42 GMT' }));
    expect(await faultOf(aClient(port).ask(post, ok))).toMatchObject({
      kind: 'rateLimited',
      retryAfterMs: 42_000,
    });
  });

  it('is read in the words of its platform first', async () => {
    const { port } = await answering(reply(400, '{"reason":"slower"}'));
    const client = aClient(port, {
      readFault: ({ json }) =>
        (json as { reason?: string }).reason === 'slower'
          ? { kind: 'rateLimited', code: 'EXAMPLE.SLOWER' }
          : undefined,
    });
    expect(await faultOf(client.ask(post, ok))).toMatchObject({
      kind: 'rateLimited',
      code: 'EXAMPLE.SLOWER',
    });
  });
});

describe('the quota', () => {
  it('keeps a call at home when no units are left', async () => {
    const { port, hits } = await answering(reply(200));
    const client = aClient(port, {
      useQuota: async (call) => call !== 'notices',
      quotaResetInMs: () => 7_000,
    });
    const fault = await faultOf(client.ask({ ...post, quota: 'notices' }, ok));
    expect(fault).toMatchObject({ kind: 'quotaExhausted', retryAfterMs: 7_000 });
    expect(hits).toEqual([]);
    await client.ask({ ...post, quota: 'others' }, ok);
    await client.ask(post, ok);
    expect(hits).toHaveLength(2);
  });
});

describe('where a client may go', () => {
  it.each([
    ['a rehearsed one outside this machine', { baseUrl: 'https://video.example/api/' }],
    ['a rehearsed one at a look-alike of this machine', { baseUrl: 'http://127.0.0.1.video.example/' }],
    [
      'an armed one without TLS',
      { isRehearsal: false, allowedHosts: ['video.example'], baseUrl: 'http://video.example/' },
    ],
    [
      'an armed one at another host',
      { isRehearsal: false, allowedHosts: ['video.example'], baseUrl: 'https://x.example/' },
    ],
    ['a base address without a slash at its end', { baseUrl: 'http://127.0.0.1:1/api' }],
    ['a base address with a user in it', { baseUrl: 'http://canary-user@127.0.0.1:1/api/' }],
  ])('refuses %s', (_case, also) => {
    expect(() => aClient(1, also)).toThrow(/^example: /);
  });

  it.each(['../outside', '/outside', 'https://x.example/', '//x.example/', 'a?b=c', 'a#b'])(
    'refuses the path %s',
    async (path) => {
      await expect(aClient(1).ask({ ...get, path }, ok)).rejects.toThrow('leave the base address');
    },
  );
});

describe('what a fault tells', () => {
  it.each(['', reply(400, 'canary-answer'), reply(200, 'canary-answer'), '\0\0canary-answer'])(
    'never repeats address, key, body or answer',
    async (raw) => {
      const { port } = await answering(raw);
      for (const call of [get, post]) {
        const fault = await faultOf(aClient(port).ask(call, asNumber));
        expect(inspect(fault, { depth: 9, showHidden: true })).not.toMatch(/canary|127\.0\.0\.1|notices/);
        expect(fault.message).toBe(`example: ${fault.code}`);
      }
    },
  );

  it('keeps the short code of the cause', async () => {
    const { port } = await aServer((socket) => socket.resetAndDestroy());
    expect((await faultOf(aClient(port).ask(post, ok))).cause).toEqual({ code: 'ECONNRESET' });
  });
});
