import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { AddressGuard } from './address-guard.js';
import { guardedAgents, RefusedConnection } from './guarded-agents.js';

let connections = 0;
const trap = net.createServer((socket) => {
  connections += 1;
  socket.destroy();
});
let port: number;
beforeAll(async () => {
  trap.listen(0, '127.0.0.1');
  await once(trap, 'listening');
  ({ port } = trap.address() as AddressInfo);
});
afterAll(() => new Promise((done) => trap.close(done)));

const failureOf = async (request: http.ClientRequest): Promise<unknown> => {
  const [error] = (await once(request.end(), 'error')) as [unknown];
  return error;
};

describe('guardedAgents', () => {
  it('open no socket to a refused literal address, for which Node looks up no name', async () => {
    const agents = guardedAgents(new AddressGuard());
    const { http: plain, https: tls } = agents;
    for (const host of ['127.0.0.1', '::ffff:127.0.0.1']) {
      expect(await failureOf(http.request({ host, port, agent: plain }))).toBeInstanceOf(RefusedConnection);
      expect(await failureOf(https.request({ host, port, agent: tls }))).toBeInstanceOf(RefusedConnection);
    }
    expect(connections).toBe(0);
  });

  it('open no socket to a name of a refused address', async () => {
    const { http: plain } = guardedAgents(new AddressGuard());
    expect(await failureOf(http.request({ host: 'localhost', port, agent: plain }))).toBeInstanceOf(
      RefusedConnection,
    );
    expect(connections).toBe(0);
  });

  it('open one to an allowed address', async () => {
    const { http: plain } = guardedAgents(new AddressGuard({ allowAddresses: ['127.0.0.1'] }));
    expect(await failureOf(http.request({ host: '127.0.0.1', port, agent: plain }))).toMatchObject({
      code: 'ECONNRESET',
    });
    expect(connections).toBe(1);
  });
});
