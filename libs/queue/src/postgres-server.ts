import { EventEmitter } from 'node:events';
import {
  assertSchemaCompatibility,
  LATEST_SCHEMA_VERSION,
  PostgresConnection,
  PostgresQueueBackend,
  runMigrations,
  SchemaMigrationRequiredError,
} from 'bullmq';
import type { PgQueryable } from 'bullmq';
import { withDeadline } from './deadline.js';
import { easeOff } from './ease-off.js';
import type { LaneServer, ServerEvents } from './lane-server.js';

const poolMax = 4;
const readyMs = 30_000;
const easeOffMs = 1_000;
const idleWaitSeconds = 5;

/**
 * PostgreSQL: a pool of at most 4 connections and one that listens, for all lanes of a process.
 *
 * @param schema holds BullMQ's tables, made where they are missing; nobody else's
 */
export function createPostgresServer(url: string, schema: string, events: ServerEvents): LaneServer {
  const connection = new SharedConnection(url, schema);
  connection.on('error', (error) => events.failed(error));
  return {
    prefix: schema,
    idleWaitSeconds,
    producer: (name, options) =>
      new PostgresQueueBackend(connection, name, { ...options, connection: connection.pool }, false),
    consumer: (name, options) => {
      const backend = new WaitingBackend(
        connection,
        name,
        { ...options, connection: connection.pool },
        false,
      );
      return easeOff(backend, easeOffMs, events);
    },
    ready: () => withDeadline(connection.waitUntilReady(), readyMs),
    usable: () => Promise.resolve(), // nothing is dropped there
    canEndWorkers: () => true, // its calls end by themselves
    close: () => connection.close(),
  };
}

/** BullMQ's connection, made to serve many lanes and to recover from a server that was down at the first try. */
class SharedConnection extends PostgresConnection {
  private opened: Promise<void> | undefined;

  constructor(url: string, schema: string) {
    super({
      connectionString: url,
      schema,
      max: poolMax,
      application_name: 'uniflag-queue',
      options: '-c synchronous_commit=off', // hints hold no facts: a crash may lose the last ones
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
    });
    this.pool.on('connect', hear);
    // What it listens over it makes of the class it finds here.
    const own = this as unknown as { pgModule: { Client: new (config: object) => EventEmitter } };
    const { Client } = own.pgModule;
    class HeardClient extends Client {
      constructor(config: object) {
        super(config);
        hear(this);
      }
    }
    own.pgModule = { Client: HeardClient };
    this.setMaxListeners(0);
  }

  override waitUntilReady(): Promise<void> {
    this.opened ??= this.open().catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  /** Every lane waits on it. */
  override async getListenClient(): ReturnType<PostgresConnection['getListenClient']> {
    const client = await super.getListenClient();
    if (client instanceof EventEmitter && client.getMaxListeners() !== 0) {
      client.setMaxListeners(0);
      inTurn(client);
    }
    return client;
  }

  /** A role that may not make tables works too, once somebody else has made them. */
  private async open(): Promise<void> {
    const client = await this.pool.connect();
    try {
      const version = await assertSchemaCompatibility(client, this.schema).catch((error: unknown) => {
        if (error instanceof SchemaMigrationRequiredError || isMissingSchema(error)) return 0;
        throw error;
      });
      if (version < LATEST_SCHEMA_VERSION) await runMigrations(client, this.schema);
    } finally {
      client.release();
    }
  }
}

/**
 * A connection may break in the moment between being opened and being listened to, and an error that nobody hears ends
 * the process. Whoever uses it is told by his next statement.
 */
function hear(client: { on(event: 'error', listener: () => void): unknown }): void {
  client.on('error', () => undefined);
}

/** Makes a client take one statement after the other: lanes do not wait for each other, and pg asks callers to. */
function inTurn(client: PgQueryable): void {
  const query = client.query.bind(client);
  let last: Promise<unknown> = Promise.resolve();
  client.query = (text, params) => {
    const next = last.then(() => query(text, params));
    last = next.catch(() => undefined); // its caller hears of it
    return next as ReturnType<typeof query<never>>;
  };
}

/** A backend on a connection that is not its own, which still hears when that connection had to listen anew. */
class WaitingBackend extends PostgresQueueBackend {
  private readonly listenAgain = () => void this.disconnectBlocking().then(() => this.resume());
  private isStopping = false;

  constructor(...args: ConstructorParameters<typeof PostgresQueueBackend>) {
    super(...args);
    this.connection.on('listenerinvalidated', this.listenAgain);
  }

  /** BullMQ waits up to an hour after a failed wait; a listener that went deaf unnoticed must not cost that. */
  override get maximumBlockTimeout(): number {
    return idleWaitSeconds;
  }

  private async resume(): Promise<void> {
    if (!this.isStopping) await this.reconnectBlocking();
  }

  override async disconnectBlocking(wait?: boolean): Promise<void> {
    if (wait === true) this.isStopping = true;
    await super.disconnectBlocking(wait);
  }

  override close(): Promise<void> {
    this.connection.off('listenerinvalidated', this.listenAgain);
    return super.close();
  }
}

function isMissingSchema(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '3F000' || code === '42P01';
}
