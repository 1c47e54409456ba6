import { uuidv7 } from 'uuidv7';
import type { ClaimedDelivery, DeliveryClosing } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const claim = (limit = 100) => workshop.stores.webhooks.claimDue(limit, 30_000);
const close = (claimed: readonly ClaimedDelivery[], as: Partial<DeliveryClosing> = {}) =>
  workshop.stores.webhooks.close(
    claimed.map(({ deliveryId, epoch, attempt }) => ({
      ...{ deliveryId, epoch, attempt, state: 'DELIVERED', nextTryInMs: null, outcome: 'delivered' },
      ...{ status: 200, errorClass: null, durationMs: 1, ...as },
    })),
    uuidv7,
  );
const failed = { state: 'WAITING', nextTryInMs: 60_000, outcome: 'rejected', status: 500 } as const;
const states = () =>
  workshop.schema.rows(
    'SELECT sequence, state, attempts FROM webhook_deliveries ORDER BY report_id, sequence',
  );
/** One event a report. */
const fileReports = async (count: number) => {
  for (let n = 0; n < count; n += 1) await workshop.file(['lookup-example']);
  await workshop.schema.rows(`UPDATE webhook_deliveries SET state = 'SKIPPED' WHERE sequence > 1`);
};

describe('deliveries', () => {
  it('are made with the events, one an endpoint, also for one that is paused', async () => {
    await workshop.file(['lookup-example']);
    const one = await workshop.addEndpoint();
    await workshop.addEndpoint();
    await workshop.stores.webhooks.setEnabled(one, false, 'WEBHOOK.PAUSED');
    const report = await workshop.file(['lookup-example', 'sixth-example']);
    const rows = await workshop.schema.rows(
      'SELECT endpoint_id, count(*)::int AS n, min(report_id::text) AS report FROM webhook_deliveries GROUP BY endpoint_id',
    );
    expect(rows.map(({ n, report: id }) => [n, id])).toEqual([
      [3, report.id],
      [3, report.id],
    ]);
  });
});

