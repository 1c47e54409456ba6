import { ExpireDeliveries, type WebhookTransport } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgDeliveryRecord } from './pg-delivery-record.js';
import { PgDeliveryStore } from './pg-delivery-store.js';

const dayMs = 86_400_000;
const rules = { attemptsForMs: 30 * dayMs, deliveriesForMs: 90 * dayMs, isOn: true, checkEveryMs: 0 };
type Result = Awaited<ReturnType<WebhookTransport['deliver']>>;
const failing: Result = { outcome: 'rejected', status: 500, errorClass: 'status', durationMs: 1 };
const taken: Result = { outcome: 'delivered', status: 200, durationMs: 1 };

let workshop: Workshop;
let endpoint: string;
beforeEach(async () => {
  workshop = await openWorkshop();
  endpoint = await workshop.addEndpoint();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const deliver = async () => {
  await workshop.cases.deliverWebhooks.run();
  await workshop.cases.deliverWebhooks.settled();
};
/** Also for what happened: events, which are never changed otherwise, attempts and notices. */
const pass = async (ms: number) => {
  const earlier = (column: string) => `${column} = ${column} - interval '${ms} milliseconds'`;
  await workshop.schema.pass(ms);
  await workshop.schema.rows(`
    BEGIN;
    SET LOCAL session_replication_role = replica;
    UPDATE events SET ${earlier('at')};
    UPDATE webhook_deliveries SET ${earlier('closed_at')}, ${earlier('reopened_at')};
    UPDATE webhook_attempts SET ${earlier('at')};
    UPDATE endpoint_notices SET ${earlier('at')};
    COMMIT`);
};
const expire = (of = rules, limit?: number) =>
  new ExpireDeliveries({
    ...{ record: new PgDeliveryRecord(workshop.schema.pool), rules: of, log: workshop.log },
  }).run(limit);
const left = async () => {
  const [row] = await workshop.schema.rows<Record<'attempts' | 'deliveries' | 'notices', number>>(
    `SELECT (SELECT count(*)::int FROM webhook_attempts) AS attempts,
       (SELECT count(*)::int FROM webhook_deliveries) AS deliveries,
       (SELECT count(*)::int FROM endpoint_notices) AS notices`,
  );
  return row!;
};
const told = () => workshop.schema.rows('UPDATE endpoint_notices SET told_at = now()');

it('destroys attempts with their answers, then deliveries and notices, each in its time', async () => {
  await workshop.file(['lookup-example']);
  await deliver();
  await workshop.schema.rows(
    `INSERT INTO endpoint_notices (endpoint_id, kind) VALUES ($1, 'endpoint.enabled')`,
    [endpoint],
  );
  await told();
  const whole = { attempts: 2, deliveries: 2, notices: 1 };
  const steps = [
    [29, whole],
    [2, { ...whole, attempts: 0 }],
    [58, { ...whole, attempts: 0 }],
    [1.5, { attempts: 0, deliveries: 2, notices: 0 }],
    [1, { attempts: 0, deliveries: 0, notices: 0 }],
  ] as const;
  for (const [days, then] of steps) {
    await pass(days * dayMs);
    await expire();
    expect(await left()).toEqual(then);
  }
  expect(workshop.log.of('webhooks.expired').map(({ fields }) => fields)).toEqual([
    { attempts: 2, deliveries: 0, notices: 0 },
    { attempts: 0, deliveries: 0, notices: 1 },
    { attempts: 0, deliveries: 2, notices: 0 },
  ]);
});

it('keeps what waits or is used up with its notice, until it is settled', async () => {
  await workshop.file(['lookup-example']);
  workshop.consumer = () => failing;
  for (let turn = 0; turn < 6; turn += 1) {
    await deliver();
    await workshop.schema.pass(600_000);
  }
  await told();
  await pass(200 * dayMs);
  await expire();
  expect(await left()).toEqual({ attempts: 0, deliveries: 2, notices: 1 });
  workshop.consumer = () => taken;
  await new PgDeliveryStore(workshop.schema.pool).resend(endpoint, { states: ['EXHAUSTED'] });
  await deliver();
  await expire();
  expect(await left()).toEqual({ attempts: 2, deliveries: 2, notices: 0 });
  await pass(92 * dayMs);
  await expire();
  expect(await left()).toEqual({ attempts: 0, deliveries: 0, notices: 0 });
});

it('lets nobody recover what was delivered, however far back is asked for', async () => {
  const store = new PgDeliveryStore(workshop.schema.pool);
  for (let n = 0; n < 4; n += 1) {
    await workshop.file(['lookup-example']);
    await deliver();
    await pass(30.2 * dayMs);
  }
  await expire();
  expect(await left()).toMatchObject({ deliveries: 6 });
  workshop.delivered.splice(0);
  expect(await store.recover(endpoint, Date.now() - rules.deliveriesForMs)).toBe(0);
  await deliver();
  expect(workshop.delivered).toEqual([]);
});

it('works in small parts, and not at all where nothing is to be erased by itself', async () => {
  for (let n = 0; n < 5; n += 1) await workshop.file(['lookup-example']);
  for (let n = 0; n < 3; n += 1) await deliver();
  await pass(100 * dayMs);
  const before = await left();
  expect(before.deliveries).toBe(10);
  await expire({ ...rules, isOn: false });
  expect(await left()).toEqual(before);
  expect(await new PgDeliveryRecord(workshop.schema.pool).destroy(rules, 3)).toMatchObject({
    ...{ attempts: 3, deliveries: 3, notices: 0 },
  });
  await expire(rules, 3);
  expect(await left()).toEqual({ attempts: 0, deliveries: 0, notices: 0 });
});
