import { createHash } from 'node:crypto';
import type pg from 'pg';
import { DatabaseFault } from '../database-fault.js';
import { openDatabase, type DatabaseOptions } from '../database.js';
import { inTransaction } from '../stores/in-transaction.js';
import { retryConflicts } from '../stores/retry-conflicts.js';
import { contentTables, databaseRoles, rightsOf, type DatabaseRole } from './role-rights.js';

export { databaseRoles, type DatabaseRole } from './role-rights.js';

/** What became of granting. `missing`: the roles do not exist and this user may not create them. */
export type GrantOutcome = 'granted' | 'unchanged' | 'missing';

/**
 * Creates the roles where they are missing and this user may, and gives each the rights it needs on these tables; as the
 * owner of the tables, after the migrations.
 */
export async function grantRoles(options: DatabaseOptions): Promise<GrantOutcome> {
  const database = await openDatabase({ ...options, poolSize: 1, statementTimeoutMs: 0 });
  const { pool } = database;
  try {
    if (!(await createRoles(pool))) return 'missing';
    // Rules of rows lock whole tables, which others read meanwhile in an order of their own.
    const granted = await retryConflicts(() =>
      inTransaction(pool, async (client) => {
        await client.query('BEGIN');
        await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('uniflag-roles', 0))`);
        const tables = await columnsByTable(client);
        const statements = grants(tables);
        const rules = contentTables.flatMap(rowRules).join();
        const revision = createHash('sha256').update(statements).update(rules).digest('hex');
        // A copy of the tables on another server has their revision, and not the rights.
        const { rowCount } = await client.query(
          `SELECT 1 FROM role_grants WHERE revision = $1 AND has_table_privilege('uniflag_auditor', 'events', 'SELECT')
           AND revision = (SELECT revision FROM role_grants ORDER BY granted_at DESC LIMIT 1)`,
          [revision],
        );
        if (rowCount !== 0) return undefined;
        await client.query(statements);
        for (const table of await tablesWithoutRules(client)) await client.query(rowRules(table).join(';\n'));
        await client.query(
          `INSERT INTO role_grants (revision) VALUES ($1)
         ON CONFLICT (revision) DO UPDATE SET granted_at = clock_timestamp()`,
          [revision],
        );
        return true;
      }),
    );
    return granted ? 'granted' : 'unchanged';
  } finally {
    await database.close();
  }
}

/**
 * @throws DatabaseFault where the user, as which a process would work, sees no row of what its tables hold: that would look
 *   as if nothing had been filed
 */
export async function checkSeesRows(pool: Pick<pg.Pool, 'query'>, role: DatabaseRole): Promise<void> {
  const { rows } = await pool.query<{ isHidden: boolean }>(
    `SELECT row_security_active('reports') AS "isHidden"`,
  );
  if (rows[0]?.isHidden)
    throw new DatabaseFault(
      'DATABASE.NO_ROLE',
      `The user of database.url is neither the owner of the tables nor a member of ${role}. As the owner: GRANT ${role} TO that user.`,
    );
}

/** @returns whether this user may work under the role, which has rights on these tables */
export async function canTakeRole(pool: Pick<pg.Pool, 'query'>, role: DatabaseRole): Promise<boolean> {
  const { rows } = await pool.query<{ can: boolean | null }>(
    `SELECT (SELECT pg_has_role(current_user, oid,
         CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AND has_table_privilege(oid, 'events', 'SELECT')
       FROM pg_roles WHERE rolname = $1) AS can`,
    [role],
  );
  return rows[0]?.can ?? false;
}

async function createRoles(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ rolname: string; may: boolean }>(
    `SELECT r.rolname, (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may
     FROM unnest($1::text[]) AS r(rolname) WHERE NOT EXISTS (SELECT 1 FROM pg_roles p WHERE p.rolname = r.rolname)`,
    [databaseRoles],
  );
  if (rows.some(({ may }) => !may)) return false;
  for (const { rolname } of rows)
    await pool.query(`
      DO $$ BEGIN
        CREATE ROLE ${rolname} NOLOGIN;
        -- Who made it can take it; others are made members.
        EXECUTE format('GRANT ${rolname} TO %I', current_user);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another process was faster
      END $$`);
  return true;
}

async function columnsByTable(client: pg.PoolClient): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS "table", array_agg(a.attname::text ORDER BY a.attname) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
     GROUP BY c.relname ORDER BY c.relname`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

/** Everything anew, in one transaction: what a role had before and is not named is gone. */
function grants(tables: ReadonlyMap<string, readonly string[]>): string {
  const everybody = databaseRoles.join(', ');
  const schema = `(SELECT current_schema())`;
  return [
    inSchema(`REVOKE ALL ON ALL TABLES IN SCHEMA %1$I FROM ${everybody}`),
    inSchema(`GRANT USAGE ON SCHEMA %1$I TO ${everybody}`),
    inSchema('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %1$I TO uniflag_api, uniflag_worker'),
    // It creates a sequence a year, which whoever files a report may not.
    'ALTER FUNCTION next_report_number(int) SECURITY DEFINER',
    'ALTER FUNCTION next_report_number(int) SET search_path FROM CURRENT',
    'REVOKE ALL ON FUNCTION next_report_number(int) FROM PUBLIC',
    'GRANT EXECUTE ON FUNCTION next_report_number(int) TO uniflag_api',
    mayClearKeys,
    ...[...tables].flatMap(([table, columns]) =>
      databaseRoles.flatMap((role) => granted(role, table, columns)),
    ),
  ].join(';\n');

  function inSchema(statement: string): string {
    return `DO $$ BEGIN EXECUTE format('${statement}', ${schema}); END $$`;
  }
}

/** It rewrites the table of keys; before PostgreSQL 17 its owner alone may. In a string, for servers that do not know it. */
const mayClearKeys = `DO $$ BEGIN IF current_setting('server_version_num')::int >= 170000 THEN
  EXECUTE 'GRANT MAINTAIN ON data_keys TO uniflag_worker'; END IF; END $$`;

function granted(role: DatabaseRole, table: string, columns: readonly string[]): string[] {
  const { rights, unreadable = [], readable } = rightsOf(role, table);
  const isWhole = readable === undefined && unreadable.length === 0;
  const seen = readable ?? columns.filter((column) => !unreadable.includes(column));
  const named = isWhole
    ? rights
    : rights.map((right) => (right === 'SELECT' ? `SELECT (${seen.map(quoted).join(', ')})` : right));
  return named.length === 0 ? [] : [`GRANT ${named.join(', ')} ON ${quoted(table)} TO ${role}`];
}

/** Content whose rules are not those wanted: making one keeps everybody off its table for a moment. */
async function tablesWithoutRules(client: pg.PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ table: string; roles: string[] | null }>(
    `SELECT c.relname AS "table", (SELECT p.roles::text[] FROM pg_policies p
       WHERE c.relrowsecurity AND p.schemaname = current_schema() AND p.tablename = c.relname
         AND p.policyname = 'uniflag_roles') AS roles
     FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY($1)`,
    [contentTables],
  );
  return rows
    .filter(({ table, roles }) => [...(roles ?? [])].sort().join() !== readersOf(table).sort().join())
    .map(({ table }) => table);
}

function readersOf(table: string): DatabaseRole[] {
  return databaseRoles.filter((role) => rightsOf(role, table).rights.length > 0);
}

/**
 * Who is not named sees no row, whatever was granted by mistake. The rules let a role see all rows of a table or none, so
 * that the planner drops them and statements run as without.
 */
function rowRules(table: string): string[] {
  return [
    `ALTER TABLE ${quoted(table)} ENABLE ROW LEVEL SECURITY`,
    `DROP POLICY IF EXISTS uniflag_roles ON ${quoted(table)}`,
    `CREATE POLICY uniflag_roles ON ${quoted(table)} TO ${readersOf(table).join(', ')} USING (true) WITH CHECK (true)`,
  ];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
