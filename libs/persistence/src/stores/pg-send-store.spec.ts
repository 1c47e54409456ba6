import type { PlatformMode } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(() => workshop.close());

const claim = (platform: Key, limit = 10, leaseMs = 30_000) =>
  workshop.stores.sends.claimDue({ platform, limit, leaseMs, messageDomain: 'uniflag.example' });
const stateOf = async (submissionId: string) => {
  const [row] = await workshop.schema.rows(
    `SELECT delivery, epoch, tries, next_try_at, lease_until > now() AS is_leased FROM submissions WHERE id = $1`,
    [submissionId],
  );
  return row;
};
const sendsOf = (submissionId: string) =>
  workshop.schema.rows('SELECT * FROM sends WHERE submission_id = $1 ORDER BY number', [submissionId]);
const kept = async () => expect(await brokenPromises(workshop.schema.pool)).toEqual([]);

describe('claiming due submissions', () => {
  it('takes one round trip', async () => {
    await workshop.file(['sixth-example', 'sixth-example']);
    const sent = await roundTripsOf(workshop.schema.pool, () => claim('sixth-example'));
    expect(sent).toHaveLength(1);
  });

  it('writes the intent before anything is sent, under a lease and with a new epoch', async () => {
    const report = await workshop.file(['sixth-example']);
    const submission = report.submissions[0]!;
    const [claimed] = await claim('sixth-example');
    expect(await stateOf(submission.id)).toEqual({
      ...{ delivery: 'SENDING', epoch: 1, tries: 1, next_try_at: null, is_leased: true },
    });
    expect(await sendsOf(submission.id)).toMatchObject([
      {
        id: claimed?.sendId,
        number: 1,
        epoch: 1,
        round: 0,
        outcome: 'intent',
        mode: 'rehearsed',
        closed_at: null,
      },
    ]);
    expect(claimed).toMatchObject({
      ...{
        submissionId: submission.id,
        reportId: report.id,
        reference: submission.reference,
        mode: 'rehearsed',
      },
      ...{ channel: 'sixth-mail', epoch: 1, tries: 1, round: 0, previousOutcome: null, firstSentAtMs: null },
      ...{ idempotencyKey: `${submission.reference}.0`, messageId: `${submission.id}.0@uniflag.example` },
    });
    await kept();
  });

  it('gives each row to one of many claimers at once', async () => {
    for (let n = 0; n < 4; n += 1)
      await workshop.file(Array.from({ length: 25 }, () => 'dedupe-example' as const));
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim('dedupe-example', 15)));
    const ids = claims.flat().map(({ submissionId }) => submissionId);
    expect(new Set(ids).size).toBe(ids.length);
    for (
      let rest = await claim('dedupe-example', 50);
      rest.length > 0;
      rest = await claim('dedupe-example', 50)
    )
      ids.push(...rest.map(({ submissionId }) => submissionId));
    expect(new Set(ids).size).toBe(100);
    expect(ids).toHaveLength(100);
    await kept();
  });

  it('takes the longest due first, and no more than asked', async () => {
    const report = await workshop.file(['sixth-example', 'sixth-example', 'sixth-example']);
    const [a, b, c] = report.submissions.map(({ id }) => id);
    const due = (id: string | undefined, seconds: number) =>
      workshop.schema.rows(
        `UPDATE submissions SET next_try_at = now() - $2 * interval '1 second' WHERE id = $1`,
        [id, seconds],
      );
    await due(a, 10);
    await due(b, 30);
    await due(c, 20);
    const claimed = await claim('sixth-example', 2);
    expect(new Set(claimed.map(({ submissionId }) => submissionId))).toEqual(new Set([b, c]));
  });

  it('takes nothing before its time, of another platform, or that is claimed already', async () => {
    await workshop.file(['sixth-example']);
    expect(await claim('lookup-example')).toEqual([]);
    expect(await claim('sixth-example')).toHaveLength(1);
    expect(await claim('sixth-example')).toEqual([]);
    await workshop.file(['sixth-example']);
    await workshop.schema.rows(
      `UPDATE submissions SET next_try_at = now() + interval '1 minute' WHERE delivery = 'QUEUED'`,
    );
    expect(await claim('sixth-example')).toEqual([]);
  });

  it('takes the most urgent first, and the longest due among equals', async () => {
    const inOrder: (string | undefined)[] = [];
    for (const category of ['CYBERBULLYING', 'CSAM', 'CYBERBULLYING', 'CSAM'] as const)
      inOrder.push((await workshop.file(['sixth-example'], { category })).submissions[0]?.id);
    const [first, critical, second, alsoCritical] = inOrder;
    const claimed = [];
    for (let n = 0; n < 4; n += 1) claimed.push((await claim('sixth-example', 1))[0]?.submissionId);
    expect(claimed).toEqual([critical, alsoCritical, first, second]);
  });

  it('takes nothing of a stopped platform, and goes on when it runs again', async () => {
    await workshop.file(['sixth-example', 'lookup-example']);
    await workshop.stores.platforms.setMode('sixth-example', 'stopped', 'test');
    expect(await claim('sixth-example')).toEqual([]);
    expect(await claim('lookup-example')).toHaveLength(1);
    await workshop.stores.platforms.setMode('sixth-example', 'rehearsed', 'test');
    expect(await claim('sixth-example')).toHaveLength(1);
  });

  it('never lets leave for real what was filed in rehearsal', async () => {
    await workshop.file(['sixth-example']);
    await workshop.stores.platforms.setMode('sixth-example', 'armed', 'test');
    expect(await claim('sixth-example')).toMatchObject([{ mode: 'rehearsed' }]);
    await workshop.file(['sixth-example']);
    expect(await claim('sixth-example')).toMatchObject([{ mode: 'armed' }]);
    expect(await workshop.schema.rows('SELECT mode FROM sends ORDER BY started_at')).toEqual([
      { mode: 'rehearsed' },
      { mode: 'armed' },
    ]);
  });

  it('never plays what was filed for real: it waits until the platform is armed again', async () => {
    const stand = (mode: PlatformMode) => workshop.stores.platforms.setMode('sixth-example', mode, 'test');
    await stand('armed');
    await workshop.file(['sixth-example']);
    // Filed while the platform is stopped: for what it was before.
    await stand('stopped');
    await workshop.file(['sixth-example']);
    await stand('rehearsed');
    expect(await claim('sixth-example')).toEqual([]);
    await stand('armed');
    expect(await claim('sixth-example')).toMatchObject([{ mode: 'armed' }, { mode: 'armed' }]);
  });

  it('goes where the platform stands with what an earlier version filed', async () => {
    await workshop.file(['sixth-example']);
    await workshop.schema.rows('UPDATE submissions SET mode = NULL');
    await workshop.stores.platforms.setMode('sixth-example', 'armed', 'test');
    expect(await claim('sixth-example')).toMatchObject([{ mode: 'armed' }]);
  });

  it('takes nothing that has an open send, and is not held up by it', async () => {
    const report = await workshop.file(['sixth-example', 'sixth-example']);
    const [first, second] = report.submissions.map(({ id }) => id);
    await claim('sixth-example', 1);
    // Our mail bounced before our own commit, and a person wants it sent again.
    await workshop.schema.rows(
      `UPDATE submissions SET delivery = 'QUEUED', next_try_at = now() WHERE id = $1`,
      [first],
    );
    expect(await claim('sixth-example')).toMatchObject([{ submissionId: second }]);
  });

  it('takes nothing of a platform that is held, until the hold is over', async () => {
    await workshop.file(['sixth-example']);
    await workshop.stores.platforms.hold('sixth-example', 60_000, 'PLATFORM.RATE_LIMITED');
    expect(await claim('sixth-example')).toEqual([]);
    await workshop.schema.pass(60_000);
    expect(await claim('sixth-example')).toHaveLength(1);
  });

  it('passes over what another transaction is changing, and waits for nobody', async () => {
    const report = await workshop.file(['sixth-example', 'sixth-example']);
    const other = await workshop.schema.pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM submissions WHERE id = $1 FOR UPDATE', [report.submissions[0]?.id]);
    const claimed = await claim('sixth-example');
    expect(claimed.map(({ submissionId }) => submissionId)).toEqual([report.submissions[1]?.id]);
    await other.query('ROLLBACK');
    other.release();
  });
});

