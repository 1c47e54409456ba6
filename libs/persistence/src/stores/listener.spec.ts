import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { Listener } from './listener.js';

let schema: Schema;
beforeEach(async () => {
  schema = await openSchema({ isMigrated: false, poolSize: 3 });
});
afterEach(() => schema.drop());

/** A listener with its wake-ups counted; `wakes(n)` resolves once there were n. */
function aListener() {
  const told: Error[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let count = 0;
  const wake = () => {
    count += 1;
    for (const each of waiting) if (count >= each.count) each.resolve();
  };
  const listener = new Listener(schema.pool, wake, (error) => told.push(error), 10);
  const wakes = (wanted: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ count: wanted, resolve });
      if (count >= wanted) resolve();
    });
  return { listener, told, wakes, count: () => count };
}

const notify = () => schema.pool.query(`SELECT pg_notify('uniflag', '')`);
const cutListeners = () =>
  schema.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN uniflag'`);

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
        10,
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
