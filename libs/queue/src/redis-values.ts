import { Cluster } from 'ioredis';
import type { Redis } from 'ioredis';
import { parseRedisAddress } from './redis-address.js';
import { createClient } from './redis-server.js';

/** Everything that a Redis keeps, a key at a time: its own bytes and those of its values. */
export async function* redisValues(
  url: string,
): AsyncGenerator<{ readonly key: string; readonly parts: readonly Buffer[] }> {
  const client = createClient(parseRedisAddress(url), { maxRetriesPerRequest: 1, connectTimeout: 5_000 });
  client.on('error', () => undefined); // what is asked rejects by itself
  try {
    await client.ping();
    for (const node of client instanceof Cluster ? client.nodes('master') : [client])
      for await (const keys of node.scanStream({ count: 500 }) as AsyncIterable<string[]>)
        for (const key of new Set(keys))
          yield { key, parts: [Buffer.from(key), ...(await partsOf(node, key))] };
  } finally {
    client.disconnect();
  }
}

async function partsOf(node: Redis, key: string): Promise<Buffer[]> {
  switch (await node.type(key)) {
    case 'string':
      return [(await node.getBuffer(key)) ?? Buffer.alloc(0)];
    case 'hash':
      return Object.values(await node.hgetallBuffer(key));
    case 'list':
      return node.lrangeBuffer(key, 0, -1);
    case 'set':
      return node.smembersBuffer(key);
    case 'zset':
      return node.zrangeBuffer(key, 0, -1);
    case 'stream':
      return (await node.xrangeBuffer(key, '-', '+')).flatMap(([, fields]) => fields);
    default:
      return [];
  }
}
