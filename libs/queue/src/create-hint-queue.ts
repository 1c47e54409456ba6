import type { Log } from '#telemetry';
import { BullHintQueue } from './bull-hint-queue.js';
import type { HintQueue } from './hint-queue.js';
import { createPostgresServer } from './postgres-server.js';
import { createRedisServer } from './redis-server.js';
import { ServerTrouble } from './server-trouble.js';

export type HintQueueOptions = (
  | /** `prefix` goes before every key. */
    { readonly backend: 'redis'; readonly url: string; readonly prefix?: string }
    /** `schema` holds the queue's tables and nothing else. */
  | { readonly backend: 'postgres'; readonly url: string; readonly schema?: string }
) & {
  /** How long a process that runs a hint may be silent before another gets it; 30 s where left out. */
  readonly lockMs?: number;
};

/** Opens the queue of this process. It connects at once and goes on trying; `ready` says whether it got through. */
export function createHintQueue(options: HintQueueOptions, log: Log): HintQueue {
  const trouble = new ServerTrouble(log.child({ backend: options.backend }));
  const server =
    options.backend === 'redis'
      ? createRedisServer(options.url, options.prefix ?? 'uniflag', trouble)
      : createPostgresServer(options.url, options.schema ?? 'uniflag_queue', trouble);
  return new BullHintQueue(server, trouble, log, options.lockMs);
}
