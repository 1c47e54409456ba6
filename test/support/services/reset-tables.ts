import type pg from 'pg';
import { until } from './until.js';

/** Tables as a migration left them. */
export interface Beginning {
  /** Differs after every change of a table, a column, a trigger, a function or a right. */
  readonly shape: string;
  /** Rows that migrations wrote: table -> JSON. */
  readonly rows: ReadonlyMap<string, string>;
}

export async function rememberTables(client: pg.Client, schema: string): Promise<Beginning> {
  const rows = new Map<string, string>();
  for (const table of await filledTables(client, schema)) {
    const { rows: found } = await client.query<{ json: string }>(
      `SELECT json_agg(t)::text AS json FROM ${schema}.${table} t`,
    );
    rows.set(table, found[0]!.json);
  }
  return { shape: await shapeOf(client, schema), rows };
}

/** What `MigratedTables.reset` does: a tenth of the time of another copy. */
export async function resetTables(
  client: pg.Client,
  { schema, beginning, connections }: { schema: string; beginning: Beginning; connections: number },
): Promise<boolean> {
  await until('nobody else uses the tables', async () => (await otherConnections(client)) <= connections);
  if ((await shapeOf(client, schema)) !== beginning.shape) return false;
  const filled = await filledTables(client, schema);
  const { rows: counters } = await client.query<{ name: string }>(
    'SELECT sequencename AS name FROM pg_sequences WHERE schemaname = $1 AND last_value IS NOT NULL',
    [schema],
  );
  await client.query('BEGIN');
  // Neither foreign keys nor the triggers that keep rows from being taken away.
  await client.query('SET LOCAL session_replication_role = replica');
  for (const table of new Set([...filled, ...beginning.rows.keys()])) {
    await client.query(`DELETE FROM ${schema}.${table}`);
    const json = beginning.rows.get(table);
    if (json === undefined) continue;
    const row = `${schema}.${table}`;
    await client.query(`INSERT INTO ${row} SELECT * FROM json_populate_recordset(NULL::${row}, $1)`, [json]);
  }
  for (const { name } of counters) await client.query(`SELECT setval('${schema}.${name}', 1, false)`);
  await client.query('COMMIT');
  return true;
}

async function filledTables(client: pg.Client, schema: string): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1',
    [schema],
  );
  const each = tables.map(
    ({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${schema}.${name})`,
  );
  const { rows } = await client.query<{ name: string }>(each.join(' UNION ALL '));
  return rows.map(({ name }) => name);
}

async function otherConnections(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  return rows[0]!.count;
}

/** Rows of the catalogue are written anew, with another xmin, by whoever changes what they describe. */
async function shapeOf(client: pg.Client, schema: string): Promise<string> {
  const ours = (catalogue: string, column: string) =>
    `SELECT xmin::text || ' ' || oid AS row FROM ${catalogue} WHERE ${column} = to_regnamespace($1)`;
  const { rows } = await client.query<{ shape: string }>(
    `SELECT md5(string_agg(row, ',' ORDER BY row)) AS shape FROM (
       ${ours('pg_class', 'relnamespace')} UNION ALL ${ours('pg_proc', 'pronamespace')}
       UNION ALL ${ours('pg_constraint', 'connamespace')}
       UNION ALL SELECT t.xmin::text || ' ' || t.oid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                  WHERE c.relnamespace = to_regnamespace($1)
       UNION ALL SELECT a.xmin::text || ' ' || a.attrelid || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                  WHERE c.relnamespace = to_regnamespace($1)
     ) AS described`,
    [schema],
  );
  return rows[0]!.shape;
}
