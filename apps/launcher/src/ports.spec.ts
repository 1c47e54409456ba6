import { createServer, type Server } from 'node:net';
import { choosePorts, describeMoves, isFreePort, preferredPorts } from './ports.js';

const taken =
  (...ports: number[]) =>
  (port: number) =>
    Promise.resolve(!ports.includes(port));

it('gives everybody the preferred port while all are free', async () => {
  const ports = await choosePorts(preferredPorts, taken());
  expect(ports).toEqual(preferredPorts);
  expect(describeMoves(preferredPorts, ports)).toEqual([]);
});

it('moves to the next free port and says so', async () => {
  const ports = await choosePorts(preferredPorts, taken(3000, 3001));
  expect(ports.api).toBe(3002);
  expect(describeMoves(preferredPorts, ports)).toEqual(['Port 3000 is taken; the API uses 3002.']);
});

it('does not move to the preferred port of another', async () => {
  const ports = await choosePorts(preferredPorts, taken(3050));
  expect(ports.simulatorHttp).toBe(3052);
  expect(new Set(Object.values(ports)).size).toBe(4);
});

it('fails where nothing near is free', async () => {
  await expect(choosePorts(preferredPorts, () => Promise.resolve(false))).rejects.toThrow(/3000/);
});

describe('isFreePort', () => {
  let server: Server;
  beforeEach(
    () => new Promise<void>((resolve) => void (server = createServer().listen(0, '127.0.0.1', resolve))),
  );
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('sees that a port is taken', async () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
    expect(await isFreePort(address.port)).toBe(false);
  });
});
