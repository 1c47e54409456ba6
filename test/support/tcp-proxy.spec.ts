import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

/** Says everything back. */
let echo: Server;
let proxy: TcpProxy;
const clients: Socket[] = [];
beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  proxy = await startTcpProxy({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
});
afterEach(async () => {
  clients.splice(0).forEach((client) => client.destroy());
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

async function aClient(): Promise<Socket> {
  const client = connect(proxy.port, '127.0.0.1');
  clients.push(client);
  await once(client, 'connect');
  return client;
}

/** @returns what comes back, and how long it took */
async function say(client: Socket, text: string): Promise<{ answer: string; tookMs: number }> {
  const beganMs = performance.now();
  client.write(text);
  const [chunk] = (await once(client, 'data')) as [Buffer];
  return { answer: chunk.toString(), tookMs: performance.now() - beganMs };
}

it('carries bytes both ways, and the end of either side', async () => {
  const client = await aClient();
  expect((await say(client, 'synthetic')).answer).toBe('synthetic');
  client.end();
  await once(client, 'close');
  expect(proxy.connections()).toBe(0);
});

it('resets what is open when it is cut, and takes new connections', async () => {
  const client = await aClient();
  await say(client, 'a');
  proxy.cut();
  const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
  expect((await say(await aClient(), 'b')).answer).toBe('b');
});

it('refuses connections until it is healed', async () => {
  await proxy.refuse();
  const [error] = (await once(connect(proxy.port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
  await proxy.heal();
  expect((await say(await aClient(), 'c')).answer).toBe('c');
});

it('lets nothing pass while it is frozen, also on new connections, and everything afterwards', async () => {
  const old = await aClient();
  await say(old, 'before');
  proxy.freeze();
  const heard: string[] = [];
  const fresh = await aClient();
  for (const client of [old, fresh]) {
    client.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
    client.write('held');
  }
  // A round trip beside the proxy: what could have come has come.
  const beside = connect((echo.address() as AddressInfo).port, '127.0.0.1');
  clients.push(beside);
  await say(beside, 'beside');
  expect(heard).toEqual([]);
  const both = Promise.all([once(old, 'data'), once(fresh, 'data')]);
  await proxy.heal();
  await both;
  expect(heard).toEqual(['held', 'held']);
});

it('does not tell the server of a client that left while it was frozen', async () => {
  const client = await aClient();
  await say(client, 'd');
  const open = () => new Promise<number>((resolve) => echo.getConnections((_, count) => resolve(count)));
  proxy.freeze();
  client.destroy();
  await once(client, 'close');
  expect(await open()).toBe(1);
  await proxy.heal();
  while ((await open()) > 0) await new Promise((resolve) => setImmediate(resolve));
});

it('keeps what it has forgotten silent for ever, and carries new connections', async () => {
  const old = await aClient();
  await say(old, 'before');
  proxy.forget();
  await proxy.heal();
  const heard: string[] = [];
  old.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
  old.write('lost');
  expect((await say(await aClient(), 'new')).answer).toBe('new');
  expect(heard).toEqual([]);
});

it('keeps bytes as long as it is told to', async () => {
  const client = await aClient();
  proxy.delay(60);
  expect((await say(client, 'slow')).tookMs).toBeGreaterThanOrEqual(119);
  await proxy.heal();
  expect((await say(client, 'fast')).answer).toBe('fast');
});
