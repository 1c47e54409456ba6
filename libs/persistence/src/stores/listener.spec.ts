import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { startTcpProxy } from '../../../../test/support/tcp-proxy.js';
import { openDatabase } from '../database.js';
import { Listener, type ListenerTimes } from './listener.js';

let schema: Schema;
beforeEach(async () => {
  schema = await openSchema({ isMigrated: false, poolSize: 3 });
});
afterEach(() => schema.drop());

/** A listener with its wake-ups counted; `wakes(n)` resolves once there were n. */
function aListener(times: Partial<ListenerTimes> = { retryMs: 10 }, pool = schema.pool) {
  const told: Error[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let count = 0;
  const wake = () => {
    count += 1;
    for (const each of waiting) if (count >= each.count) each.resolve();
  };
  const listener = new Listener(pool, wake, (error) => told.push(error), times);
  const wakes = (wanted: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ count: wanted, resolve });
      if (count >= wanted) resolve();
    });
  return { listener, told, wakes, count: () => count };
}

const notify = () => schema.pool.query(`SELECT pg_notify('uniflag', '')`);
/** Those of this suite alone: others listen on the same server. */
const cutListeners = () =>
  schema.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE query IN ('LISTEN uniflag', 'SELECT 1') AND datname = current_database()`,
  );

describe('Listener', () => {
  it('wakes once at its start, for what came before it listened, and with each notification', async () => {
    const { listener, wakes, count } = aListener();
    await listener.start();
    expect(count()).toBe(1);
    await notify();
    await wakes(2);
    await listener.close();
  });

  it('comes back after its connection was cut, wakes, and listens again over one connection', async () => {
    const { listener, told, wakes } = aListener();
    await listener.start();
    for (const turn of [1, 2, 3]) {
      await cutListeners();
      await wakes(turn + 1);
    }
    expect(told.length).toBe(3);
    await notify();
    await wakes(5);
    expect(schema.pool.totalCount - schema.pool.idleCount).toBe(1);
    await listener.close();
    expect(schema.pool.totalCount - schema.pool.idleCount).toBe(0);
  });

  it('gives its connection back when it is closed while it still opens one', async () => {
    const { listener, count } = aListener();
    const starting = listener.start();
    await listener.close();
    await starting;
    expect(count()).toBe(0);
    expect(schema.pool.totalCount - schema.pool.idleCount).toBe(0);
  });

  it('goes on trying while no connection can be had', async () => {
    const { listener, told, wakes } = aListener();
    const held = await Promise.all([1, 2, 3].map(() => schema.pool.connect()));
    schema.pool.options.connectionTimeoutMillis = 20;
    await listener.start();
    expect(told).toHaveLength(1);
    for (const client of held) client.release();
    await wakes(1);
    await listener.close();
  });

  it('says nothing more once it is closed', async () => {
    const { listener, told, count } = aListener();
    await listener.start();
    await listener.close();
    await cutListeners();
    await notify();
    expect([told.length, count()]).toEqual([0, 1]);
  });

  it('finds a connection that broke without a word, and opens another', async () => {
    const { hostname, port } = new URL(schema.options.url);
    const proxy = await startTcpProxy({ host: hostname, port: Number(port) });
    const database = await openDatabase({
      ...schema.options,
      url: proxy.through(schema.options.url),
      poolSize: 1,
    });
    try {
      const { listener, told, wakes } = aListener({ retryMs: 10, heartbeatMs: 100 }, database.pool);
      await listener.start();
      proxy.freeze();
      while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(told[0]?.message).toBe('the connection did not answer within 100 ms');
      await proxy.heal();
      await wakes(2);
      await notify();
      await wakes(3);
      await listener.close();
    } finally {
      await database.close();
      await proxy.close();
    }
  });

  it('keeps a connection that answers', async () => {
    const { listener, told, wakes } = aListener({ retryMs: 10, heartbeatMs: 20 });
    await listener.start();
    const asked = async () => {
      const [row] = await schema.rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE query = 'SELECT 1' AND state_change > query_start`,
      );
      return row?.n ?? 0;
    };
    while ((await asked()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await notify();
    await wakes(2);
    expect(told).toEqual([]);
    await listener.close();
  });

  it('opens one new connection, not two, where the old one breaks while it is being asked', async () => {
    jest.useFakeTimers();
    try {
      let opened = 0;
      const broken = new Error('synthetic');
      const connect = async () => {
        opened += 1;
        const query = () => {
          // The driver tells both: whoever asked, and whoever listens.
          client.emit('error', broken);
          return Promise.reject(broken);
        };
        const client = Object.assign(new EventEmitter(), { release: () => undefined, query });
        return client;
      };
      const told: Error[] = [];
      const listener = new Listener(
        { connect } as unknown as pg.Pool,
        () => undefined,
        (error) => told.push(error),
        { retryMs: 10 },
      );
      await listener.start();
      await jest.advanceTimersByTimeAsync(35);
      expect([opened, told.length]).toEqual([4, 4]);
      await listener.close();
      await jest.advanceTimersByTimeAsync(100);
      expect(opened).toBe(4);
    } finally {
      jest.useRealTimers();
    }
  });
});
