import { uuidv7 } from 'uuidv7';
import type { ClaimedDelivery, DeliveryClosing } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgDeliveryStore } from './pg-delivery-store.js';

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
      ...{ status: 200, errorClass: null, durationMs: 1, slowForMs: null, phases: null, answer: null, ...as },
    })),
    uuidv7,
  );
const failed = { state: 'WAITING', nextTryInMs: 60_000, outcome: 'rejected', status: 500 } as const;
/** One event a report. */
const fileReports = async (count: number) => {
  for (let n = 0; n < count; n += 1) await workshop.file(['lookup-example']);
  await workshop.schema.rows(`UPDATE webhook_deliveries SET state = 'SKIPPED' WHERE sequence > 1`);
};

describe('claiming deliveries', () => {
  it('takes one round trip', async () => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    expect(await roundTripsOf(workshop.schema.pool, () => claim())).toHaveLength(1);
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
});

it('keeps to the rate of an endpoint in the same round trip', async () => {
  const id = await workshop.addEndpoint();
  await fileReports(1);
  const { version } = (await workshop.stores.webhooks.list())[0]!;
  await new PgDeliveryStore(workshop.schema.pool).setPace(
    id,
    { isOrdered: true, ratePerMinute: 12 },
    version,
  );
  await workshop.schema.pass(5_000);
  let claimed: readonly ClaimedDelivery[] = [];
  const trips = await roundTripsOf(workshop.schema.pool, async () => {
    claimed = await claim();
  });
  expect(trips).toHaveLength(1);
  expect(claimed).toHaveLength(1);
});

describe('closing deliveries', () => {
  it('keeps nothing of an attempt whose lease has passed', async () => {
    await workshop.addEndpoint();
    await fileReports(1);
    const lost = await claim();
    await workshop.schema.pass(30_000);
    await claim();
    await close(lost);
    expect(await workshop.schema.rows('SELECT 1 FROM webhook_attempts')).toEqual([]);
  });

  it('keeps each attempt', async () => {
    await workshop.addEndpoint();
    await fileReports(1);
    const phases = { dnsMs: 1, connectMs: 2, tlsMs: null, firstByteMs: 3 };
    const answer = Buffer.from([0, 255]);
    await close(await claim(), { ...failed, errorClass: 'status', durationMs: 12, phases, answer });
    await workshop.schema.pass(60_000);
    await close(await claim());
    const attempts = await workshop.schema.rows(
      `SELECT number, outcome, status, error_class, duration_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, answer
       FROM webhook_attempts ORDER BY number`,
    );
    const none = { dns_ms: null, connect_ms: null, tls_ms: null, first_byte_ms: null, answer: null };
    expect(attempts).toEqual([
      {
        ...{ number: 1, outcome: 'rejected', status: 500, error_class: 'status', duration_ms: 12 },
        ...{ dns_ms: 1, connect_ms: 2, tls_ms: null, first_byte_ms: 3, answer },
      },
      { number: 2, outcome: 'delivered', status: 200, error_class: null, duration_ms: 1, ...none },
    ]);
  });
});
