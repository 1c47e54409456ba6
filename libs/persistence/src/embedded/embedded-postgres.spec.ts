import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.js';
import { isRunning, readPostmaster, until } from './postmaster.js';

jest.setTimeout(60_000);

const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

const itOnLinux = process.platform === 'linux' ? it : it.skip;

let folder: string;
let dataDir: string;
const started: EmbeddedPostgres[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uniflag-embedded-')); // closed to others
  dataDir = path.join(folder, 'postgres');
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, durable: false, ...options });
  started.push(server);
  return server;
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const settingsOf = async (url: string) => {
  const rows = await ask<{ name: string; setting: string }>(url, 'SELECT name, setting FROM pg_settings');
  return new Map(rows.map(({ name, setting }) => [name, setting]));
};

describe('the first start', () => {
  it('makes a durable server that only this machine reaches, by password', async () => {
    const server = await start({ durable: true });

    expect(server.began).toBe('initialised');
    const settings = await settingsOf(server.url);
    expect(Object.fromEntries(settings)).toMatchObject({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '100',
    });
    await expect(ask(server.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  });

  it('begins anew where an earlier first start was cut off', async () => {
    await mkdir(path.join(`${dataDir}.new`, 'base'), { recursive: true });
    const server = await start();
    expect(server.began).toBe('initialised');
    expect(await readdir(folder)).toEqual(['postgres', 'postgres.log']);
  });

  it('takes the port that is asked for, and says so where another program has it', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };

    await expect(start({ port })).rejects.toThrow(/did not start[^]*Address already in use/);

    await new Promise((resolve) => taken.close(resolve));
    expect((await start({ port })).port).toBe(port);
  });
});

describe('a later start', () => {
  it('finds what was stored before', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();

    const second = await start();
    expect(second.began).toBe('started');
    expect(await ask(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  });

  it('takes over a server that outlived its owner', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ began: 'adopted', pid: first.pid, port: first.port, url: first.url });

    await second.stop();
    expect(isRunning(first.pid)).toBe(false);
  });

  it('recovers after the server was killed', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    process.kill(first.pid, 'SIGKILL');
    expect(await until(() => !isRunning(first.pid), 5_000)).toBe(true);

    const second = await start();
    expect(second.began).toBe('started');
    expect(await ask(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  });

  itOnLinux('is not held up by a lock whose process id is another program now', async () => {
    const first = await start();
    const lock = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8');
    await first.stop();
    await writeFile(path.join(dataDir, 'postmaster.pid'), lock.replace(/^\d+/, String(process.pid)));

    const lines: string[] = [];
    const second = await start({ say: (line) => lines.push(line) });
    expect(second.began).toBe('started');
    expect(lines).toEqual(['The last run did not end properly; recovering.']);
  });

  it('refuses data of another version', async () => {
    await (await start()).stop();
    await writeFile(path.join(dataDir, 'PG_VERSION'), '9\n');
    await expect(start()).rejects.toThrow(/are of PostgreSQL 9, and PostgreSQL \d+ is installed/);
  });
});

describe('the running server', () => {
  itOnLinux(
    'does not belong to the process group of its owner, so the end of a terminal does not reach it',
    async () => {
      const { pid } = await start();
      const groupOf = async (id: number) =>
        (await readFile(`/proc/${id}/stat`, 'utf8')).split(') ')[1]?.split(' ')[2];
      expect(await groupOf(pid)).not.toBe(await groupOf(process.pid));
    },
  );

  it('can be stopped by somebody who did not start it', async () => {
    const { pid } = await start();
    expect(await stopEmbeddedPostgres({ dataDir })).toBe(true);
    expect(isRunning(pid)).toBe(false);
    expect(await stopEmbeddedPostgres({ dataDir })).toBe(false);
  });

  it('stops in three seconds although a client holds a transaction, and stopping twice is harmless', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => undefined); // its connection is cut, which is the point
    await client.connect();
    await client.query('BEGIN');

    const beganMs = performance.now();
    await server.stop();
    expect(performance.now() - beganMs).toBeLessThan(3_000);
    expect(isRunning(server.pid)).toBe(false);
    expect(await readPostmaster(dataDir)).toBeUndefined();
    await server.stop();
  });

  it('keeps statements and values out of its log', async () => {
    const server = await start();
    await ask(server.url, 'CREATE TABLE marks (mark text PRIMARY KEY)');
    const twice = "INSERT INTO marks VALUES ('canary-7'), ('canary-7')";
    await expect(ask(server.url, twice)).rejects.toThrow(/duplicate key/);
    const log = await readFile(`${dataDir}.log`, 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('canary-7');
  });
});

describe('root on a machine without user namespaces', () => {
  itAsRoot('runs it as a user of the system, from copies that this user can reach, and says so', async () => {
    const before = await start();
    await ask(before.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await before.stop();
    const stateDirectory = await mkdtemp(path.join(tmpdir(), 'uniflag-state-'));
    try {
      const lines: string[] = [];
      const asRoot = { userNamespaces: false, stateDirectory, userName: 'nobody' };
      const server = await start({ asRoot, say: (line) => lines.push(line) });

      expect(server.dataDir.startsWith(stateDirectory)).toBe(true);
      expect(await ask(server.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
      expect(lines).toHaveLength(2);
      await server.stop();

      const again = await start({ asRoot: { ...asRoot, userNamespaces: true } });
      expect(again.dataDir).toBe(server.dataDir);
      await again.stop();
    } finally {
      await rm(stateDirectory, { recursive: true, force: true });
    }
  });
});
