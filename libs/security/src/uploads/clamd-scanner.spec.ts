import { createServer, type Server } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MemoryLog } from '#telemetry';
import { startClamd, whyNoClamd, type TestClamd } from '../../../../test/support/services/clamd.js';
import { ClamdScanner } from './clamd-scanner.js';

const marker = 'uniflag-synthetic-virus-4711';
const log = new MemoryLog();
const scannerAt = (address: string | null, more = {}) =>
  new ClamdScanner({ address, timeoutMs: 60_000, log, ...more });

const why = whyNoClamd();
(why === undefined ? describe : describe.skip)(
  `a real clamd${why === undefined ? '' : ` (skipped: ${why})`}`,
  () => {
    let clamd: TestClamd;
    beforeAll(async () => {
      clamd = await startClamd(marker);
    }, 60_000);
    afterAll(() => clamd.stop());

    it('lets through what it knows nothing against', async () => {
      const scanner = scannerAt(clamd.socket);
      for (const bytes of [Buffer.alloc(0), Buffer.from('harmless'), Buffer.alloc(5 * 1_048_576, 7)])
        expect([bytes.length, await scanner.scan(bytes)]).toEqual([bytes.length, 'CLEAN']);
    });

    it('finds its signature wherever it stands, and its name is logged', async () => {
      const infected = Buffer.concat([Buffer.alloc(2_000_000, 7), Buffer.from(marker), Buffer.alloc(9)]);
      expect(await scannerAt(clamd.socket).scan(infected)).toBe('INFECTED');
      expect(log.of('upload.infected')[0]?.fields).toMatchObject({
        virus: expect.stringContaining('Uniflag'),
      });
    });

    it('is asked at the usual place where nothing is set', async () => {
      expect(await scannerAt(null, { usualSocket: clamd.socket }).scan(Buffer.from(marker))).toBe('INFECTED');
    });

    it('lets nothing through that is more than it takes', async () => {
      const tooMuch = Buffer.alloc(101 * 1_048_576, 7);
      expect(await scannerAt(clamd.socket).scan(tooMuch)).toBe('UNREACHABLE');
    });
  },
);

describe('a scanner', () => {
  let folder: string;
  const servers: Server[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'uniflag-test-scanner-'));
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await rm(folder, { recursive: true });
  });
  /** A server that does the protocol wrong. */
  const listening = async (answer: (socket: import('node:net').Socket) => void) => {
    const file = path.join(folder, `${servers.length}.sock`);
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      answer(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(file, resolve));
    return file;
  };

  it('is not there where nothing is set and nothing listens at the usual place', async () => {
    const usualSocket = path.join(folder, 'none.sock');
    expect(await scannerAt(null, { usualSocket }).scan(Buffer.from('x'))).toBe('NOT_THERE');
  });

  it('is unreachable where one is set and none is there', async () => {
    expect(await scannerAt(path.join(folder, 'none.sock')).scan(Buffer.from('x'))).toBe('UNREACHABLE');
    expect(await scannerAt('tcp://127.0.0.1:1').scan(Buffer.from('x'))).toBe('UNREACHABLE');
    expect(log.of('upload.scanner_unreachable').length).toBeGreaterThan(1);
  });

  it.each<[string, (socket: import('node:net').Socket) => void]>([
    ['hangs up', (socket) => socket.end()],
    ['says nothing', () => undefined],
    ['says something else', (socket) => socket.end('stream: OK, perhaps\0')],
    ['says an error', (socket) => socket.end('INSTREAM size limit exceeded. ERROR\0')],
    ['never stops', (socket) => socket.write('x'.repeat(10_000))],
  ])('is unreachable where it %s', async (_what, answer) => {
    const file = await listening(answer);
    expect(await scannerAt(file, { timeoutMs: 300 }).scan(Buffer.from('x'))).toBe('UNREACHABLE');
  });
});
