import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { AuditHead } from '#application';
import { signatureCheck, signingKeyFrom } from '#security';
import { randomFrom } from '../../../../test/support/random.js';
import { until } from '../../../../test/support/services/until.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { hashedRows, headText, linkHash } from './chain.js';
import { PgAuditChain } from './pg-audit-chain.js';
import { PgAuditTrail } from './pg-audit-trail.js';
import type { FaultKind } from './chain-fault.js';
import { verifyChain, workOutChain } from './verify-chain.js';

const rowsEach = 5_000;
const total = 2 * rowsEach;
const key = signingKeyFrom(randomBytes(32).toString('base64'), 'key');
const check = signatureCheck(key.publicPem);
const isSignedByUs = (head: AuditHead) => check(headText(head), head.signed);
const sign = (place: Parameters<typeof headText>[0]) => ({
  keyId: key.id,
  signature: key.sign(headText(place)),
});

let workshop: Workshop;
let chain: PgAuditChain;
let anchors: AuditHead[];
beforeAll(async () => {
  workshop = await openWorkshop();
  const { pool } = workshop.schema;
  const report = await workshop.file(['sixth-example']);
  await pool.query(
    `INSERT INTO events (report_id, sequence, id, type, v, at, status, attention, detail, caller)
     SELECT $1, 1000 + n, gen_random_uuid(), 'submission.sent', 1, now(), 'IN_PROGRESS', '{}',
       jsonb_build_object('n', n), CASE WHEN n % 2 = 0 THEN jsonb_build_object('kind', 'KEY', 'id', gen_random_uuid()) END
     FROM generate_series(1, ${rowsEach} - (SELECT count(*)::int FROM events)) n`,
    [report.id],
  );
  await pool.query(
    `INSERT INTO audit_entries (id, act, operation, caller_kind, caller_id, report_id, subject, origin)
     SELECT gen_random_uuid(), 'READ', 'readReport', 'KEY', gen_random_uuid(), $1, '{}', '192.0.2.0/24'
     FROM generate_series(1, ${rowsEach}) n`,
    [report.id],
  );
  await workshop.schema.allTold();
  chain = new PgAuditChain(pool);
  anchors = [];
  let linked = 0;
  while (linked < total) {
    linked += await chain.seal(1_000);
    const head = await chain.head(0, sign);
    if (head) anchors.push(head);
  }
}, 60_000);
afterAll(() => workshop.close());

