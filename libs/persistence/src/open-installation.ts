import { migrate, openDatabase, type Database, type DatabaseOptions } from './database.js';
import { checkSchema } from './schema-version.js';
import { claimInstallation } from './stores/pg-installation.js';

export interface InstallationParts {
  readonly database: DatabaseOptions;
  /** Brings the tables up to date first. */
  readonly migrateOnStart: boolean;
  readonly installationId: string;
}

/** Opens the database of an installation, with tables that suit this version. Leaves nothing open where it fails. */
export async function openInstallation(parts: InstallationParts): Promise<Database> {
  const database = await openDatabase(parts.database);
  try {
    if (parts.migrateOnStart) await migrate(database);
    await checkSchema(database.source);
    await claimInstallation(database.pool, parts.installationId);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
