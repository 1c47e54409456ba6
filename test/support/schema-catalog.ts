import type { QueryRunner } from 'typeorm';

interface Column {
  readonly type: string;
  /** An INSERT that does not name it works. */
  readonly mayBeLeftOut: boolean;
  readonly mayBeNull: boolean;
}

/** What programs rely on in a schema: not indexes that only make it fast. */
export interface SchemaCatalog {
  readonly tables: ReadonlySet<string>;
  /** By `table.column`. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Rules by name, with the columns (`table.column`) that they bind. */
  readonly rules: ReadonlyMap<string, { readonly columns: readonly string[]; readonly isUnique: boolean }>;
  /** Functions with their arguments and result. */
  readonly functions: ReadonlySet<string>;
}

/** Reads the tables of the connection's schema. */
export async function catalogOf(runner: QueryRunner): Promise<SchemaCatalog> {
  const rows = <Row>(sql: string) => runner.query(sql) as Promise<Row[]>;
  const columns = await rows<Column & { table: string; name: string }>(`
    SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
      NOT a.attnotnull AS "mayBeNull",
      NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '' AS "mayBeLeftOut"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
      AND a.attnum > 0 AND NOT a.attisdropped`);
  // NOT NULL is read from the columns; PostgreSQL 18 keeps it as a constraint as well.
  const rules = await rows<{ name: string; columns: string[]; isUnique: boolean }>(`
    SELECT x.conname AS name, x.contype IN ('p', 'u', 'x') AS "isUnique",
      ARRAY(SELECT c.relname || '.' || a.attname FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum = ANY (x.conkey)) AS columns
    FROM pg_constraint x JOIN pg_class c ON c.oid = x.conrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND x.contype <> 'n'
    UNION ALL
    SELECT i.relname, true, ARRAY(SELECT c.relname || '.' || a.attname FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum = ANY (x.indkey))
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND x.indisunique
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.oid)`);
  const functions = await rows<{ signature: string }>(`
    SELECT proname || '(' || pg_get_function_arguments(oid) || ') ' || pg_get_function_result(oid) AS signature
    FROM pg_proc WHERE pronamespace = current_schema()::regnamespace`);
  return {
    tables: new Set(columns.map(({ table }) => table)),
    columns: new Map(columns.map((column) => [`${column.table}.${column.name}`, column])),
    rules: new Map(rules.map((rule) => [rule.name, rule])),
    functions: new Set(functions.map(({ signature }) => signature)),
  };
}

/** What a program written for `before` would miss, or stumble over, in `after`; a sentence each. */
export function takenAway(before: SchemaCatalog, after: SchemaCatalog): string[] {
  const tables = [...before.tables]
    .filter((name) => !after.tables.has(name))
    .map((name) => `${name} is gone`);
  const columns = [...before.columns].flatMap(([name, was]) => {
    if (!after.tables.has(name.split('.')[0] ?? '')) return [];
    const is = after.columns.get(name);
    if (!is) return [`${name} is gone`];
    if (is.type !== was.type) return [`${name} was ${was.type} and is ${is.type}`];
    if (was.mayBeNull && !is.mayBeNull) return [`${name} must not be null any longer`];
    return was.mayBeLeftOut && !is.mayBeLeftOut ? [`${name} has no default any longer`] : [];
  });
  const isOld = (column: string) => before.tables.has(column.split('.')[0] ?? '');
  const demanded = [...after.columns]
    .filter(([name, is]) => isOld(name) && !before.columns.has(name) && !is.mayBeLeftOut)
    .map(([name]) => `${name} must be given`);
  const newRules = [...after.rules]
    .filter(
      ([name, { columns: bound }]) =>
        !before.rules.has(name) && bound.some((each) => before.columns.has(each)),
    )
    .map(([name]) => `${name} is a new rule on old columns`);
  const lostRules = [...before.rules]
    .filter(([name, { isUnique, columns: bound }]) => {
      const isTableThere = bound.every((column) => after.columns.has(column));
      return isUnique && isTableThere && !after.rules.has(name);
    })
    .map(([name]) => `${name}, which ON CONFLICT may need, is gone`);
  const functions = [...before.functions]
    .filter((signature) => !after.functions.has(signature))
    .map((signature) => `${signature} is gone`);
  return [...tables, ...columns, ...demanded, ...newRules, ...lostRules, ...functions];
}
