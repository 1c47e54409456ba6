import { changeReport, type Fact, type SubmissionFact } from '#core';
import { EraseReport, type LockedReport } from '#application';
import { PgRetentionStore } from '#persistence';
import { uuidv7 } from 'uuidv7';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';
import { addressAt, openWorkshop, usualReport, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop.close());
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
});

const counts = async () => {
  const [row] = await workshop.schema.rows(
    `SELECT (SELECT count(*) FROM reports)::int AS reports, (SELECT count(*) FROM submissions)::int AS submissions,
       (SELECT count(*) FROM events)::int AS events, (SELECT count(*) FROM data_keys)::int AS keys,
       (SELECT count(*) FROM outbox)::int AS outbox, (SELECT count(*) FROM idempotency_keys)::int AS idempotency`,
  );
  return row as Record<'reports' | 'submissions' | 'events' | 'keys' | 'outbox' | 'idempotency', number>;
};
const withKey = (key: string, more: object = {}) => ({
  ...usualReport,
  targets: [{ input: addressAt('lookup-example', 900_001) }],
  idempotency: { client: 'synthetic-client', key, requestHash: 'a' },
  ...more,
});

/** Applies facts to one report, as every use case does. */
function apply(facts: readonly SubmissionFact[]) {
  return (locked: ReadonlyMap<string, LockedReport>, nowMs: number) => {
    const [report] = [...locked.values()];
    if (!report) throw new Error('not locked');
    const changed = changeReport(report.state, facts, nowMs);
    return {
      change: { reports: [{ state: changed.report, events: changed.events, timing: [] }] },
      result: changed.events.length,
    };
  };
}

