import type pg from 'pg';

/** One row of one table, with the columns that can hold bytes or text. */
export interface StoredRow {
  readonly table: string;
  /** Its `id`, or where it lies in its table. */
  readonly row: string;
  readonly values: Readonly<Record<string, Buffer>>;
}

const rowsAtOnce = 500;

/** Every row of every table that this user may read, those of the queue as well, as they stood at one moment. */
export async function* everyRow(pool: pg.Pool): AsyncGenerator<StoredRow> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: tables } = await client.query<Table>(tablesStatement);
    for (const { name, columns, has_id: hasId } of tables) {
      const id = hasId ? 'id::text' : 'ctid::text';
      // Of what is no bytea its text, in its own encoding.
      const chosen = columns.map(({ column, isBytes }) =>
        isBytes ? column : `convert_to(${column}::text, 'UTF8')`,
      );
      await client.query(
        `DECLARE every_row NO SCROLL CURSOR FOR SELECT ARRAY[${chosen.join(', ')}] AS parts, ${id} AS row FROM ${name}`,
      );
      for (;;) {
        const { rows } = await client.query<{ parts: (Buffer | null)[]; row: string }>(
          `FETCH ${rowsAtOnce} FROM every_row`,
        );
        for (const { parts, row } of rows) yield { table: name, row, values: named(columns, parts) };
        if (rows.length < rowsAtOnce) break;
      }
      await client.query('CLOSE every_row');
    }
  } finally {
    // Ends the transaction as well, also where the reader stopped in the middle.
    client.release(true);
  }
}

function named(columns: Table['columns'], parts: readonly (Buffer | null)[]): Record<string, Buffer> {
  return Object.fromEntries(columns.flatMap(({ column }, at) => (parts[at] ? [[column, parts[at]]] : [])));
}

/** Tables that this user may not read, or not all of. */
export async function unreadTables(pool: Pick<pg.Pool, 'query'>): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND NOT (${isReadable}) ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const isReadable = `has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')`;

const tablesStatement = `
  SELECT c.oid::regclass::text AS name, bool_or(a.attname = 'id') AS has_id,
    jsonb_agg(jsonb_build_object('column', quote_ident(a.attname), 'isBytes', t.typname = 'bytea') ORDER BY a.attnum)
      FILTER (WHERE t.typname IN ('bytea', 'text', 'varchar', 'bpchar', 'json', 'jsonb', '_text', '_varchar', '_bytea'))
      AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND ${isReadable}
  GROUP BY c.oid
  HAVING bool_or(t.typname IN ('bytea', 'text', 'varchar', 'bpchar', 'json', 'jsonb', '_text', '_varchar', '_bytea'))
  ORDER BY 1`;

interface Table {
  name: string;
  has_id: boolean;
  columns: { column: string; isBytes: boolean }[];
}
