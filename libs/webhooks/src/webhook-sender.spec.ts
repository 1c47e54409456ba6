import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import type { LookupAll } from './guarded-agents.js';
import { newWebhookSecret, signWebhook } from './sign-webhook.js';
import { WebhookSender, type WebhookSenderOptions } from './webhook-sender.js';

const opened: { close(): unknown }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((each) => each.close())));

const loopback = ['127.0.0.1'];
const nowMs = Date.UTC(2026, 10, 23, 12, 0, 0);

function aSender(options: WebhookSenderOptions = {}): WebhookSender {
  const sender = new WebhookSender({
    allowAddresses: loopback,
    deadlineMs: 5_000,
    nowMs: () => nowMs,
    ...options,
  });
  opened.push(sender);
  return sender;
}

const send = (sender: WebhookSender, url: string) =>
  sender.send({
    url: `${url}/hook?canary`,
    headers: { 'webhook-id': 'evt_synthetic' },
    body: '{"synthetic":true}',
  });

/** A real HTTP server on loopback, with what reached it. */
async function aConsumer(answer: http.RequestListener, host = '127.0.0.1') {
  const received: { method: string; path: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') });
      answer(request, response);
    });
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  const { port, close } = await listen(server, host);
  opened.push({ close: () => (server.closeAllConnections(), close()) });
  return { url: `http://${host}:${port}`, port, received, connections: () => connections };
}

/** A TCP server that says whatever it likes. `closed` settles when the first connection has ended. */
async function aSocketServer(talk: (socket: net.Socket) => void) {
  const sockets: net.Socket[] = [];
  let end: () => void;
  const closed = new Promise<void>((resolve) => (end = resolve));
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('close', () => end());
    socket.on('error', () => socket.destroy());
    socket.once('data', () => talk(socket));
  });
  const { port, close } = await listen(server, '127.0.0.1');
  opened.push({ close: () => (sockets.forEach((socket) => socket.destroy()), close()) });
  return { url: `http://127.0.0.1:${port}`, closed, sockets };
}

async function listen(server: net.Server, host: string) {
  server.listen(0, host);
  await once(server, 'listening');
  const close = () => new Promise((done) => server.close(done));
  return { port: (server.address() as AddressInfo).port, close };
}

const answering = (status: number, headers: http.OutgoingHttpHeaders = {}): http.RequestListener => {
  return (_request, response) => response.writeHead(status, headers).end('synthetic answer');
};

/** Writes one byte whenever the last one has left, for as long as the socket lives. */
function drip(socket: net.Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 2);
  socket.on('close', () => clearInterval(timer));
}

