import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#telemetry';
import { databaseTroubleOf, type DatabaseTrouble } from './database-trouble.js';
import { SchemaBehind } from './schema-version.js';

/** The last one repeats: a database that comes is found within two seconds. */
const waitsMs = [100, 250, 500, 1_000, 2_000];

/**
 * Does the work that a start needs its database for, again and again until the database is there to do it with.
 *
 * Says when the waiting begins and for what (`database.waiting`), and when it is over (`database.there`).
 *
 * @param work   tries once, and leaves nothing open where it fails
 * @param signal ends the waiting
 * @throws whatever is no passing trouble: waiting would not help
 */
export async function whenDatabaseIsThere<Result>(
  work: () => Promise<Result>,
  log: Log,
  signal?: AbortSignal,
): Promise<Result> {
  const beganMs = performance.now();
  let waitingFor: string | undefined;
  for (let turn = 0; ; turn += 1) {
    try {
      const result = await work();
      if (waitingFor !== undefined)
        log.info('database.there', { waitedMs: Math.round(performance.now() - beganMs) });
      return result;
    } catch (error) {
      const reason = reasonToWait(error);
      if (reason === undefined) throw error;
      if (reason !== waitingFor) log.warn('database.waiting', { reason });
      waitingFor = reason;
    }
    await pause(waitsMs[turn] ?? waitsMs.at(-1), undefined, { signal });
  }
}

function reasonToWait(error: unknown): string | undefined {
  if (error instanceof SchemaBehind) return error.message;
  const trouble = databaseTroubleOf(error);
  return trouble && reasons[trouble];
}

const reasons: Readonly<Record<DatabaseTrouble, string>> = {
  unreachable: 'PostgreSQL does not answer. Start it, or correct the address in database.url.',
  starting: 'PostgreSQL is starting or shutting down.',
  readOnly: 'PostgreSQL takes no writes: database.url must name the primary.',
  crowded:
    'PostgreSQL has no connection left. Raise its max_connections, or lower database.poolSize of the processes.',
  diskFull: 'The disk of PostgreSQL is full. Make room.',
  busy: 'PostgreSQL is busy with other work on the same tables.',
};
