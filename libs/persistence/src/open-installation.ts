import type { Log } from '#telemetry';
import { migrate, openDatabase, type Database, type DatabaseOptions } from './database.js';
import { checkSchema } from './schema-version.js';
import { claimInstallation } from './stores/pg-installation.js';
import { whenDatabaseIsThere } from './when-there.js';

export interface InstallationParts {
  readonly database: Omit<DatabaseOptions, 'onIdleError'>;
  /** Brings the tables up to date first. */
  readonly migrateOnStart: boolean;
  readonly installationId: string;
  readonly log: Log;
  /** Ends the wait for the database. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens the database of an installation, with tables that suit this version; waits for a server that is not there yet.
 *
 * @param prepare what else a start needs the database for; tried again with the rest where it goes away meanwhile
 * @throws DatabaseFault where waiting would not help
 */
export async function openInstallation<Prepared>(
  { database: options, migrateOnStart, installationId, log, signal }: InstallationParts,
  prepare: (database: Database) => Promise<Prepared>,
): Promise<Prepared> {
  const open = async () => {
    const onIdleError = (error: Error) => log.warn('database.connection_lost', { error });
    const database = await openDatabase({ ...options, onIdleError });
    try {
      if (migrateOnStart) await migrate(database);
      await checkSchema(database.source);
      await claimInstallation(database.pool, installationId);
      return await prepare(database);
    } catch (error) {
      await database.close();
      throw error;
    }
  };
  return whenDatabaseIsThere(open, log, signal);
}