describe('WebhookSender with an honest consumer', () => {
  it('posts exactly the body that was signed, so that the consumer can verify it', async () => {
    const consumer = await aConsumer(answering(200));
    const secret = newWebhookSecret();
    const body = ' {"type": "submission.sent", "text": "synthetic é 🙂" }\n';
    const headers = signWebhook({
      secrets: [secret],
      id: 'evt_synthetic',
      timestampSeconds: Math.floor(Date.now() / 1_000),
      body,
    });
    const result = await aSender().send({ url: `${consumer.url}/hook?a=b`, headers: { ...headers }, body });
    expect(result).toEqual({
      ...{ outcome: 'delivered', status: 200, durationMs: expect.any(Number) },
      ...{ phases: expect.any(Object), answer: 'synthetic answer' },
    });
    const [request] = consumer.received;
    expect(request).toMatchObject({ method: 'POST', path: '/hook?a=b', body });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Uniflag-Webhooks/1',
    });
    expect(
      new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>),
    ).toEqual(JSON.parse(body));
  });

  it.each([
    [202, {}, { outcome: 'delivered' }],
    [206, {}, { outcome: 'delivered' }],
    [400, {}, { outcome: 'rejected', errorClass: 'status' }],
    [410, {}, { outcome: 'gone', errorClass: 'status' }],
    [429, { 'retry-after': '120' }, { outcome: 'rejected', errorClass: 'status', retryAfterMs: 120_000 }],
    [
      503,
      { 'retry-after': 'Mon, 23 Nov 2026 12:01:30 GMT' },
      { outcome: 'rejected', errorClass: 'status', retryAfterMs: 90_000 },
    ],
    [
      503,
      { 'retry-after': '999999' },
      { outcome: 'rejected', errorClass: 'status', retryAfterMs: 86_400_000 },
    ],
    [500, { 'retry-after': 'soon' }, { outcome: 'rejected', errorClass: 'status' }],
    [400, { 'webhook-delivery': 'abort-message' }, { outcome: 'aborted', errorClass: 'status' }],
    [410, { 'webhook-delivery': 'abort-message' }, { outcome: 'gone', errorClass: 'status' }],
    [200, { 'webhook-delivery': 'abort-message' }, { outcome: 'delivered' }],
    [500, { 'webhook-delivery': 'synthetic' }, { outcome: 'rejected', errorClass: 'status' }],
  ])('reads %i %j', async (status, headers, expected) => {
    const consumer = await aConsumer(answering(status, headers));
    expect(await send(aSender(), consumer.url)).toEqual({
      ...{ status, durationMs: expect.any(Number), phases: expect.any(Object) },
      ...{ answer: 'synthetic answer', ...expected },
    });
  });

  it('times a connection it makes, and none that was kept', async () => {
    const consumer = await aConsumer(answering(200));
    const sender = aSender();
    const url = `http://localhost:${consumer.port}`;
    const [first, second] = [await send(sender, url), await send(sender, url)];
    const aTime = expect.any(Number);
    expect(first.phases).toEqual({ dnsMs: aTime, connectMs: aTime, tlsMs: null, firstByteMs: aTime });
    expect(second.phases).toEqual({ dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: aTime });
  });

  it('shows where a consumer that never answers took its time', async () => {
    const { url } = await aSocketServer(() => undefined);
    expect(await send(aSender({ deadlineMs: 500 }), url)).toMatchObject({
      phases: { dnsMs: null, connectMs: expect.any(Number), firstByteMs: null },
    });
  });

  it('keeps the first 8 kB of an answer, whatever its status says', async () => {
    const consumer = await aConsumer((_request, response) =>
      response.writeHead(200).end(`{"error":"synthetic"}${'é'.repeat(10_000)}`),
    );
    const { outcome, answer = '' } = await send(aSender(), consumer.url);
    expect([outcome, answer.startsWith('{"error":"synthetic"}é')]).toEqual(['delivered', true]);
    // A letter that was cut in two is shown as one that is not known.
    expect(Buffer.byteLength(answer)).toBeLessThan(8_192 + 3);
    expect(answer.length).toBeGreaterThan(4_000);
  });

  it('keeps the connection for the next delivery', async () => {
    const consumer = await aConsumer(answering(200));
    const sender = aSender();
    for (let index = 0; index < 5; index += 1) await send(sender, consumer.url);
    expect([consumer.received.length, consumer.connections()]).toEqual([5, 1]);
  });

  it('tries once more when the consumer closed the kept connection meanwhile', async () => {
    const answered = new WeakSet<net.Socket>();
    const consumer = await aConsumer((request, response) => {
      if (answered.has(request.socket)) return request.socket.destroy();
      answered.add(request.socket);
      return response.end();
    });
    const sender = aSender();
    await send(sender, consumer.url);
    expect(await send(sender, consumer.url)).toMatchObject({ outcome: 'delivered', status: 200 });
    expect(consumer.connections()).toBe(2);
  });

  it('uses no proxy of the environment', async () => {
    const [consumer, proxy] = [await aConsumer(answering(200)), await aConsumer(answering(200))];
    const before = { ...process.env };
    Object.assign(process.env, {
      http_proxy: proxy.url,
      HTTP_PROXY: proxy.url,
      ALL_PROXY: proxy.url,
      no_proxy: '',
    });
    try {
      expect(await send(aSender(), consumer.url)).toMatchObject({ outcome: 'delivered' });
    } finally {
      process.env = before;
    }
    expect([consumer.received.length, proxy.received.length]).toEqual([1, 0]);
  });
});

