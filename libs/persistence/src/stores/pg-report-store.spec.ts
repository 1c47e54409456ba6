import fc from 'fast-check';
import { changeReport, type Fact, type SubmissionFact } from '#core';
import type { LockedReport } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { roundTripsOf, watchQueries } from '../../../../test/support/watch-queries.js';
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

  it('gives each report a number of its own, also when the first ones of a year come at once', async () => {
    const { reports } = workshop.stores;
    const year = 2199;
    const contexts = await Promise.all(
      Array.from({ length: 10 }, () => reports.filingContext({ year, contentHashes: [], idempotency: null })),
    );
    const references = contexts.map(({ reference }) => reference).sort();
    expect(references).toEqual(
      Array.from({ length: 10 }, (_, n) => `UF-2199-0000${String(n + 1).padStart(2, '0')}`),
    );
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

  it('asks for a new key where the answer of the old one was erased', async () => {
    await workshop.schema.pool.query(
      `DELETE FROM data_keys WHERE owner_id = (SELECT owner_id FROM idempotency_keys WHERE key = 'key-3')`,
    );
    expect(await workshop.fileAnswer(withKey('key-3'))).toEqual({ outcome: 'keyReused' });
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

  it('leaves nothing behind where deciding throws', async () => {
    const report = await workshop.file(['lookup-example']);
    const broken = () => {
      throw new Error('synthetic mistake');
    };
    for (let turn = 0; turn < 30; turn += 1)
      await expect(workshop.stores.reports.change([report.id], broken)).rejects.toThrow('synthetic mistake');
    expect(await workshop.view(report.id)).toEqual(report);
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

  it('waits for the one before it and sees what that did', async () => {
    const report = await workshop.file(['lookup-example', 'sixth-example']);
    const [one, other] = report.submissions.map(({ id }) => id) as [string, string];
    const { reports } = workshop.stores;
    const looks: Fact = { kind: 'seen', atMs: 1, visibility: 'GONE' };
    const turns = Array.from({ length: 10 }, (_, n) =>
      reports.change([report.id], apply([{ submissionId: n % 2 === 0 ? one : other, fact: looks }])),
    );
    const told = await Promise.all(turns);
    // Each of the two moves once, and is repeated for all others; the second also resolves the report.
    expect(told.filter((events) => events > 0)).toHaveLength(2);
    expect(await workshop.view(report.id)).toMatchObject({
      status: 'RESOLVED',
      counts: { gone_unexplained: 2 },
    });
  });

  const anyFact = fc.constantFrom<Fact>(
    { kind: 'queued' },
    { kind: 'sendUncertain', reason: 'SYNTHETIC.FAULT' },
    { kind: 'sendConfirmed' },
    { kind: 'withdrawn' },
    { kind: 'handedOff', channel: 'lookup-example-form', reason: 'HANDOFF.ASSISTED_FORM' },
    { kind: 'acknowledged', atMs: 5, externalRef: 'SYNTHETIC-1' },
    { kind: 'informationRequested', atMs: 6 },
    { kind: 'refused', atMs: 7, reason: 'NO_POLICY_VIOLATION' },
    { kind: 'actioned', atMs: 8, effects: ['CONTENT_REMOVED'] },
    { kind: 'seen', atMs: 1, visibility: 'GONE' },
    { kind: 'seen', atMs: 2, visibility: 'LIVE' },
  );

  it('loses nothing beside others: sequences stay gapless and the status is what the rows say', async () => {
    const anyChanges = fc.array(fc.array(fc.tuple(fc.nat(2), anyFact), { minLength: 1, maxLength: 3 }), {
      minLength: 2,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(anyChanges, async (changes) => {
        const report = await workshop.file(['lookup-example', 'lookup-example', 'lookup-example']);
        const told = await Promise.all(
          changes.map((facts) =>
            workshop.stores.reports.change(
              [report.id],
              apply(facts.map(([n, fact]) => ({ submissionId: report.submissions[n]?.id ?? '', fact }))),
            ),
          ),
        );
        const events = await workshop.schema.rows<{ sequence: number }>(
          'SELECT sequence FROM events WHERE report_id = $1 ORDER BY sequence',
          [report.id],
        );
        const expected = report.lastSequence + told.reduce((sum, count) => sum + count, 0);
        expect(events.map(({ sequence }) => sequence)).toEqual(
          Array.from({ length: expected }, (_, n) => n + 1),
        );
        // Random facts come without the timing that use cases write beside them.
        await workshop.schema.pool.query(`
          UPDATE submissions SET sent_at = now(), due_at = now() WHERE delivery IN ('SENT', 'ACKNOWLEDGED');
          UPDATE submissions SET next_try_at = NULL WHERE delivery NOT IN ('QUEUED', 'RETRY_WAIT')`);
        expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('of several reports never deadlocks with another over the same ones', async () => {
    const filed = [];
    for (let n = 0; n < 4; n += 1) filed.push(await workshop.file(['lookup-example']));
    const ids = filed.map(({ id }) => id);
    const looked =
      (visibility: 'GONE' | 'LIVE', atMs: number) =>
      (locked: ReadonlyMap<string, LockedReport>, nowMs: number) => {
        const writes = [...locked.values()].map((report) => {
          const facts = report.state.submissions.map(({ id }) => ({
            submissionId: id,
            fact: { kind: 'seen', atMs, visibility } as const,
          }));
          const changed = changeReport(report.state, facts, nowMs);
          return { state: changed.report, events: changed.events, timing: [] };
        });
        return { change: { reports: writes }, result: undefined };
      };
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        workshop.stores.reports.change(
          n % 2 === 0 ? ids : [...ids].reverse(),
          looked(n % 3 === 0 ? 'LIVE' : 'GONE', n),
        ),
      ),
    );
  });
});

describe('a change beside claims, which lock no report', () => {
  const claim = (platform: string) =>
    workshop.stores.sends.claimDue({
      ...{ platform, limit: 500, leaseMs: 30_000, messageDomain: 'uniflag.example' },
    });

  it('decides anew where a worker claims the submission in between, and never undoes the claim', async () => {
    const report = await workshop.file(['dedupe-example']);
    const submissionId = report.submissions[0]?.id ?? '';
    let claims = 0;
    const end = watchQueries(workshop.schema.pool, (text) => {
      if (!text.startsWith('WITH changed_reports') || (claims += 1) > 1) return undefined;
      return claim('dedupe-example');
    });
    const seen: (string | undefined)[] = [];
    const answer = await workshop.stores.reports.change([report.id], (locked, nowMs) => {
      const state = locked.get(report.id)!.state;
      seen.push(state.submissions[0]?.state.delivery);
      const facts: SubmissionFact[] = [{ submissionId, fact: { kind: 'withdrawn' } }];
      const { change } = apply(facts)(locked, nowMs);
      return { change, result: changeReport(state, facts, nowMs).applied[0]?.outcome };
    });
    end();
    expect(seen).toEqual(['QUEUED', 'SENDING']);
    expect(answer).toBe('refused');
    const [row] = await workshop.schema.rows('SELECT delivery, epoch FROM submissions WHERE id = $1', [
      submissionId,
    ]);
    expect(row).toEqual({ delivery: 'SENDING', epoch: 1 });
    expect((await workshop.view(report.id)).lastSequence).toBe(report.lastSequence);
  });

  it('holds up no claim of another submission of the same report', async () => {
    const report = await workshop.file(['dedupe-example', 'sixth-example']);
    const id = report.submissions.find(({ platform }) => platform === 'sixth-example')?.id ?? '';
    let claimed: readonly { submissionId: string }[] = [];
    const end = watchQueries(workshop.schema.pool, (text) =>
      text === 'COMMIT' ? claim('sixth-example').then((rows) => (claimed = rows)) : undefined,
    );
    const other = report.submissions.find(({ platform }) => platform === 'dedupe-example')?.id ?? '';
    const fact: Fact = { kind: 'seen', atMs: 1, visibility: 'GONE' };
    await workshop.stores.reports.change([report.id], apply([{ submissionId: other, fact }]));
    end();
    expect(claimed.map(({ submissionId }) => submissionId)).toContain(id);
  });
});