describe('a platform that may only get so many notices a minute', () => {
  const claimAt = (perMinute: number, limit = 10) =>
    workshop.stores.sends.claimDue({
      ...{ platform: 'sixth-example', limit, leaseMs: 30_000, messageDomain: 'uniflag.example', perMinute },
    });
  /** As if nobody had claimed for so long. */
  const rest = (ms: number) =>
    workshop.schema.rows(
      `UPDATE platform_rates SET refilled_at = refilled_at - $1 * interval '1 millisecond' WHERE platform = 'sixth-example'`,
      [ms],
    );

  it('gets no more from all workers together, and the next as time passes', async () => {
    await workshop.file(Array.from({ length: 30 }, () => 'sixth-example' as const));
    await rest(600_000);
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimAt(60)));
    expect(claims.flat()).toHaveLength(10);
    expect(await claimAt(60)).toEqual([]);
    await rest(2_000);
    expect(await claimAt(60)).toHaveLength(2);
    await kept();
  });

  it('gets one at a time where the rate is low', async () => {
    await workshop.file(Array.from({ length: 3 }, () => 'sixth-example' as const));
    await rest(3_600_000);
    expect(await claimAt(2)).toHaveLength(1);
    await rest(15_000);
    expect(await claimAt(2)).toEqual([]);
    await rest(15_000);
    expect(await claimAt(2)).toHaveLength(1);
  });

  it('holds up no other platform', async () => {
    await workshop.file(['sixth-example', 'sixth-example', 'lookup-example']);
    await claimAt(1);
    expect(await claim('lookup-example')).toHaveLength(1);
  });
});

