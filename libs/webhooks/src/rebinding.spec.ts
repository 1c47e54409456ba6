import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startNameServer, type Question } from '../../../test/support/services/name-server.js';
import type { LookupAll } from './guarded-agents.js';
import { WebhookSender } from './webhook-sender.js';

/** Two consumers on one port: one where deliveries may go, one that stands for what lies inside. */
let taken = { allowed: 0, inside: 0 };
let servers: Server[];
let port: number;
let told: (question: Question) => readonly string[];
let names: Awaited<ReturnType<typeof startNameServer>>;
let sender: WebhookSender;

const consumer = (name: keyof typeof taken) =>
  createServer((_request, response) => {
    taken = { ...taken, [name]: taken[name] + 1 };
    response.writeHead(204, { connection: 'close' }).end();
  });

beforeEach(async () => {
  taken = { allowed: 0, inside: 0 };
  const [allowed, inside] = [consumer('allowed'), consumer('inside')];
  servers = [allowed, inside];
  await once(allowed.listen(0, '127.0.0.1'), 'listening');
  ({ port } = allowed.address() as AddressInfo);
  await once(inside.listen(port, '127.0.0.2'), 'listening');
  names = await startNameServer((question) => told(question));
  sender = new WebhookSender({ allowAddresses: ['127.0.0.1'], lookup: lookupAt(names.address) });
});
afterEach(async () => {
  sender.close();
  await Promise.all([names.close(), ...servers.map((server) => new Promise((done) => server.close(done)))]);
});

function lookupAt(address: string): LookupAll {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([address]);
  return (name, _options, done) => {
    Promise.all([resolver.resolve4(name).catch(() => []), resolver.resolve6(name).catch(() => [])]).then(
      ([v4, v6]) =>
        done(null, [
          ...v4.map((each) => ({ address: each, family: 4 })),
          ...v6.map((each) => ({ address: each, family: 6 })),
        ]),
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}

const send = () =>
  sender.send({ url: `http://hooks.example.org:${port}/`, headers: {}, body: '{"synthetic":true}' });

describe('a name server that says another address each time it is asked', () => {
  it('is asked once for each connection, so that what was checked is what is connected to', async () => {
    let asked = 0;
    told = ({ type }) => {
      if (type === 'AAAA') return [];
      asked += 1;
      return [asked === 1 ? '127.0.0.1' : '127.0.0.2'];
    };
    expect(await send()).toMatchObject({ outcome: 'delivered', status: 204 });
    expect([names.questions.filter(({ type }) => type === 'A').length, taken]).toEqual([
      1,
      { allowed: 1, inside: 0 },
    ]);
    expect(await send()).toMatchObject({ outcome: 'blocked', errorClass: 'addressNotPublic' });
    expect(taken).toEqual({ allowed: 1, inside: 0 });
  });

  it.each([
    ['an address inside beside one that is allowed', ['127.0.0.1', '127.0.0.2'], []],
    ['the metadata service', ['169.254.169.254'], []],
    ['an address inside over IPv6', [], ['::1']],
    ['IPv4 in IPv6', [], ['::ffff:127.0.0.2']],
    ['a public address without TLS', ['8.8.8.8'], []],
  ])('reaches nothing by %s', async (_what, v4, v6) => {
    told = ({ type }) => (type === 'A' ? v4 : v6);
    expect(await send()).toMatchObject({ outcome: 'blocked' });
    expect(taken).toEqual({ allowed: 0, inside: 0 });
  });

  it('is unreachable where it says nothing', async () => {
    told = () => [];
    expect(await send()).toMatchObject({ outcome: 'unreachable', errorClass: 'dns' });
  });
});
