import type pg from 'pg';

/**
 * Tells `before` the text of each query that is sent over this pool; where it answers a promise, the query waits for
 * it. Each query is one round trip, however many statements it holds.
 *
 * @returns ends the watch
 */
export function watchQueries(
  pool: pg.Pool,
  before: (text: string) => Promise<unknown> | undefined,
): () => void {
  const watched = new Map<pg.PoolClient, pg.PoolClient['query']>();
  const watch = (client: pg.PoolClient) => {
    if (watched.has(client)) return;
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    watched.set(client, client.query);
    client.query = ((...args: unknown[]) => {
      const [first] = args;
      const text = typeof first === 'string' ? first : (first as { text: string }).text;
      const waiting = before(text.trim());
      return waiting ? waiting.then(() => query(...args)) : query(...args);
    }) as never;
  };
  pool.on('acquire', watch);
  return () => {
    pool.off('acquire', watch);
    for (const [client, query] of watched) client.query = query;
  };
}

/** What is sent over this pool while `work` runs. */
export async function roundTripsOf(pool: pg.Pool, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const end = watchQueries(pool, (text) => {
    sent.push(text);
    return undefined;
  });
  try {
    await work();
  } finally {
    end();
  }
  return sent;
}
