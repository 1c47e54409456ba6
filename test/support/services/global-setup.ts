import { createRequire } from 'node:module';

/** Servers that this run started; the teardown stops them. */
export interface RunningServices {
  stop(): Promise<void>;
}

type Run = typeof globalThis & { uniflagTestServices?: RunningServices[] };

/**
 * Starts the servers that suites talk to, once for a whole run, and says where they are:
 *
 * UNIFLAG_TEST_DATABASE_URL  a PostgreSQL whose user may create databases
 * UNIFLAG_TEST_REDIS_URL     a Redis; unset where none is installed, and its suites are skipped
 *
 * What is set already is used as it is.
 */

export default async function globalSetup(): Promise<void> {
  const require = createRequire(import.meta.url);
  const undo = (require('./load-typescript.cjs') as () => () => void)();
  try {
    const { startTestPostgres } = require('./postgres.ts') as typeof import('./postgres.js');
    const { startTestRedis } = require('./redis.ts') as typeof import('./redis.js');
    const services: RunningServices[] = ((globalThis as Run).uniflagTestServices = []);

    if (!process.env['UNIFLAG_TEST_DATABASE_URL']) {
      const postgres = await startTestPostgres();
      services.push(postgres);
      process.env['UNIFLAG_TEST_DATABASE_URL'] = postgres.url;
    }
    if (!process.env['UNIFLAG_TEST_REDIS_URL']) {
      const redis = await startTestRedis();
      if (redis) {
        services.push(redis);
        process.env['UNIFLAG_TEST_REDIS_URL'] = redis.url;
      } else {
        process.stderr.write('No redis-server is installed: the suites that need one are skipped.\n');
      }
    }
  } finally {
    undo();
  }
}