describe('filing', () => {
  it('takes two round trips, whatever the size', async () => {
    const { pool } = workshop.schema;
    expect(await roundTripsOf(pool, () => workshop.file(['sixth-example']))).toHaveLength(2);
    const many = Array.from({ length: 50 }, () => 'lookup-example' as const);
    expect(await roundTripsOf(pool, () => workshop.file(many))).toHaveLength(2);
  });

  it('stores report, submissions, events, key and wake-ups together', async () => {
    const before = await counts();
    const report = await workshop.file(['sixth-example', 'lookup-example', 'dedupe-example']);
    const after = await counts();
    expect(after).toEqual({
      reports: before.reports + 1,
      submissions: before.submissions + 3,
      events: before.events + 4,
      keys: before.keys + 1,
      outbox: before.outbox + 3,
      idempotency: before.idempotency,
    });
    expect(await workshop.view(report.id)).toEqual(report);
  });

  it('stores nothing at all where one row cannot be stored', async () => {
    const { pool } = workshop.schema;
    const taken = (await workshop.file(['lookup-example'])).submissions[0]?.reference;
    const before = await counts();
    // The reference of a submission is unique: the last row of the statement fails.
    await pool.query(`CREATE FUNCTION take_reference() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.ordinal = 2 THEN NEW.reference := '${taken}'; END IF; RETURN NEW; END $$`);
    await pool.query(
      'CREATE TRIGGER take BEFORE INSERT ON submissions FOR EACH ROW EXECUTE FUNCTION take_reference()',
    );
    await expect(workshop.file(['sixth-example', 'dedupe-example'])).rejects.toMatchObject({ code: '23505' });
    await pool.query('DROP TRIGGER take ON submissions');
    expect(await counts()).toEqual(before);
  });

  it('answers the same key and body with the same answer, and stores nothing more', async () => {
    const first = await workshop.fileAnswer(withKey('key-1'));
    const before = await counts();
    const second = await workshop.fileAnswer(withKey('key-1'));
    expect(first.outcome).toBe('filed');
    expect(second).toEqual({ ...first, outcome: 'replayed' });
    expect(await counts()).toEqual(before);
  });

  it('refuses the same key with another body', async () => {
    const idempotency = { client: 'synthetic-client', key: 'key-1', requestHash: 'b' };
    expect(await workshop.fileAnswer(withKey('key-1', { idempotency }))).toEqual({ outcome: 'keyReused' });
  });

  it('keeps the keys of two clients apart', async () => {
    const idempotency = { client: 'another-client', key: 'key-1', requestHash: 'b' };
    expect(await workshop.fileAnswer(withKey('key-1', { idempotency }))).toMatchObject({ outcome: 'filed' });
  });

  it('says that a key is in flight while another session files with it', async () => {
    const other = await workshop.schema.pool.connect();
    await other.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('synthetic-client key-2', 0))`);
    const before = await counts();
    expect(await workshop.fileAnswer(withKey('key-2'))).toEqual({ outcome: 'keyInFlight' });
    expect(await counts()).toEqual(before);
    await other.query('COMMIT');
    other.release();
    expect(await workshop.fileAnswer(withKey('key-2'))).toMatchObject({ outcome: 'filed' });
  });

  it('files once when the same request comes many times at once', async () => {
    const before = await counts();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => workshop.fileAnswer(withKey('key-3'))),
    );
    expect((await counts()).reports).toBe(before.reports + 1);
    expect(answers.filter(({ outcome }) => outcome === 'filed')).toHaveLength(1);
    const given = answers.flatMap((answer) => ('answer' in answer ? [answer.answer] : []));
    expect(new Set(given).size).toBe(1);
    for (const { outcome } of answers) expect(['filed', 'replayed', 'keyInFlight']).toContain(outcome);
  });

  it('knows nothing of a key any more once what it filed was erased', async () => {
    const [kept] = await workshop.schema.rows(`SELECT owner_id FROM idempotency_keys WHERE key = 'key-3'`);
    await workshop.sendDue();
    const { reports } = workshop.stores;
    const retention = new PgRetentionStore(workshop.schema.pool);
    const by = { id: 'one', name: 'one' };
    const erase = new EraseReport({ reports, retention, ids: { uuid: uuidv7 } });
    expect(await erase.run(String(kept?.['owner_id']), by)).toEqual({ outcome: 'done' });
    expect(await workshop.fileAnswer(withKey('key-3'))).toMatchObject({ outcome: 'filed' });
  });
});

describe('a change', () => {
  it('takes three round trips', async () => {
    const report = await workshop.file(['lookup-example']);
    const fact: Fact = { kind: 'withdrawn' };
    const facts = [{ submissionId: report.submissions[0]?.id ?? '', fact }];
    const sent = await roundTripsOf(workshop.schema.pool, () =>
      workshop.stores.reports.change([report.id], apply(facts)),
    );
    expect(sent).toHaveLength(3);
    expect(sent.at(-1)).toBe('COMMIT');
    // The invariants below know nothing of who cleared the next try.
    await workshop.schema.pool.query(
      `UPDATE submissions SET next_try_at = NULL WHERE delivery = 'CANCELLED'`,
    );
  });

  it('writes a submission once, also where its events tell how it went', async () => {
    const { rows, pool } = workshop.schema;
    const report = await workshop.file(['lookup-example']);
    await workshop.sendDue();
    const submissionId = report.submissions[0]?.id ?? '';
    await pool.query(`CREATE TABLE writes (ordinal int);
      CREATE FUNCTION count_write() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO writes VALUES (NEW.ordinal); RETURN NEW; END $$;
      CREATE TRIGGER count_writes BEFORE UPDATE ON submissions FOR EACH ROW EXECUTE FUNCTION count_write()`);
    const atMs = Date.now() + 1_000;
    const removed = (after: number): Fact => ({
      ...{
        kind: 'actioned',
        atMs: atMs + after,
        effects: after === 0 ? ['ACCOUNT_WARNED'] : ['CONTENT_REMOVED'],
      },
    });
    const facts: Fact[] = [
      ...[{ kind: 'acknowledged', atMs } as const, { kind: 'informationRequested', atMs } as const],
      ...[removed(0), removed(1), { kind: 'seen', atMs: atMs + 2, visibility: 'GONE' } as const],
      ...[{ kind: 'seen', atMs: atMs + 3, visibility: 'LIVE' } as const],
    ];
    for (const fact of facts)
      await workshop.stores.reports.change([report.id], apply([{ submissionId, fact }]));
    expect(await rows('SELECT count(*)::int AS count FROM writes')).toEqual([{ count: facts.length }]);
    await pool.query('DROP TRIGGER count_writes ON submissions; DROP TABLE writes');

    // As the trigger on events keeps it, where nobody told it.
    const told = `SELECT acknowledged_at, first_decided_at, decided_in_turn_at, known_gone_at, has_reappeared
      FROM submissions WHERE id = '${submissionId}'`;
    const [kept] = await rows(told);
    expect(Object.values(kept ?? {})).not.toContain(null);
    await pool.query(`UPDATE submissions SET acknowledged_at = NULL, first_decided_at = NULL, decided_in_turn_at = NULL,
      known_gone_at = NULL, has_reappeared = false WHERE id = '${submissionId}'`);
    await pool.query(
      `CREATE TEMP TABLE told AS SELECT * FROM events WHERE submission_id = '${submissionId}'`,
    );
    await pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
      DELETE FROM events WHERE submission_id = '${submissionId}'; COMMIT`);
    await pool.query('INSERT INTO events SELECT * FROM told ORDER BY sequence');
    expect(await rows(told)).toEqual([kept]);
  });

  it('gives its connection back where deciding throws', async () => {
    const report = await workshop.file(['lookup-example']);
    const broken = () => {
      throw new Error('synthetic mistake');
    };
    for (let turn = 0; turn < 30; turn += 1)
      await expect(workshop.stores.reports.change([report.id], broken)).rejects.toThrow('synthetic mistake');
    const { pool } = workshop.schema;
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('refuses ids that are none, before they reach a statement', async () => {
    const change = workshop.stores.reports.change([`' OR true --`], apply([]));
    await expect(change).rejects.toThrow('not a uuid');
  });

  it('ends with an error, and the process goes on, where its connection is cut while it writes', async () => {
    const report = await workshop.file(['lookup-example']);
    const submissionId = report.submissions[0]?.id ?? '';
    const { pool, rows } = workshop.schema;
    const other = await pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM submissions WHERE id = $1 FOR UPDATE', [submissionId]);
    const fact: Fact = { kind: 'seen', atMs: 1, visibility: 'GONE' };
    const changing = workshop.stores.reports.change([report.id], apply([{ submissionId, fact }]));
    const failed = expect(changing).rejects.toThrow();
    let cut: unknown[] = [];
    while (cut.length === 0)
      cut = await rows(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE '%changed_submissions%' AND pid <> pg_backend_pid()`,
      );
    await failed;
    await other.query('ROLLBACK');
    other.release();
    expect(await workshop.view(report.id)).toEqual(report);
    await expect(workshop.stores.reports.change([report.id], apply([{ submissionId, fact }]))).resolves.toBe(
      2,
    );
  });
});
