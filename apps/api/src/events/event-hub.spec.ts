import { PgEventQueries, type FeedEvent, type FeedPosition } from '#persistence';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { EventHub, hints } from './event-hub.js';

let workshop: Workshop;
let queries: PgEventQueries;
let hub: EventHub;
beforeEach(async () => {
  workshop = await openWorkshop();
  queries = new PgEventQueries(workshop.schema.pool);
  hub = new EventHub(workshop.schema.pool, queries, workshop.log);
});
afterEach(async () => {
  await hub.close();
  await workshop.close();
});

const start: FeedPosition = { xid: '0', position: '0' };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Those of this suite alone: others listen on the same server. */
const cutListeners = () =>
  workshop.schema.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE query = 'LISTEN uniflag' AND datname = current_database()`,
  );

/** Somebody who reads; `count(n)` resolves once there were n events. */
function aReader(receive: (event: FeedEvent) => Promise<void> = () => Promise.resolve()) {
  const ids: string[] = [];
  const leaving = new AbortController();
  const waiting: { wanted: number; resolve: () => void }[] = [];
  return {
    ids,
    leaving,
    join: (from?: FeedPosition) =>
      hub.subscribe(
        async (feedEvent) => {
          ids.push(feedEvent.event.id);
          for (const { wanted, resolve } of waiting) if (ids.length >= wanted) resolve();
          await receive(feedEvent);
        },
        leaving.signal,
        from,
      ),
    count: (wanted: number) =>
      new Promise<void>((resolve) => {
        waiting.push({ wanted, resolve });
        if (ids.length >= wanted) resolve();
      }),
  };
}
const idsInOrder = async () => (await queries.after(start, 1_000)).map(({ event }) => event.id);

describe('a live reader', () => {
  it('gets what happens from now on, in order', async () => {
    await workshop.file(['lookup-example']);
    await workshop.schema.allTold();
    await hub.start();
    const reader = aReader();
    await reader.join();
    await workshop.file(['lookup-example']);
    await workshop.file(['lookup-example', 'sixth-example']);
    await reader.count(5);
    expect(reader.ids).toEqual((await idsInOrder()).slice(2));
  });

  it('gets everything after the event it had last, each once, while more happens', async () => {
    await hub.start();
    for (let n = 0; n < 5; n += 1) await workshop.file(['lookup-example']);
    const filing = (async () => {
      for (let n = 0; n < 20; n += 1) await workshop.file(['lookup-example']);
    })();
    const readers = Array.from({ length: 4 }, () => aReader(turn));
    await Promise.all(readers.map(({ join }) => join(start)));
    await filing;
    await Promise.all(readers.map(({ count }) => count(50)));
    const expected = await idsInOrder();
    for (const { ids } of readers) expect(ids).toEqual(expected);
  });

  it('may take its time with what lies behind: others wait for nothing, and it misses nothing', async () => {
    await hub.start();
    for (let n = 0; n < 3; n += 1) await workshop.file(['lookup-example']);
    await workshop.schema.allTold();
    let goOn: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = aReader(() => stuck);
    const joining = slow.join(start);
    const quick = aReader();
    await quick.join(start);
    await workshop.file(['lookup-example']);
    await quick.count(8);
    expect(slow.ids).toHaveLength(1);
    goOn();
    await joining;
    await slow.count(8);
    expect(slow.ids).toEqual(await idsInOrder());
  });

  it('gets nothing more once it has left, also while it still reads what lies behind', async () => {
    await hub.start();
    for (let n = 0; n < 4; n += 1) await workshop.file(['lookup-example']);
    await workshop.schema.allTold();
    const leaver = aReader(async () => leaver.leaving.abort());
    await leaver.join(start);
    const stayer = aReader();
    await stayer.join();
    await workshop.file(['lookup-example']);
    await stayer.count(2);
    expect(leaver.ids).toHaveLength(1);
  });

  it('is told that everything no event tells of may have changed, after the connection to the database was cut', async () => {
    await hub.start();
    const { signal } = new AbortController();
    const told = hints.map((hint) => new Promise<void>((resolve) => hub.onHint(hint, resolve, signal)));
    await cutListeners();
    await Promise.all(told);
  });

  it('goes on after the connection to the database was cut', async () => {
    await hub.start();
    const reader = aReader();
    await reader.join();
    await cutListeners();
    await workshop.file(['lookup-example']);
    await reader.count(2);
    expect(reader.ids).toEqual(await idsInOrder());
  });
});

describe('the hub', () => {
  it('keeps no reader whose first page could not be read', async () => {
    await hub.start();
    await workshop.file(['lookup-example']);
    const reader = aReader();
    const after = queries.after.bind(queries);
    queries.after = () => Promise.reject(new Error('synthetic'));
    await expect(reader.join(start)).rejects.toThrow('synthetic');
    queries.after = after;
    const other = aReader();
    await other.join(start);
    await workshop.file(['lookup-example']);
    await other.count(4);
    expect(reader.ids).toEqual([]);
  });

  it('tells streams that it stops', async () => {
    await hub.start();
    expect(hub.stopping.aborted).toBe(false);
    await hub.close();
    expect(hub.stopping.aborted).toBe(true);
  });
});
