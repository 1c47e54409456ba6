import type pg from 'pg';
import { openDatabase, type Database } from '../database.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgAuditChain } from '../audit/pg-audit-chain.js';
import { verifyChain } from '../audit/verify-chain.js';
import {
  canTakeRole,
  checkSeesRows,
  databaseRoles,
  grantRoles,
  type DatabaseRole,
} from './database-roles.js';
import { writeErasures } from '../stores/erasure-changes.js';
import { contentTables } from './role-rights.js';
import { openSchema } from '../../../../test/support/schema.js';
import { until } from '../../../../test/support/services/until.js';

let workshop: Workshop;
const opened: Database[] = [];
const as = {} as Record<DatabaseRole | 'owner', pg.Pool>;
beforeAll(async () => {
  workshop = await openWorkshop();
  const { options, pool } = workshop.schema;
  await grantRoles(options);
  for (const role of databaseRoles) {
    const database = await openDatabase({ ...options, poolSize: 1, role });
    opened.push(database);
    as[role] = database.pool;
  }
  as.owner = pool;
  await workshop.addEndpoint();
  await workshop.file(['sixth-example', 'lookup-example']);
  await workshop.schema.allTold();
  await new PgAuditChain(pool).seal(100);
});
afterAll(async () => {
  for (const { close } of opened) await close();
  await workshop.close();
});

/** `done`, or why not. */
async function tried(role: DatabaseRole | 'owner', statement: string): Promise<string> {
  return as[role].query(statement).then(
    () => 'done',
    (error: unknown) => (error as pg.DatabaseError).code ?? String(error),
  );
}
const refused = '42501';

