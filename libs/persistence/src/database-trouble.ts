/**
 * Why the database cannot do its work now, though it may a moment later.
 *
 * - `unreachable`: nothing answers, or not in time
 * - `starting`: it starts, recovers or shuts down
 * - `readOnly`: a standby, or a server that takes no writes
 * - `crowded`: it has no connection left
 * - `diskFull`: it cannot store anything
 * - `busy`: others were in the way of this work (a lock, a deadlock, a conflict, too long)
 */
export type DatabaseTrouble = 'unreachable' | 'starting' | 'readOnly' | 'crowded' | 'diskFull' | 'busy';

/** @returns undefined where it is no passing trouble of the database: a mistake of ours, or something else */
export function databaseTroubleOf(error: unknown): DatabaseTrouble | undefined {
  // TypeORM puts the driver's error into one of its own.
  const { driverError = error } = (error ?? {}) as { driverError?: unknown };
  const { code, message } = (driverError ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return byCode[code] ?? (/^(08|53|57)/.test(code) ? 'unreachable' : undefined);
  const isSaidByDriver = typeof message === 'string' && driverSays.some((words) => message.startsWith(words));
  return isSaidByDriver ? 'unreachable' : undefined;
}

/** SQLSTATE (postgresql.org, appendix A) and errors of sockets. */
const byCode: Readonly<Record<string, DatabaseTrouble>> = {
  '25006': 'readOnly',
  '40001': 'busy',
  '40P01': 'busy',
  '53100': 'diskFull',
  '53300': 'crowded',
  '55P03': 'busy',
  '57014': 'busy',
  '57P01': 'starting',
  '57P02': 'starting',
  '57P03': 'starting',
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
};

/** What the driver says without a code. */
const driverSays = [
  'Connection terminated',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
];