describe('a claim that got no answer', () => {
  /** Claims, and loses the answer. */
  async function claimInVain(): Promise<void> {
    const { pool } = workshop.schema;
    const query = pool.query.bind(pool) as (text: string, values: unknown[]) => Promise<unknown>;
    const lost = jest.spyOn(pool, 'query') as unknown as jest.MockInstance<
      Promise<unknown>,
      [string, unknown[]]
    >;
    lost.mockImplementationOnce(async (text, values) => {
      await query(text, values);
      throw new Error('synthetic loss');
    });
    await expect(claim('sixth-example')).rejects.toThrow('synthetic loss');
    lost.mockRestore();
  }

  it('is handed back before the next one: nothing of it was sent', async () => {
    const report = await workshop.file(['sixth-example', 'sixth-example']);
    await claimInVain();
    for (const { id } of report.submissions) expect(await stateOf(id)).toMatchObject({ delivery: 'SENDING' });
    const claimed = await claim('sixth-example');
    expect(claimed).toHaveLength(2);
    expect(claimed.every(({ tries, previousOutcome }) => tries === 1 && previousOutcome === null)).toBe(true);
    expect((await sendsOf(report.submissions[0]!.id)).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['deferred', 'SEND.CLAIM_UNANSWERED'],
      ['intent', null],
    ]);
    await kept();
  });

  it('is left to the sweep that has taken it over', async () => {
    const report = await workshop.file(['sixth-example']);
    await claimInVain();
    await workshop.schema.pass(31_000);
    expect(await workshop.stores.sends.claimStale(10, 30_000)).toHaveLength(1);
    expect(await claim('sixth-example')).toEqual([]);
    const { id } = report.submissions[0]!;
    expect(await stateOf(id)).toMatchObject({ delivery: 'SENDING', is_leased: true });
    expect((await sendsOf(id)).map(({ outcome }) => outcome)).toEqual(['intent']);
    await kept();
  });
});

describe('what is known of earlier tries', () => {
  it('keeps key and Message-ID in one round, and changes both in the next', async () => {
    const report = await workshop.file(['sixth-example']);
    const id = report.submissions[0]?.id ?? '';
    const [first] = await claim('sixth-example');
    await closeAs(first!.sendId, id, 'deferred', 0);
    const [second] = await claim('sixth-example');
    await closeAs(second!.sendId, id, 'unknown', 1);
    const [third] = await claim('sixth-example');
    expect(second).toMatchObject({
      idempotencyKey: first?.idempotencyKey,
      messageId: first?.messageId,
      tries: 2,
    });
    expect(third?.idempotencyKey).not.toBe(first?.idempotencyKey);
    expect(third?.messageId).not.toBe(first?.messageId);
    expect(third?.round).toBe(1);
  });

  it('stays unknown when a try in between did not leave', async () => {
    const report = await workshop.file(['lookup-example']);
    const id = report.submissions[0]?.id ?? '';
    const outcomes = [];
    for (const outcome of ['deferred', 'unknown', 'deferred', 'deferred'] as const) {
      const [claimed] = await claim('lookup-example');
      outcomes.push(claimed?.previousOutcome);
      await closeAs(claimed!.sendId, id, outcome, 0);
    }
    const [last] = await claim('lookup-example');
    expect([...outcomes, last?.previousOutcome]).toEqual([null, null, 'unknown', 'unknown', 'unknown']);
  });

  it('knows of every later try that one before it may have arrived', async () => {
    const report = await workshop.file(['sixth-example']);
    const id = report.submissions[0]?.id ?? '';
    const known = [];
    for (const outcome of ['deferred', 'unknown', 'refused', 'deferred'] as const) {
      const [claimed] = await claim('sixth-example');
      known.push(claimed?.mayHaveArrived);
      await closeAs(claimed!.sendId, id, outcome, 0);
    }
    expect([...known, (await claim('sixth-example'))[0]?.mayHaveArrived]).toEqual([
      ...[false, false, true, true, true],
    ]);
  });

  it('names the first try that may have arrived as the one that is repeated', async () => {
    const report = await workshop.file(['sixth-example']);
    const id = report.submissions[0]?.id ?? '';
    const [deferred] = await claim('sixth-example');
    await closeAs(deferred!.sendId, id, 'deferred', 0);
    const [arrived] = await claim('sixth-example');
    await closeAs(arrived!.sendId, id, 'unknown', 1);
    const [repeat] = await claim('sixth-example');
    const [, second] = await sendsOf(id);
    expect(repeat?.firstSentAtMs).toBe(second?.started_at.getTime());
  });

  async function closeAs(sendId: string, submissionId: string, outcome: string, round: number) {
    await workshop.schema.rows('UPDATE sends SET outcome = $2, closed_at = now() WHERE id = $1', [
      sendId,
      outcome,
    ]);
    await workshop.schema.rows(
      `UPDATE submissions SET delivery = 'RETRY_WAIT', next_try_at = now(), lease_until = NULL, round = $2 WHERE id = $1`,
      [submissionId, round],
    );
  }
});