const record = ['events', 'audit_entries', 'audit_links', 'audit_heads', 'audit_anchors'];
const changes = [...record, 'erasures'].flatMap((table) => [
  `UPDATE ${table} SET ${table === 'erasures' ? 'erased_at' : 'at'} = now()`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table} CASCADE`,
]);

describe.each(databaseRoles)('%s', (role) => {
  it.each([
    ...changes,
    ...record.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
    ...record.map((table) => `DROP TRIGGER ${table}_append_only ON ${table}`),
    'SET session_replication_role = replica',
    'DROP TABLE audit_entries',
    'ALTER TABLE reports DISABLE ROW LEVEL SECURITY',
    'CREATE TABLE of_its_own (id int)',
    'UPDATE migrations SET name = name',
    `INSERT INTO role_grants (revision) VALUES ('x')`,
    'CREATE ROLE somebody',
  ])('may not %s', async (statement) => {
    expect(await tried(role, statement)).toBe(refused);
  });

  it('comes back to itself when it is reset', async () => {
    await as[role].query('RESET ROLE');
    const { rows } = await as[role].query('SELECT current_user AS name');
    expect(rows).toEqual([{ name: role }]);
  });
});

describe('the rights beyond the record', () => {
  it.each<[DatabaseRole, string]>([
    ['uniflag_api', 'SELECT secret FROM webhook_endpoints'],
    ['uniflag_api', 'SELECT new_secret FROM webhook_endpoints'],
    ['uniflag_api', 'DELETE FROM reports'],
    ['uniflag_api', 'DELETE FROM submissions'],
    ['uniflag_api', 'INSERT INTO audit_links SELECT * FROM audit_links'],
    ['uniflag_api', 'INSERT INTO audit_heads SELECT * FROM audit_heads'],
    ['uniflag_worker', 'SELECT 1 FROM api_keys'],
    ['uniflag_worker', 'SELECT 1 FROM sessions'],
    ['uniflag_worker', 'SELECT 1 FROM sign_in_codes'],
    ['uniflag_worker', 'SELECT token_hash FROM member_links'],
    ['uniflag_worker', 'SELECT code_hash FROM caller_codes'],
    ['uniflag_worker', 'SELECT text FROM report_notes'],
    ['uniflag_worker', 'SELECT next_report_number(2026)'],
    ['uniflag_auditor', 'SELECT explanation FROM reports'],
    ['uniflag_auditor', 'SELECT target FROM submissions'],
    ['uniflag_auditor', 'SELECT 1 FROM data_keys'],
    ['uniflag_auditor', 'SELECT 1 FROM replies'],
    ['uniflag_auditor', 'SELECT 1 FROM report_notes'],
    ['uniflag_auditor', 'SELECT 1 FROM idempotency_keys'],
    ['uniflag_auditor', 'SELECT 1 FROM webhook_endpoints'],
    ['uniflag_auditor', 'SELECT 1 FROM api_keys'],
    ['uniflag_auditor', 'INSERT INTO audit_entries SELECT * FROM audit_entries'],
    ['uniflag_auditor', 'UPDATE reports SET status = status'],
  ])('%s may not %s', async (role, statement) => {
    expect(await tried(role, statement)).toBe(refused);
  });

  it.each<[DatabaseRole, string]>([
    ['uniflag_api', 'SELECT * FROM reports'],
    ['uniflag_api', 'SELECT next_report_number(2031)'],
    ['uniflag_worker', 'SELECT secret FROM webhook_endpoints'],
    ['uniflag_auditor', 'SELECT reference, status FROM reports'],
    ['uniflag_auditor', 'SELECT * FROM events'],
  ])('%s may %s', async (role, statement) => {
    expect(await tried(role, statement)).toBe('done');
  });
});

it('keeps even the owner from changing the record without putting a trigger aside', async () => {
  for (const statement of changes)
    expect([statement, await tried('owner', statement)]).toEqual([statement, refused]);
});

it('lets a role see no row of content that is not meant to, even where a right was given by mistake', async () => {
  const { schema } = workshop;
  const seen: unknown[] = [];
  for (const table of contentTables.filter((each) => !['reports', 'submissions'].includes(each))) {
    await schema.rows(`GRANT SELECT ON ${table} TO uniflag_auditor`);
    seen.push(...(await as.uniflag_auditor.query(`SELECT 1 FROM ${table}`)).rows);
  }
  expect(seen).toEqual([]);
  expect((await as.uniflag_api.query('SELECT 1 FROM data_keys')).rowCount).toBeGreaterThan(0);
});

it.each<DatabaseRole>(['uniflag_api', 'uniflag_worker'])(
  'lets %s erase what is to be erased',
  async (role) => {
    const report = await workshop.file(['sixth-example']);
    const client = await as[role].connect();
    const erasure = { id: report.id, reportId: report.id, because: 'REQUEST' as const, by: null };
    await writeErasures(client, { reports: [], erasures: [erasure] });
    client.release();
    expect(
      await workshop.schema.rows('SELECT because FROM erasures WHERE report_id = $1', [report.id]),
    ).toEqual([{ because: 'REQUEST' }]);
  },
);

it('lets the auditor verify the whole chain', async () => {
  const client = await as.uniflag_auditor.connect();
  const report = await verifyChain(client);
  client.release();
  expect(report.faults).toEqual([]);
  expect(report.links).toBeGreaterThan(2);
});

it('grants once, and anew where something was added to the tables or a right is gone', async () => {
  const { options, rows } = workshop.schema;
  expect(await grantRoles(options)).toBe('unchanged');
  await rows('CREATE TABLE added (id int)');
  expect(await grantRoles(options)).toBe('granted');
  expect(await tried('uniflag_worker', 'SELECT 1 FROM added')).toBe('done');
  await rows('DROP TABLE added; REVOKE ALL ON events FROM uniflag_auditor');
  expect(await grantRoles(options)).toBe('granted');
  expect(await canTakeRole(workshop.schema.pool, 'uniflag_auditor')).toBe(true);
});

it('does not let a process work that would see nothing', async () => {
  const { pool } = workshop.schema;
  await expect(checkSeesRows(pool, 'uniflag_api')).resolves.toBeUndefined();
  const client = await pool.connect();
  await client.query(`BEGIN; CREATE ROLE of_nobody; GRANT USAGE ON SCHEMA ${workshop.schema.name} TO of_nobody;
    GRANT SELECT ON reports TO of_nobody; SET LOCAL ROLE of_nobody`);
  await expect(checkSeesRows(client as never, 'uniflag_api')).rejects.toMatchObject({
    code: 'DATABASE.NO_ROLE',
  });
  await client.query('ROLLBACK');
  client.release();
});

it('are granted all the same where somebody at work locks tables in another order', async () => {
  const schema = await openSchema();
  const other = await schema.pool.connect();
  await other.query('BEGIN');
  await other.query('SELECT FROM report_notes');
  const granting = grantRoles(schema.options);
  let held: string | undefined;
  await until('the rules of that table wait, and others are locked', async () => {
    const locks = await schema.rows<{ table: string; granted: boolean }>(
      `SELECT c.relname AS "table", l.granted FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
       WHERE l.mode = 'AccessExclusiveLock' AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY($1)`,
      [contentTables],
    );
    held = locks.find(({ granted }) => granted)?.table;
    return locks.some(({ granted, table }) => !granted && table === 'report_notes');
  });
  // Each waits for the other now, until the server ends one of them.
  await other.query(`SELECT FROM ${held}`);
  await other.query('COMMIT');
  other.release();
  expect(await granting).toBe('granted');
  await schema.drop();
});
