import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Redis } from 'ioredis';
import { startRedis, startTestRedis, type TestRedis } from './redis.js';
import { until } from './until.js';

export interface TestRedisSentinel {
  /** As configuration takes it: `redis+sentinel://…/main`. */
  readonly url: string;
  /** Kills the master and waits until the Sentinels name another. */
  killMaster(): Promise<void>;
  stop(): Promise<void>;
}

const sentinels = 3;
const masterName = 'main';

/**
 * A master, two replicas and three Sentinels, on this machine.
 *
 * @returns undefined where no Redis is installed
 */
export async function startTestRedisSentinel(): Promise<TestRedisSentinel | undefined> {
  const started: TestRedis[] = [];
  const keep = (server: TestRedis | undefined): TestRedis => {
    if (!server) throw new Error('no redis-server is installed');
    started.push(server);
    return server;
  };
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
  const master = await startTestRedis();
  if (!master) return undefined;
  keep(master);
  try {
    for (const _replica of ['first', 'second']) keep(await startTestRedis(followerOf(master)));
    const watchers: TestRedis[] = [];
    for (let place = 0; place < sentinels; place += 1) watchers.push(keep(await startSentinel(master)));
    const [watcher] = watchers;
    if (!watcher) throw new Error('no Sentinel');
    await until('all Sentinels know each other and both replicas', async () => {
      const known = await Promise.all(watchers.map(({ url }) => masterSeenBy(url)));
      return known.every((each) => each['num-other-sentinels'] === '2' && each['num-slaves'] === '2');
    });
    return {
      url: `redis+sentinel://${watchers.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${masterName}`,
      killMaster: async () => {
        await master.kill();
        await until('the Sentinels name another master', async () => {
          const known = await Promise.all(watchers.map(({ url }) => masterSeenBy(url)));
          return known.every(({ port }) => port !== String(master.port));
        });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function followerOf({ port }: TestRedis): string[] {
  return ['--replicaof', `127.0.0.1 ${port}`, '--repl-diskless-sync-delay', '0'];
}

/** A Sentinel keeps what it learns in the file it was started with. */
function startSentinel(master: TestRedis): Promise<TestRedis | undefined> {
  return startRedis(async (folder) => {
    const file = path.join(folder, 'sentinel.conf');
    const watch = [
      `sentinel monitor ${masterName} 127.0.0.1 ${master.port} 2`,
      `sentinel down-after-milliseconds ${masterName} 500`,
      `sentinel failover-timeout ${masterName} 3000`,
    ];
    await writeFile(file, `${watch.join('\n')}\n`);
    return [file, '--sentinel'];
  });
}

async function masterSeenBy(url: string): Promise<Readonly<Record<string, string>>> {
  const sentinel = new Redis(url);
  try {
    const said = (await sentinel.call('SENTINEL', 'MASTER', masterName)) as string[];
    return Object.fromEntries(said.flatMap((name, at) => (at % 2 === 0 ? [[name, said[at + 1] ?? '']] : [])));
  } finally {
    sentinel.disconnect();
  }
}
