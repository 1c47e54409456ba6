import { DeliverWebhooks, PingEndpoints, WatchEndpoints, type WebhookTransport } from '#application';
import { PgDeliveryStore, PgEndpointHealth } from '#persistence';
import { webhookRetryScheduleMs } from '#webhooks';
import { uuidv7 } from 'uuidv7';
import { brokenPromises } from '../support/invariants.js';
import { openWorkshop, settings, type Workshop } from '../support/workshop.js';

const hourMs = 3_600_000;
type Result = Awaited<ReturnType<WebhookTransport['deliver']>>;
const failing: Result = { outcome: 'unreachable', errorClass: 'connect', durationMs: 1 };
const taken: Result = { outcome: 'delivered', status: 200, durationMs: 1 };

let workshop: Workshop;
let delivering: DeliverWebhooks;
let watching: WatchEndpoints;
let answer: Result;
let sent: { reportId: string; sequence: number }[];
beforeEach(async () => {
  workshop = await openWorkshop();
  const { stores, cipher, log, schema } = workshop;
  [answer, sent] = [failing, []];
  delivering = new DeliverWebhooks({
    ...{ store: stores.webhooks, cipher, log },
    // In the middle of the jitter, so that waits are those of the schedule.
    ids: { uuid: uuidv7, mailToken: () => '', jitter: () => 0.5 },
    transport: {
      deliver: async ({ event }) => {
        sent.push(event);
        return answer;
      },
      ping: () => Promise.resolve(answer),
    },
    settings: { ...settings, retryScheduleMs: webhookRetryScheduleMs, maxConcurrent: 8 },
  });
  watching = new WatchEndpoints({ health: new PgEndpointHealth(schema.pool), log });
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const pass = async (ms: number) => {
  await workshop.schema.pass(ms);
  await delivering.run();
  await delivering.settled();
  await watching.run();
};
const endpoint = async () => {
  const [row] = await workshop.schema.rows<{ enabled: boolean; because: string | null; probe_in_ms: number }>(
    `SELECT is_enabled AS enabled, disabled_because AS because,
       round(extract(epoch FROM probe_at - now()))::int * 1000 AS probe_in_ms FROM webhook_endpoints`,
  );
  return row!;
};
const notices = () =>
  workshop.schema.rows(
    'SELECT kind, percent FROM endpoint_notices WHERE percent IS NOT NULL ORDER BY at, percent',
  );

it('tries ten times at the times of its schedule, and never in between', async () => {
  await workshop.addEndpoint();
  await workshop.file(['lookup-example']);
  await pass(0);
  expect(sent).toHaveLength(1);
  for (const [index, waitMs] of webhookRetryScheduleMs.entries()) {
    // A moment passes between two statements: what it is early by is more.
    await pass(waitMs - 4_000);
    expect(sent).toHaveLength(index + 1);
    await pass(4_000);
    expect(sent).toHaveLength(index + 2);
  }
  await pass(48 * hourMs);
  expect(sent).toHaveLength(10);
  expect(await workshop.schema.rows('SELECT state FROM webhook_deliveries ORDER BY sequence')).toEqual([
    { state: 'EXHAUSTED' },
    { state: 'WAITING' },
  ]);
}, 120_000);

it('warns of a dead endpoint, switches it off after five days, tries it, and has missed nothing after ten', async () => {
  const id = await workshop.addEndpoint();
  const filed: string[] = [];
  const file = async () => filed.push((await workshop.file(['lookup-example'])).id);
  await file();
  await pass(0);
  for (let hours = 6; hours < 120; hours += 6) {
    await pass(6 * hourMs);
    if (hours % 24 === 0) await file();
  }
  const warnings = [50, 70, 90].map((percent) => ({ kind: 'endpoint.failing', percent }));
  expect(await notices()).toEqual(warnings);
  expect(await endpoint()).toMatchObject({ enabled: true });
  await pass(6 * hourMs);
  expect(await notices()).toEqual([...warnings, { kind: 'endpoint.disabled', percent: 100 }]);
  expect(await endpoint()).toMatchObject({ enabled: false, because: 'WEBHOOK.FAILING' });

  // What happens while it is off is kept. It gets one delivery to try, less and less often.
  await file();
  const minutes = 60_000;
  for (const wait of [
    15 * minutes,
    30 * minutes,
    hourMs,
    2 * hourMs,
    4 * hourMs,
    8 * hourMs,
    12 * hourMs,
    12 * hourMs,
  ]) {
    expect(Math.abs((await endpoint()).probe_in_ms - wait)).toBeLessThan(30_000);
    const before = sent.length;
    await pass(wait);
    expect(sent).toHaveLength(before + 1);
  }
  await pass(hourMs);

  // It is there again: the next try switches it on, and everything that is not held is sent.
  answer = taken;
  await pass(12 * hourMs);
  expect(await endpoint()).toEqual({ enabled: true, because: null, probe_in_ms: null });
  await pass(24 * hourMs);
  await pass(24 * hourMs);
  const store = new PgDeliveryStore(workshop.schema.pool);
  expect(await store.recover(id, Date.now() - hourMs)).toBeGreaterThan(0);
  await pass(0);
  await pass(0);
  expect(await workshop.schema.rows(`SELECT 1 FROM webhook_deliveries WHERE state <> 'DELIVERED'`)).toEqual(
    [],
  );
  for (const reportId of filed) {
    const sequences = sent.filter((event) => event.reportId === reportId).map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort());
    expect(new Set(sequences)).toEqual(new Set([1, 2]));
  }
  expect(workshop.log.of('webhook.endpoint_failing')).toHaveLength(3);
  expect(workshop.log.of('webhook.endpoint_disabled')).toHaveLength(1);
}, 180_000);

it('does not switch off for one bad hour, nor an endpoint that takes something now and then', async () => {
  await workshop.addEndpoint();
  await workshop.file(['lookup-example']);
  await pass(0);
  await pass(10 * hourMs);
  answer = taken;
  await pass(200 * hourMs);
  answer = failing;
  for (let days = 0; days < 10; days += 1) {
    await workshop.file(['lookup-example']);
    await pass(12 * hourMs);
    answer = taken;
    await pass(25 * hourMs);
    answer = failing;
  }
  expect(await notices()).toEqual([]);
  expect(await endpoint()).toMatchObject({ enabled: true });
}, 120_000);

it('switches on what answers a ping again, and tries no other address before it answers one', async () => {
  const id = await workshop.addEndpoint();
  const { stores, cipher, log, schema } = workshop;
  const pinging = new PingEndpoints({
    ...{ store: stores.webhooks, cipher, log },
    ids: { uuid: uuidv7, mailToken: () => '', jitter: () => 0.5 },
    transport: { deliver: () => Promise.resolve(failing), ping: () => Promise.resolve(answer) },
    settings: { ...settings, maxConcurrent: 8, pingScheduleMs: [] },
  });
  await workshop.file(['lookup-example']);
  await pass(0);
  for (let hours = 0; hours <= 120; hours += 12) await pass(12 * hourMs);
  expect(await endpoint()).toMatchObject({ enabled: false, because: 'WEBHOOK.FAILING' });
  const [view] = await stores.webhooks.list();
  const { isEnabled, disabledBecause, version, ...terms } = view!;
  const moved = { ...terms, url: 'https://other.example/hook', isEnabled, disabledBecause };
  expect(await stores.webhooks.change(id, moved, version)).toBe(true);
  sent = [];
  await pass(24 * hourMs);
  expect(sent).toEqual([]);
  answer = taken;
  await pinging.run();
  await pinging.settled();
  expect(await endpoint()).toEqual({ enabled: true, because: null, probe_in_ms: null });
  expect(await schema.rows(`SELECT 1 FROM endpoint_notices WHERE kind = 'endpoint.enabled'`)).toHaveLength(1);
});

it('takes a consumer that refuses one event for good for one that is there', async () => {
  await workshop.addEndpoint();
  await workshop.file(['lookup-example']);
  await pass(0);
  const fails = () => workshop.schema.rows('SELECT failing_since IS NOT NULL AS is FROM webhook_endpoints');
  expect(await fails()).toEqual([{ is: true }]);
  answer = { outcome: 'aborted', status: 400, errorClass: 'status', durationMs: 1 };
  await pass(hourMs);
  expect(await fails()).toEqual([{ is: false }]);
});
