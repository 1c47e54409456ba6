import type { Log } from '#telemetry';
import { migrate, openDatabase, type Database, type DatabaseOptions } from './database.js';
import { canTakeRole, checkSeesRows, grantRoles, type DatabaseRole } from './roles/database-roles.js';
import { checkSchema } from './schema-version.js';
import { claimInstallation } from './stores/pg-installation.js';
import { whenDatabaseIsThere } from './when-there.js';

export interface InstallationParts {
  readonly database: Omit<DatabaseOptions, 'onIdleError'>;
  /** Brings the tables up to date first. */
  readonly migrateOnStart: boolean;
  readonly installationId: string;
  readonly role: DatabaseRole;
  /** Works under that role, where the user of the address may; otherwise as that user. */
  readonly isRoleTaken: boolean;
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
  parts: InstallationParts,
  prepare: (database: Database) => Promise<Prepared>,
): Promise<Prepared> {
  const { database: options, migrateOnStart, installationId, log, signal } = parts;
  const open = async () => {
    const onIdleError = (error: Error) => log.warn('database.connection_lost', { error });
    if (migrateOnStart) {
      await migrate({ options });
      if (parts.isRoleTaken) await grantRoles(options);
    }
    const database = await openAs(parts, { ...options, onIdleError });
    try {
      await claimInstallation(database.pool, installationId);
      return await prepare(database);
    } catch (error) {
      await database.close();
      throw error;
    }
  };
  return whenDatabaseIsThere(open, log, signal);
}

/** Once the tables suit this version. Where the role cannot be taken, it says so once and works as the user of the address. */
async function openAs(
  { role, isRoleTaken, log }: Pick<InstallationParts, 'role' | 'isRoleTaken' | 'log'>,
  options: DatabaseOptions,
): Promise<Database> {
  const database = await openDatabase(options);
  try {
    await checkSchema(database.source);
    if (!isRoleTaken || !(await canTakeRole(database.pool, role))) {
      await checkSeesRows(database.pool, role);
      if (isRoleTaken) log.warn('database.role_not_taken', { role });
      return database;
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return openDatabase({ ...options, role });
}
