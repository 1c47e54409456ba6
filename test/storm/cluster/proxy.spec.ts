import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { freePorts } from './ports.js';
import { Proxy } from './proxy.js';

let server: Server;
let proxy: Proxy;
let received: string;
let whenReceived: () => void;
const open = new Set<Socket>();

beforeEach(async () => {
  received = '';
  whenReceived = () => undefined;
  server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received += chunk.toString();
      whenReceived();
      socket.write(`re ${chunk.toString()}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [port = 0] = await freePorts(1);
  proxy = new Proxy(port, [(server.address() as AddressInfo).port]);
  await proxy.open();
});
afterEach(async () => {
  await proxy.cut();
  for (const socket of open) socket.destroy();
  open.clear();
  await new Promise((resolve) => server.close(resolve));
});

function aClient(): Socket {
  const client = connect(proxy.port, '127.0.0.1');
  client.on('error', () => undefined);
  open.add(client);
  return client;
}

function next(client: Socket, event: 'data' | 'close' | 'connect' | 'error'): Promise<unknown> {
  return new Promise((resolve) => client.once(event, resolve));
}

describe('a proxy', () => {
  it('passes on what both sides say', async () => {
    const client = aClient();
    client.write('hello');
    expect(String(await next(client, 'data'))).toBe('re hello');
  });

  it('resets what stands and refuses what comes while it is cut, until it heals', async () => {
    const client = aClient();
    client.write('one');
    await next(client, 'data');
    const closed = next(client, 'close');
    await proxy.cut();
    await closed;
    const refused = (await next(aClient(), 'error')) as NodeJS.ErrnoException;
    expect(refused.code).toBe('ECONNREFUSED');
    await proxy.heal();
    const again = aClient();
    again.write('two');
    expect(String(await next(again, 'data'))).toBe('re two');
  });

  it('takes connections and passes nothing on while it is half open; what was held never arrives', async () => {
    const before = aClient();
    before.write('one');
    await next(before, 'data');
    proxy.halfOpen();
    before.write('held');
    const during = aClient();
    await next(during, 'connect');
    during.write('held too');
    const ended = Promise.all([next(before, 'close'), next(during, 'close')]);
    await proxy.heal();
    await ended;
    const after = aClient();
    after.write('two');
    expect(String(await next(after, 'data'))).toBe('re two');
    expect(received).toBe('onetwo');
  });

  it('holds back what it passes on while it is slow', async () => {
    const client = aClient();
    await next(client, 'connect');
    proxy.slow(60);
    const arrived = new Promise<void>((resolve) => (whenReceived = resolve));
    const startMs = performance.now();
    client.write('slow');
    await arrived;
    expect(performance.now() - startMs).toBeGreaterThan(50);
  });

  it('goes to the next upstream where one does not answer', async () => {
    const [port = 0, dead = 0] = await freePorts(2);
    const several = new Proxy(port, [dead, (server.address() as AddressInfo).port]);
    await several.open();
    for (const word of ['one', 'two']) {
      const client = connect(port, '127.0.0.1');
      open.add(client);
      client.write(word);
      expect(String(await next(client, 'data'))).toBe(`re ${word}`);
    }
    await several.cut();
  });
});