/** What is found after `tamper`, which may do whatever a superuser can; it is undone. */
async function foundAfter(tamper: (client: pg.PoolClient) => Promise<unknown>, parts = {}) {
  const client = await workshop.schema.pool.connect();
  try {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica');
    await tamper(client);
    const { faults } = await workOutChain(client, { isSignedByUs, ...parts });
    return faults.map(({ kind, sequence, row }) => ({ kind, sequence, id: row?.id ?? null }));
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const random = randomFrom(20_261_127);
/** A place in the chain that is neither its beginning nor its end. */
const somewhere = () => random.between(3, total - 3);
async function linkAt(sequence: number): Promise<{ kind: 'EVENT' | 'ENTRY'; id: string; table: string }> {
  const [link] = await workshop.schema.rows<{ kind: 'EVENT' | 'ENTRY'; id: string }>(
    'SELECT kind, row_id AS id FROM audit_links WHERE sequence = $1',
    [sequence],
  );
  if (!link) throw new Error('no such link');
  return { ...link, table: link.kind === 'EVENT' ? 'events' : 'audit_entries' };
}

describe(`a chain of ${total} rows`, () => {
  it('is whole, sealed to its end and signed', async () => {
    const client = await workshop.schema.pool.connect();
    const report = await verifyChain(client, { anchors, isSignedByUs, batch: 777 });
    client.release();
    expect(report).toEqual({
      ...{ links: total, lastSequence: total, unsealed: 0, faults: [] },
      ...{ heads: 10, signedHeads: 10, anchors: 10 },
    });
  });

  /** Each at a place of its own, so that one look finds them all. */
  type Tamper = (
    client: pg.PoolClient,
    place: { sequence: number; id: string; table: string },
  ) => Promise<unknown>;
  const inPlace: readonly (readonly [
    what: string,
    on: 'EVENT' | 'ENTRY',
    found: FaultKind,
    tamper: Tamper,
  ])[] = [
    ...(['EVENT', 'ENTRY'] as const).map(
      (kind) =>
        [
          `an ${kind} taken away`,
          kind,
          'DELETED',
          (client: pg.PoolClient, { id, table }) => client.query(`DELETE FROM ${table} WHERE id = $1`, [id]),
        ] as const satisfies readonly [string, string, string, Tamper],
    ),
    changed('when', 'EVENT', `at = at + interval '1 microsecond'`),
    changed('what happened', 'EVENT', `type = 'submission.withdrawn'`),
    changed('a detail', 'EVENT', `detail = detail || '{"n": -1}'`),
    changed('who', 'EVENT', `caller = jsonb_build_object('kind', 'KEY', 'id', gen_random_uuid())`),
    changed('who asked', 'ENTRY', 'caller_id = gen_random_uuid()'),
    changed('from where', 'ENTRY', 'origin = NULL'),
    changed('of which report', 'ENTRY', 'report_id = gen_random_uuid()'),
    changed('what was asked', 'ENTRY', `operation = 'listReports'`),
    changed('its place in the feed', 'ENTRY', 'position = position + 1'),
  ];

  function changed(what: string, on: 'EVENT' | 'ENTRY', change: string) {
    const tamper: Tamper = (client, { id, table }) =>
      client.query(`UPDATE ${table} SET ${change} WHERE id = $1`, [id]);
    return [what, on, 'CHANGED', tamper] as const;
  }

  it('shows which rows were taken away or changed in whatever column', async () => {
    const expected: object[] = [];
    const found = await foundAfter(async (client) => {
      for (const [index, [, on, kind, tamper]] of inPlace.entries()) {
        const sequence =
          (on === 'EVENT' ? 0 : rowsEach) + random.between(index * 400 + 10, index * 400 + 390);
        const place = { sequence, ...(await linkAt(sequence)) };
        expect(place.kind).toBe(on);
        await tamper(client, place);
        expected.push({ kind, sequence, id: place.id });
      }
    });
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it('shows a row taken away with its link, one put among the sealed ones, and places exchanged', async () => {
    const [gone, between] = [random.between(100, 2_000), random.between(2_100, 4_900)];
    const [one, other, neighbour] = [random.between(5_100, 5_900), random.between(6_100, 6_900), 8_500];
    const put = '00000000-0000-0000-0000-000000000001';
    const exchange = async (client: pg.PoolClient, first: number, second: number) => {
      await client.query('UPDATE audit_links SET sequence = -sequence WHERE sequence = ANY($1)', [
        [first, second],
      ]);
      await client.query('UPDATE audit_links SET sequence = $1::bigint + $2 + sequence WHERE sequence < 0', [
        first,
        second,
      ]);
    };
    const found = await foundAfter(async (client) => {
      const { id, table } = await linkAt(gone);
      await client.query(`DELETE FROM ${table} WHERE id = $1`, [id]);
      await client.query('DELETE FROM audit_links WHERE sequence = $1', [gone]);
      await client.query(
        `INSERT INTO audit_entries (id, act, operation, caller_kind, caller_id, xid, position)
         SELECT $1, 'READ', 'readReport', 'KEY', gen_random_uuid(), xid, 0 FROM audit_links WHERE sequence = $2`,
        [put, between],
      );
      await exchange(client, one, other);
      await exchange(client, neighbour, neighbour + 1);
    });
    const places = (kind: FaultKind) =>
      found.filter((each) => each.kind === kind).map(({ sequence, id }) => sequence ?? id);
    expect(places('DELETED')).toEqual([gone]);
    expect(places('INSERTED')).toEqual([put]);
    expect(places('REORDERED')).toEqual(expect.arrayContaining([one, other, neighbour, neighbour + 1]));
    // And those that follow on them: nothing else.
    for (const place of places('REORDERED'))
      expect(
        [one, other, neighbour, neighbour + 1].some((each) => each === place || each + 1 === place),
      ).toBe(true);
    expect(found.length).toBe(2 + places('REORDERED').length);
  });

  it('shows where they were taken away though the links were numbered anew', async () => {
    const sequence = somewhere();
    const { id, table } = await linkAt(sequence);
    const next = await linkAt(sequence + 1);
    const found = await foundAfter(async (client) => {
      await client.query(`DELETE FROM ${table} WHERE id = $1`, [id]);
      await client.query('DELETE FROM audit_links WHERE sequence = $1', [sequence]);
      await client.query('UPDATE audit_links SET sequence = -sequence WHERE sequence > $1', [sequence]);
      await client.query('UPDATE audit_links SET sequence = -sequence - 1 WHERE sequence < 0');
    });
    expect(found[0]).toEqual({ kind: 'CHANGED', sequence, id: next.id });
    expect(new Set(found.slice(1).map(({ kind }) => kind))).toEqual(new Set(['DELETED']));
  });

  it('shows a row that was put in with a link of its own', async () => {
    const sequence = somewhere();
    const forged = '00000000-0000-0000-0000-000000000002';
    const found = await foundAfter(async (client) => {
      await client.query('UPDATE audit_links SET sequence = -sequence WHERE sequence >= $1', [sequence]);
      await client.query('UPDATE audit_links SET sequence = 1 - sequence WHERE sequence < 0');
      await client.query(
        `WITH row AS (
           INSERT INTO audit_entries (id, act, operation, caller_kind, caller_id)
           VALUES ($2, 'READ', 'readReport', 'KEY', gen_random_uuid()) RETURNING *
         )
         INSERT INTO audit_links (sequence, kind, row_id, hash, xid, position, at, caller_id)
         SELECT $1, 'ENTRY', id, sha256('forged'), xid, position, at, caller_id FROM row`,
        [sequence, forged],
      );
    });
    expect(found[0]).toEqual({ kind: 'INSERTED', sequence, id: forged });
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['INSERTED']));
  });

  it('shows that its end was cut off, heads and all, where the heads left the database', async () => {
    const end = 4_321;
    const cut = async (client: pg.PoolClient) => {
      await client.query(
        'DELETE FROM events t USING audit_links l WHERE l.row_id = t.id AND l.sequence > $1',
        [end],
      );
      await client.query(
        'DELETE FROM audit_entries t USING audit_links l WHERE l.row_id = t.id AND l.sequence > $1',
        [end],
      );
      await client.query('DELETE FROM audit_links WHERE sequence > $1', [end]);
      await client.query('DELETE FROM audit_heads WHERE sequence > $1', [end]);
    };
    const found = await foundAfter(cut, { anchors });
    expect(found[0]).toEqual({ kind: 'TRUNCATED', sequence: 5_000, id: null });
    expect(found).toHaveLength(6);
  });

  it('shows between which heads it was changed and worked out anew', async () => {
    const found = await foundAfter(async (client) => {
      const { id } = await linkAt(9_500);
      await client.query(`UPDATE audit_entries SET operation = 'listReports' WHERE id = $1`, [id]);
      const { rows } = await client.query<{ id: string; row: object; hash: Buffer }>(
        `SELECT t.id, l.hash, ${hashedRows.ENTRY} AS row FROM audit_links l JOIN audit_entries t ON t.id = l.row_id
         WHERE l.sequence >= 9499 ORDER BY l.sequence`,
      );
      let previous: Uint8Array = rows[0]!.hash;
      const links = rows.slice(1).map(({ row, ...link }) => {
        previous = linkHash(previous, { kind: 'ENTRY', id: link.id, row: { ...row } });
        return { id: link.id, hash: Buffer.from(previous).toString('base64') };
      });
      await client.query(
        `UPDATE audit_links l SET hash = decode(i.hash, 'base64')
         FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, hash text) WHERE i.id = l.row_id`,
        [JSON.stringify(links)],
      );
    });
    expect(found).toEqual([{ kind: 'REWRITTEN', sequence: 10_000, id: null }]);
  });

  it('shows a head that somebody else signed', async () => {
    const other = signingKeyFrom(randomBytes(32).toString('base64'), 'key');
    const head = anchors[4]!;
    const found = await foundAfter((client) =>
      client.query('UPDATE audit_heads SET signature = $2 WHERE sequence = $1', [
        head.sequence,
        other.sign(headText(head)),
      ]),
    );
    expect(found).toEqual([{ kind: 'FORGED', sequence: head.sequence, id: null }]);
  });
});

describe('the seal', () => {
  it('comes to what was written meanwhile, once, whoever seals', async () => {
    const trail = new PgAuditTrail(workshop.schema.pool);
    const actor = { kind: 'KEY' as const, operation: 'readReport', origin: null, reasonId: null };
    const [report] = await workshop.schema.rows<{ id: string; reference: string }>(
      'SELECT id, reference FROM reports',
    );
    const id = '00000000-0000-0000-0000-00000000000a';
    await Promise.all(
      Array.from({ length: 20 }, () =>
        trail.add({
          act: 'READ',
          actor: { ...actor, id },
          subject: [],
          about: { reference: report!.reference },
        }),
      ),
    );
    await workshop.schema.allTold();
    const again = new PgAuditChain(workshop.schema.pool);
    await until('all is sealed', async () => {
      await Promise.all([chain.seal(7), again.seal(7), again.seal(7)]);
      const [row] = await workshop.schema.rows(
        'SELECT count(*)::int AS n FROM audit_links WHERE caller_id = $1',
        [id],
      );
      return row?.['n'] === 20;
    });
    const rows = await workshop.schema.rows(
      `SELECT DISTINCT report_id FROM audit_links WHERE caller_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ report_id: report!.id }]);
    const client = await workshop.schema.pool.connect();
    expect((await verifyChain(client)).faults).toEqual([]);
    client.release();
  });
});