describe('WebhookSender with a hostile consumer', () => {
  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const trap = await aConsumer(answering(200));
    for (const location of [trap.url, 'http://169.254.169.254/latest/meta-data/', '//169.254.169.254/']) {
      const consumer = await aConsumer(answering(status, { location }));
      expect(await send(aSender(), consumer.url)).toMatchObject({
        outcome: 'rejected',
        status,
        errorClass: 'redirect',
      });
    }
    expect(trap.received).toEqual([]);
  });

  it('gives up on one that never answers', async () => {
    const { url, closed } = await aSocketServer(() => undefined);
    expect(await send(aSender({ deadlineMs: 40 }), url)).toMatchObject({
      outcome: 'timedOut',
      errorClass: 'deadline',
    });
    await closed;
  });

  it('gives up on one that drips its headers, however steadily', async () => {
    const { url, closed } = await aSocketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-drip: ');
      drip(socket, 'a');
    });
    expect(await send(aSender({ deadlineMs: 500 }), url)).toMatchObject({
      outcome: 'timedOut',
      errorClass: 'deadline',
    });
    await closed;
  });

  it('takes the 200 of one that drips its body, and leaves at the deadline', async () => {
    const { url, closed } = await aSocketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n');
      drip(socket, 'a');
    });
    const result = await send(aSender({ deadlineMs: 500 }), url);
    expect(result).toMatchObject({ outcome: 'delivered', status: 200 });
    expect(result.durationMs).toBeLessThan(2_000);
    await closed;
  });

  it('cuts a body of 1 GB at 64 KiB, and keeps 8 kB of it', async () => {
    const { url, closed, sockets } = await aSocketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n');
      const chunk = Buffer.alloc(16_384, 'a');
      const pump = () => {
        while (!socket.destroyed && socket.bytesWritten < 1_073_741_824 && socket.write(chunk));
      };
      socket.on('drain', pump);
      pump();
    });
    const { outcome, answer } = await send(aSender(), url);
    expect([outcome, answer]).toEqual(['delivered', 'a'.repeat(8_192)]);
    await closed;
    expect(sockets[0]?.bytesWritten).toBeLessThan(10_485_760);
  });

  it('asks for nothing packed, and waits for the end of a bomb as the few bytes that it is', async () => {
    const bomb = gzipSync(Buffer.alloc(10_485_760));
    expect(bomb.length).toBeLessThan(65_536);
    const consumer = await aConsumer((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(bomb),
    );
    const { outcome, durationMs, answer } = await send(aSender({ deadlineMs: 300 }), consumer.url);
    // Unpacked it would have been cut at 64 KiB, at once.
    expect([outcome, durationMs >= 290, answer]).toEqual(['delivered', true, undefined]);
    expect(consumer.received[0]?.headers['accept-encoding']).toBe('identity');
  });

  it.each([
    ['closes without a word', '', 'reset'],
    ['closes in the middle of the headers', 'HTTP/1.1 200 OK\r\nx-cut: ', 'reset'],
    ['speaks another protocol', 'SSH-2.0-synthetic\r\n', 'malformedAnswer'],
    [
      'sends 100 kB of headers',
      `HTTP/1.1 200 OK\r\nx-bomb: ${'a'.repeat(100_000)}\r\n\r\n`,
      'malformedAnswer',
    ],
    [
      'sends 2,000 headers',
      `HTTP/1.1 200 OK\r\n${'x-bomb: synthetic\r\n'.repeat(2_000)}\r\n`,
      'malformedAnswer',
    ],
  ])('is unreachable to one that %s, and asks it once', async (_what, words, errorClass) => {
    let requests = 0;
    const { url } = await aSocketServer((socket) => {
      requests += 1;
      socket.end(words);
    });
    expect(await send(aSender(), url)).toMatchObject({ outcome: 'unreachable', errorClass });
    expect(requests).toBe(1);
  });

  it('takes the 200 of one that resets the connection after its headers', async () => {
    const { url } = await aSocketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
    });
    expect(await send(aSender(), url)).toMatchObject({ outcome: 'delivered', status: 200 });
  });

  it('is unreachable where nobody listens', async () => {
    const { port, close } = await listen(net.createServer(), '127.0.0.1');
    await close();
    const result = await send(aSender(), `http://127.0.0.1:${port}`);
    expect(result).toMatchObject({ outcome: 'unreachable', errorClass: 'connect' });
  });

  it('ends what is under way when it is closed', async () => {
    const sender = aSender();
    const { url } = await aSocketServer(() => sender.close());
    expect(await send(sender, url)).toMatchObject({ outcome: 'unreachable', errorClass: 'reset' });
  });
});

