import type { DataSource } from 'typeorm';
import { DatabaseFault } from './database-fault.js';

/** The tables lack migrations that this version needs, and this process may not run them. */
export class SchemaBehind extends Error {
  override readonly name = 'SchemaBehind';
}

/** What a migration is called that takes something away from older versions. See docs/migrations.md. */
const contractName = /^Contract/;

/**
 * Checks that the tables suit this version of the program.
 *
 * Newer tables do, because migrations only add, until a contract migration took away what this version may need.
 *
 * @throws SchemaBehind where migrations are missing, DatabaseFault where the tables are too new
 */
export async function checkSchema(source: DataSource): Promise<void> {
  const applied = await appliedMigrations(source);
  const known = source.migrations.map(({ name, constructor }) => name ?? constructor.name);
  const taken = applied.find((name) => contractName.test(name) && !known.includes(name));
  if (taken !== undefined)
    throw new DatabaseFault(
      'DATABASE.TOO_NEW',
      `The tables belong to a newer version of Uniflag: ${taken} took away what this one needs. Start the newer version.`,
    );
  if (known.some((name) => !applied.includes(name)))
    throw new SchemaBehind(
      'The tables are not up to date. Run `node dist/apps/api/src/bootstrap.js`, or set database.migrateOnStart.',
    );
}

async function appliedMigrations(source: DataSource): Promise<readonly string[]> {
  try {
    const rows = await source.query<{ name: string }[]>('SELECT name FROM migrations');
    return rows.map(({ name }) => name);
  } catch (error) {
    const undefinedTable = '42P01';
    if ((error as { code?: unknown }).code === undefinedTable) return [];
    throw error;
  }
}
