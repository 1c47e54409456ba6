import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { accepts, apiIsReady, greetsSmtp, untilReady } from './readiness.js';

const servers: (Server | HttpServer)[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function portOf(server: Server | HttpServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function anApi(status: number, body: string): Promise<number> {
  const answer = createHttpServer((_, response) =>
    response.writeHead(status, { connection: 'close' }).end(body),
  );
  return portOf(answer);
}

it.each([
  ['is ready when it says so', 200, '{"status":"ok"}', true],
  ['is ready while work from before waits for the worker', 200, '{"status":"behind"}', true],
  ['is not ready without its database', 503, '{"code":"DATABASE.UNAVAILABLE"}', false],
  ['is not ready while something else answers on its port', 200, '<html>', false],
])('an API %s', async (_, status, body, isReady) => {
  expect(await apiIsReady(`http://127.0.0.1:${await anApi(status, body)}`)()).toBe(isReady);
});

it('knows a mail server by its greeting', async () => {
  const greeting = (text: string) => portOf(createServer((socket) => socket.end(text)));
  expect(await greetsSmtp(await greeting('220 mail.invalid ESMTP\r\n'))()).toBe(true);
  expect(await greetsSmtp(await greeting('HTTP/1.1 400\r\n'))()).toBe(false);
});

it('sees that nobody listens', async () => {
  const server = createServer();
  const port = await portOf(server);
  expect(await accepts('127.0.0.1', port)()).toBe(true);
  await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
  expect(await accepts('127.0.0.1', port)()).toBe(false);
});

describe('untilReady', () => {
  it('asks until the answer is yes', async () => {
    let asked = 0;
    await untilReady('It', () => Promise.resolve(++asked === 3), { timeoutMs: 60_000, everyMs: 0 });
    expect(asked).toBe(3);
  });

  it('names what did not become ready in time', async () => {
    const never = () => Promise.resolve(false);
    await expect(untilReady('The API', never, { timeoutMs: 0, everyMs: 1 })).rejects.toThrow(
      /^The API was not ready/,
    );
  });

  it('ends with the reason of a stop', async () => {
    const signal = AbortSignal.abort(new Error('asked to end'));
    const waiting = untilReady('It', () => Promise.resolve(false), { timeoutMs: 60_000, signal });
    await expect(waiting).rejects.toThrow('asked to end');
  });
});