describe('WebhookSender and names', () => {
  const resolvingTo = (...rounds: readonly string[][]): LookupAll & { asked: number } => {
    const lookup = (_name: string, _options: unknown, callback: Parameters<LookupAll>[2]) => {
      const addresses = rounds[Math.min(lookup.asked, rounds.length - 1)] ?? [];
      lookup.asked += 1;
      process.nextTick(
        callback,
        null,
        addresses.map((address) => ({ address, family: net.isIP(address) })),
      );
    };
    lookup.asked = 0;
    return lookup;
  };

  it('connects to the address it has checked, under the name of the consumer', async () => {
    const consumer = await aConsumer(answering(200));
    const sender = aSender({ lookup: resolvingTo(['127.0.0.1']) });
    expect(await send(sender, `http://hooks.example.org:${consumer.port}`)).toMatchObject({
      outcome: 'delivered',
    });
    expect(consumer.received[0]?.headers.host).toBe(`hooks.example.org:${consumer.port}`);
  });

  it('is not fooled by a name that moves to another address between two connections', async () => {
    const closing = await aConsumer(answering(200, { connection: 'close' }));
    const trap = await aConsumer(answering(200), '127.0.0.2');
    const lookup = resolvingTo(['127.0.0.1'], ['127.0.0.2'], ['127.0.0.1', '127.0.0.2'], ['169.254.169.254']);
    const sender = aSender({ lookup });
    expect(await send(sender, `http://hooks.example.org:${closing.port}`)).toMatchObject({
      outcome: 'delivered',
    });
    for (let round = 0; round < 3; round += 1)
      expect(await send(sender, `http://hooks.example.org:${trap.port}`)).toMatchObject({
        outcome: 'blocked',
        errorClass: 'addressNotPublic',
      });
    expect([lookup.asked, trap.connections(), closing.connections()]).toEqual([4, 0, 1]);
  });

  it('reaches no address of this machine or its networks unless allowed', async () => {
    const trap = await aConsumer(answering(200));
    const ipv4 = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '①②⑦.0.0.1',
      '0.0.0.0',
      'localhost',
    ];
    const ipv6 = ['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::7f00:1]', '[64:ff9b::7f00:1]'];
    const sender = aSender({ allowAddresses: [], allowPorts: [trap.port] });
    for (const host of [...ipv4, ...ipv6])
      expect(await send(sender, `https://${host}:${trap.port}`)).toMatchObject({
        outcome: 'blocked',
        errorClass: 'addressNotPublic',
      });
    expect(trap.connections()).toBe(0);
  });

  it('lets a name of a public address have neither plain http nor another port, whatever the allow list holds', async () => {
    const sender = aSender({ allowAddresses: ['10.0.0.0/8'], lookup: resolvingTo(['8.8.8.8']) });
    expect(await send(sender, 'http://hooks.example.org')).toMatchObject({
      outcome: 'blocked',
      errorClass: 'httpsRequired',
    });
    expect(await send(sender, 'https://hooks.example.org:22')).toMatchObject({
      outcome: 'blocked',
      errorClass: 'portNotAllowed',
    });
  });

  it.each([
    ['ftp://hooks.example.org', 'httpsRequired'],
    ['http://hooks.example.org', 'httpsRequired'],
    ['https://user:secret@hooks.example.org', 'url'],
    ['no address', 'url'],
  ])('does not try %s', async (url, errorClass) => {
    const lookup = resolvingTo(['127.0.0.1']);
    const sender = aSender({ allowAddresses: [], lookup });
    expect(await send(sender, url)).toMatchObject({ outcome: 'blocked', errorClass });
    expect(lookup.asked).toBe(0);
  });

  it('is unreachable where the name has no address', async () => {
    const failing: LookupAll = (_name, _options, callback) =>
      callback(Object.assign(new Error('canary'), { code: 'EAI_AGAIN' }), []);
    for (const lookup of [failing, resolvingTo([])])
      expect(await send(aSender({ lookup }), 'https://hooks.example.org')).toMatchObject({
        outcome: 'unreachable',
        errorClass: 'dns',
      });
  });

  it('counts a slow name server into the deadline', async () => {
    const sender = aSender({ deadlineMs: 30, lookup: () => undefined });
    expect(await send(sender, 'https://hooks.example.org')).toMatchObject({
      outcome: 'timedOut',
      errorClass: 'deadline',
    });
  });

  it('never tells the address or the headers of the answer', async () => {
    const consumer = await aConsumer((_request, response) =>
      response.writeHead(500, { canary: 'canary' }).end(),
    );
    const results = [
      await send(aSender(), consumer.url),
      await send(aSender(), 'http://10.0.0.1'),
      await send(aSender({ lookup: () => undefined, deadlineMs: 20 }), 'https://canary.example.org'),
    ];
    expect(JSON.stringify(results)).not.toMatch(/canary|127\.0|10\.0|http/);
  });
});
