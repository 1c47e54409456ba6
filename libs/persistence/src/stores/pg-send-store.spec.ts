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

  it('goes where the platform stands with what an earlier version filed', async () => {
    await workshop.file(['sixth-example']);
    await workshop.schema.rows('UPDATE submissions SET mode = NULL');
    await workshop.stores.platforms.setMode('sixth-example', 'armed', 'test');
    expect(await claim('sixth-example')).toMatchObject([{ mode: 'armed' }]);
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

describe('a claim that got no answer', () => {
  /** Claims, and loses the answer once `until` has come. */
  async function claimInVain(until: Promise<unknown> = Promise.resolve()): Promise<void> {
    const claiming = insteadOfNextQuery(async (run) => {
      await run();
      await until;
      throw new Error('synthetic loss');
    });
    await expect(claim('sixth-example')).rejects.toThrow('synthetic loss');
    claiming.mockRestore();
  }

  function insteadOfNextQuery(work: (run: () => Promise<unknown>) => Promise<unknown>) {
    const { pool } = workshop.schema;
    const query = pool.query.bind(pool) as (text: string, values: unknown[]) => Promise<unknown>;
    const spy = jest.spyOn(pool, 'query') as unknown as jest.MockInstance<
      Promise<unknown>,
      [string, unknown[]]
    >;
    return spy.mockImplementationOnce((text, values) => work(() => query(text, values)));
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

  it('is handed back as well where it is lost while another one is handed back', async () => {
    await workshop.file(['sixth-example', 'sixth-example']);
    let lose: () => void = () => undefined;
    const late = claimInVain(new Promise<void>((resolve) => (lose = resolve)));
    await workshop.file(['sixth-example']);
    await claimInVain();
    const handingBack = insteadOfNextQuery(async (run) => {
      const answer = await run();
      lose();
      await late;
      return answer;
    });
    const [first, second] = [await claim('sixth-example'), await claim('sixth-example')];
    handingBack.mockRestore();
    expect([first.length, second.length]).toEqual([1, 2]);
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