describe('the table of sends', () => {
  it('holds one open send a submission at the most', async () => {
    const report = await workshop.file(['sixth-example']);
    await claim('sixth-example');
    const again = workshop.schema.rows(
      `INSERT INTO sends (id, submission_id, number, epoch, round, channel, mode, idempotency_key, message_id, outcome)
       SELECT gen_random_uuid(), submission_id, 2, 2, round, channel, mode, idempotency_key, message_id, 'intent'
       FROM sends WHERE submission_id = $1`,
      [report.submissions[0]?.id],
    );
    await expect(again).rejects.toMatchObject({ constraint: 'sends_one_open' });
  });
});

describe('claiming sends whose sender vanished', () => {
  it('takes them once their lease has passed, and raises the epoch', async () => {
    const report = await workshop.file(['sixth-example']);
    const id = report.submissions[0]?.id ?? '';
    const [claimed] = await claim('sixth-example');
    expect(await workshop.stores.sends.claimStale(10, 30_000)).toEqual([]);
    await workshop.schema.pass(31_000);
    expect(await workshop.stores.sends.claimStale(10, 30_000)).toEqual([
      {
        ...{ submissionId: id, reportId: report.id, platform: 'sixth-example', channel: 'sixth-mail' },
        ...{ epoch: 2, tries: 1, round: 0, sendId: claimed?.sendId },
      },
    ]);
    expect(await stateOf(id)).toMatchObject({ delivery: 'SENDING', epoch: 2, is_leased: true });
  });

  it('gives each to one of many sweepers, and anew when that one vanished as well', async () => {
    await workshop.file(Array.from({ length: 40 }, () => 'dedupe-example' as const));
    await claim('dedupe-example', 40);
    await workshop.schema.pass(31_000);
    const sweeps = await Promise.all(
      Array.from({ length: 8 }, () => workshop.stores.sends.claimStale(10, 30_000)),
    );
    const ids = sweeps.flat().map(({ submissionId }) => submissionId);
    expect(new Set(ids).size).toBe(ids.length);
    await workshop.schema.pass(31_000);
    expect(await workshop.stores.sends.claimStale(100, 30_000)).toHaveLength(40);
  });

  it('is not held up by a row that has a lease and no open send', async () => {
    const report = await workshop.file(['dedupe-example', 'sixth-example']);
    await workshop.schema.rows(
      `UPDATE submissions SET lease_until = now() - interval '1 hour' WHERE platform = 'dedupe-example'`,
    );
    await claim('sixth-example');
    await workshop.schema.pass(31_000);
    const stale = await workshop.stores.sends.claimStale(1, 30_000);
    expect(stale.map(({ platform }) => platform)).toEqual(['sixth-example']);
    expect(report.submissions).toHaveLength(2);
  });
});

describe('claiming checks', () => {
  const claimChecks = (platform: Key) =>
    workshop.stores.sends.claimChecks({ platform, limit: 10, leaseMs: 30_000 });

  it('gives each to one claimer, and anew after the lease', async () => {
    await workshop.file(['lookup-example', 'lookup-example']);
    await workshop.schema.rows('UPDATE submissions SET next_check_at = now()');
    const claims = await Promise.all([claimChecks('lookup-example'), claimChecks('lookup-example')]);
    expect(claims.flat()).toHaveLength(2);
    expect(await claimChecks('lookup-example')).toEqual([]);
    await workshop.schema.pass(30_000);
    expect(await claimChecks('lookup-example')).toHaveLength(2);
  });

  it('leaves a stopped or held platform alone', async () => {
    await workshop.file(['lookup-example']);
    await workshop.schema.rows('UPDATE submissions SET next_check_at = now()');
    await workshop.stores.platforms.hold('lookup-example', 60_000, 'PLATFORM.QUOTA');
    expect(await claimChecks('lookup-example')).toEqual([]);
    await workshop.stores.platforms.setMode('lookup-example', 'stopped', 'test');
    await workshop.schema.pass(60_000);
    expect(await claimChecks('lookup-example')).toEqual([]);
  });
});
