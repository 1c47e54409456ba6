import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import {
  isRunning,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../../../libs/persistence/src/embedded/index.js';
import { dataRoot } from './data-root.js';

export interface TestServer {
  readonly url: string;
  /** Takes the server away, as an outage does. */
  halt(): Promise<void>;
  /** Brings it back at the same address. */
  resume(): Promise<void>;
  /** Ends it and removes what it kept. */
  stop(): Promise<void>;
}

const folderPrefix = 'uniflag-test-postgres-';

/** A real PostgreSQL for one test run: it survives being killed, but not the machine. */
export async function startTestPostgres(): Promise<TestServer> {
  await removeAbandoned();
  const folder = await mkdtemp(path.join(dataRoot(), `${folderPrefix}${process.pid}-`));
  const options = { dataDir: path.join(folder, 'postgres'), durable: false };
  let server = await startEmbeddedPostgres(options);
  return {
    url: server.url,
    halt: () => server.stop(),
    resume: async () => {
      server = await startEmbeddedPostgres({ ...options, port: server.port });
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its server behind; the next run stops it. */
async function removeAbandoned(): Promise<void> {
  const root = dataRoot();
  for (const name of await readdir(root)) {
    const owner = name.startsWith(folderPrefix) ? Number(name.slice(folderPrefix.length).split('-')[0]) : NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    const folder = path.join(root, name);
    await stopEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the suites find the server of this run. */
export function testDatabaseUrl(): string {
  const url = process.env['UNIFLAG_TEST_DATABASE_URL'];
  if (!url) throw new Error('No test database: run through jest.config.mjs, whose global setup starts one.');
  return url;
}

/** A database of its own for one suite. */
export interface TestDatabase {
  readonly url: string;
  /** Cuts off whoever is still connected. */
  drop(): Promise<void>;
}

let count = 0;

/** @param label says in `pg_database` which suite made it: lower-case letters and underscores */
export async function createTestDatabase(label: string): Promise<TestDatabase> {
  const name = `test_${label}_${process.pid}_${(count += 1)}`;
  await runOnServer(`CREATE DATABASE ${name}`);
  const url = new URL(testDatabaseUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOnServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runOnServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