describe('claiming deliveries', () => {
  it('takes one round trip', async () => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    expect(await roundTripsOf(workshop.schema.pool, () => claim())).toHaveLength(1);
  });

  it('gives one event of a report at a time, in order, each with what its consumer gets', async () => {
    const endpointId = await workshop.addEndpoint();
    const report = await workshop.file(['lookup-example', 'sixth-example']);
    for (const sequence of [1, 2, 3]) {
      const claimed = await claim();
      expect(claimed).toMatchObject([
        {
          endpointId,
          attempt: 1,
          event: { sequence, reportId: report.id },
          reportReference: report.reference,
        },
      ]);
      expect(await claim()).toEqual([]);
      await close(claimed);
    }
    expect(await claim()).toEqual([]);
  });

  it('goes on with other reports while one waits', async () => {
    await workshop.addEndpoint();
    const [one, other] = [await workshop.file(['lookup-example']), await workshop.file(['lookup-example'])];
    const first = await claim();
    expect(new Set(first.map(({ event }) => event.reportId))).toEqual(new Set([one.id, other.id]));
    await close(
      first.filter(({ event }) => event.reportId === one.id),
      failed,
    );
    await close(first.filter(({ event }) => event.reportId === other.id));
    expect((await claim()).map(({ event }) => [event.reportId, event.sequence])).toEqual([[other.id, 2]]);
  });

  it('never has more than four of one endpoint under way, however often and by however many it is asked', async () => {
    const slow = await workshop.addEndpoint();
    const other = await workshop.addEndpoint();
    await fileReports(12);
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
    const claimed = [...claims.flat(), ...(await claim())];
    const of = (endpoint: string) => claimed.filter(({ endpointId }) => endpointId === endpoint);
    expect([of(slow).length, of(other).length]).toEqual([4, 4]);
    await close(of(slow).slice(0, 1));
    await close(of(other), failed);
    const more = await claim();
    expect(more.filter(({ endpointId }) => endpointId === slow)).toHaveLength(1);
    expect(more.filter(({ endpointId }) => endpointId === other)).toHaveLength(4);
  });

  it('counts what another claimer took a moment before', async () => {
    await workshop.addEndpoint();
    await fileReports(8);
    const other = await workshop.schema.pool.connect();
    await other.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('uniflag-webhook-claims', 0))`);
    const claiming = claim();
    let isWaiting = false;
    for (let look = 0; look < 500 && !isWaiting; look += 1)
      isWaiting =
        (await workshop.schema.rows(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))
          .length > 0;
    await other.query(
      `UPDATE webhook_deliveries SET lease_until = now() + interval '1 minute', next_try_at = now() + interval '1 minute'
       WHERE id IN (SELECT id FROM webhook_deliveries WHERE state = 'WAITING' LIMIT 4)`,
    );
    await other.query('COMMIT');
    other.release();
    expect(await claiming).toEqual([]);
  });

  it('gives each to one of many claimers at once', async () => {
    for (let n = 0; n < 5; n += 1) await workshop.addEndpoint();
    await fileReports(10);
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const claims = await Promise.all(Array.from({ length: 5 }, () => claim(7)));
      ids.push(...claims.flat().map(({ deliveryId }) => deliveryId));
      await close(claims.flat());
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(50);
  });

  it('leaves a paused endpoint alone and keeps its events', async () => {
    const endpoint = await workshop.addEndpoint();
    await fileReports(2);
    await workshop.stores.webhooks.setEnabled(endpoint, false, 'WEBHOOK.PAUSED');
    expect(await claim()).toEqual([]);
    await workshop.stores.webhooks.setEnabled(endpoint, true, null);
    expect(await claim()).toHaveLength(2);
  });

  it('holds a stream behind an exhausted delivery, and only that stream', async () => {
    await workshop.addEndpoint();
    const [stuck, free] = [await workshop.file(['lookup-example']), await workshop.file(['lookup-example'])];
    const first = await claim();
    await close(
      first.filter(({ event }) => event.reportId === stuck.id),
      { ...failed, state: 'EXHAUSTED', nextTryInMs: null },
    );
    await close(first.filter(({ event }) => event.reportId === free.id));
    await workshop.schema.pass(86_400_000);
    expect((await claim()).map(({ event }) => event.reportId)).toEqual([free.id]);
  });

  it('gives a delivery anew, with its number of attempts, once the lease of the one before has passed', async () => {
    await workshop.addEndpoint();
    await fileReports(1);
    const [lost] = await claim();
    await workshop.schema.pass(30_000);
    const [again] = await claim();
    expect(again).toMatchObject({ deliveryId: lost?.deliveryId, attempt: 2, epoch: 2 });
    // The one before comes back late: what it has to say no longer counts.
    await close([lost!]);
    expect(await states()).toMatchObject([{ state: 'WAITING', attempts: 2 }, {}]);
    expect(await workshop.schema.rows('SELECT 1 FROM webhook_attempts')).toEqual([]);
    await close([again!]);
    expect(await states()).toMatchObject([{ state: 'DELIVERED', attempts: 2 }, {}]);
  });
});

describe('closing deliveries', () => {
  it('keeps each attempt and the time of the next', async () => {
    await workshop.addEndpoint();
    await fileReports(1);
    await close(await claim(), { ...failed, errorClass: 'status', durationMs: 12 });
    expect(await claim()).toEqual([]);
    await workshop.schema.pass(60_000);
    await close(await claim());
    const attempts = await workshop.schema.rows(
      'SELECT number, outcome, status, error_class, duration_ms FROM webhook_attempts ORDER BY number',
    );
    expect(attempts).toEqual([
      { number: 1, outcome: 'rejected', status: 500, error_class: 'status', duration_ms: 12 },
      { number: 2, outcome: 'delivered', status: 200, error_class: null, duration_ms: 1 },
    ]);
  });

  it('wakes the lane, for the event behind may now be due', async () => {
    await workshop.addEndpoint();
    await fileReports(1);
    const claimed = await claim();
    await workshop.schema.pool.query('TRUNCATE outbox');
    await close(claimed);
    expect(await workshop.schema.rows('SELECT lane FROM outbox')).toEqual([{ lane: 'webhooks' }]);
  });
});

describe('endpoints', () => {
  it('are changed only by who read them last', async () => {
    const id = await workshop.addEndpoint();
    const { webhooks } = workshop.stores;
    expect(await webhooks.setEnabled(id, false, 'WEBHOOK.PAUSED', 1)).toBe(true);
    expect(await webhooks.setEnabled(id, true, null, 1)).toBe(false);
    expect(await webhooks.list()).toMatchObject([
      { id, isEnabled: false, disabledBecause: 'WEBHOOK.PAUSED', version: 2 },
    ]);
  });

  it('are made once an idempotency key', async () => {
    const endpoint = () => ({
      ...{ id: uuidv7(), url: 'https://consumer.example/hook', description: '', secret: new Uint8Array([1]) },
      key: { wrapped: new Uint8Array([1]), wrappingKeyId: 'synthetic' },
      idempotency: { client: 'c', key: 'k', requestHash: 'h', answer: new Uint8Array([1]) },
    });
    const made = await Promise.all(
      Array.from({ length: 5 }, () => workshop.stores.webhooks.create(endpoint())),
    );
    expect(made.sort()).toEqual(['created', 'keyTaken', 'keyTaken', 'keyTaken', 'keyTaken']);
    expect(await workshop.stores.webhooks.list()).toHaveLength(1);
  });
});
