import { uuidv7 } from 'uuidv7';
import type { WebhookTransport } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgDeliveryQueries } from '../queries/pg-delivery-queries.js';
import { PgDeliveryStore } from './pg-delivery-store.js';

let workshop: Workshop;
let store: PgDeliveryStore;
let queries: PgDeliveryQueries;
beforeEach(async () => {
  workshop = await openWorkshop();
  store = new PgDeliveryStore(workshop.schema.pool);
  queries = new PgDeliveryQueries(workshop.schema.pool);
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

type Result = Awaited<ReturnType<WebhookTransport['deliver']>>;
const failing: Result = { outcome: 'rejected', status: 500, errorClass: 'status', durationMs: 1 };
const taken: Result = { outcome: 'delivered', status: 200, durationMs: 1 };

const deliver = async () => {
  await workshop.cases.deliverWebhooks.run();
  await workshop.cases.deliverWebhooks.settled();
};
/** Delivers until every schedule is used up. */
const useUp = async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    await deliver();
    await workshop.schema.pass(600_000);
  }
};
const told = () => workshop.delivered.splice(0).map(({ event }) => event.sequence);
const all = (endpointId: string) => queries.list(endpointId, {}, { limit: 100 });

describe('putting deliveries back', () => {
  it('sends a used-up event again from the beginning of its schedule, then what waited behind it', async () => {
    const endpoint = await workshop.addEndpoint();
    const report = await workshop.file(['lookup-example']);
    workshop.consumer = () => failing;
    await useUp();
    expect(told()).toEqual([1, 1, 1, 1]);
    const missed = await queries.missed(endpoint);
    expect(missed).toMatchObject({ waiting: 1, exhausted: 1, held: [{ reportId: report.id, behind: 1 }] });

    expect(await store.resend(endpoint, { ids: [missed.held[0]!.deliveryId] })).toBe(1);
    await useUp();
    expect(told()).toEqual([1, 1, 1, 1]);
    workshop.consumer = () => taken;
    expect(await store.resend(endpoint, { states: ['EXHAUSTED'] })).toBe(1);
    await deliver();
    expect(told()).toEqual([1, 2]);
    const [, first] = await all(endpoint);
    const { attempts } = await queries.attempts(first!);
    expect(attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await queries.missed(endpoint)).toEqual({
      ...{ waiting: 0, exhausted: 0, skipped: 0, oldestAtMs: null, held: [] },
    });
  });

  it('chooses by state, type, report and time, and by endpoint', async () => {
    const [endpoint, other] = [await workshop.addEndpoint(), await workshop.addEndpoint()];
    const report = await workshop.file(['lookup-example']);
    await workshop.file(['lookup-example']);
    await deliver();
    workshop.delivered.splice(0);
    expect(await store.resend(endpoint, { type: 'report.created', reportId: report.id })).toBe(1);
    expect(await store.resend(endpoint, { states: ['EXHAUSTED'] })).toBe(0);
    expect(await store.resend(endpoint, { sinceMs: Date.now() + 60_000 })).toBe(0);
    const [ofOther] = await all(other);
    expect(await store.resend(endpoint, { ids: [ofOther!.id] })).toBe(0);
    await deliver();
    expect(workshop.delivered).toMatchObject([{ event: { type: 'report.created', reportId: report.id } }]);
  });

  it('leaves one that is under way alone', async () => {
    const endpoint = await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    const [claimed] = await workshop.stores.webhooks.claimDue(1, 30_000);
    expect(await store.resend(endpoint, { ids: [claimed!.deliveryId] })).toBe(0);
    expect(await store.skip(claimed!.deliveryId, 'synthetic')).toBe(false);
    await workshop.schema.pass(30_000);
    expect(await store.skip(claimed!.deliveryId, 'synthetic')).toBe(true);
  });

  it('goes on behind what a person skipped, and says who did', async () => {
    const endpoint = await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    workshop.consumer = () => failing;
    await useUp();
    const [, first] = await all(endpoint);
    expect(await store.skip(first!.id, 'synthetic person')).toBe(true);
    expect(await store.skip(first!.id, 'another')).toBe(false);
    workshop.consumer = () => taken;
    workshop.delivered.splice(0);
    await deliver();
    expect(told()).toEqual([2]);
    expect(await queries.find(first!.id)).toMatchObject({ state: 'SKIPPED', skippedBy: 'synthetic person' });
  });
});

describe('recovering', () => {
  it('puts back what was used up, refused or never made, in order, and nothing twice', async () => {
    await workshop.file(['lookup-example']);
    const endpoint = await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    await workshop.file(['sixth-example']);
    workshop.consumer = ({ event }) =>
      event.platform === 'sixth-example' ? { ...failing, outcome: 'aborted' } : failing;
    await useUp();
    const sinceMs = Date.now() - 86_400_000;
    workshop.delivered.splice(0);
    workshop.consumer = () => taken;
    // Two events from before the endpoint, and the first of each of the others, which hold what is behind them.
    expect(await store.recover(endpoint, sinceMs)).toBe(2 + 2);
    expect(await store.recover(endpoint, sinceMs)).toBe(0);
    await deliver();
    await deliver();
    expect(told().sort()).toEqual([1, 1, 1, 2, 2, 2]);
    expect((await all(endpoint)).every(({ state }) => state === 'DELIVERED')).toBe(true);
    expect(await store.recover(endpoint, sinceMs)).toBe(0);
  });

  it('makes up only for what passes the filter of the endpoint', async () => {
    await workshop.file(['lookup-example']);
    const endpoint = await workshop.addEndpoint();
    await workshop.schema.rows(`UPDATE webhook_endpoints SET events = '{report.*}'`);
    expect(await store.recover(endpoint, Date.now() - 86_400_000)).toBe(1);
    await deliver();
    expect(workshop.delivered).toMatchObject([{ event: { type: 'report.created' } }]);
  });

  it('leaves what a person skipped, and what is older', async () => {
    const endpoint = await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    workshop.consumer = () => failing;
    await useUp();
    const [second, first] = await all(endpoint);
    expect(await store.recover(endpoint, Date.now() + 1)).toBe(0);
    await store.skip(first!.id, 'synthetic');
    await store.skip(second!.id, 'synthetic');
    expect(await store.recover(endpoint, Date.now() - 86_400_000)).toBe(0);
  });

  it('goes through thousands of events in batches', async () => {
    const endpoint = await workshop.addEndpoint();
    const report = await workshop.file(['lookup-example']);
    const ids = Array.from({ length: 2_500 }, () => uuidv7());
    await workshop.schema.rows(
      `INSERT INTO events (report_id, sequence, id, type, v, at, status, attention, detail)
       SELECT $1, 2 + n, id, 'submission.sent', 1, now(), 'IN_PROGRESS', '{}', '{}'
       FROM unnest($2::uuid[]) WITH ORDINALITY AS e(id, n)`,
      [report.id, ids],
    );
    await workshop.schema.rows('UPDATE reports SET last_sequence = 2502 WHERE id = $1', [report.id]);
    expect(await store.recover(endpoint, Date.now() - 60_000)).toBe(2_500);
    expect(await queries.missed(endpoint)).toMatchObject({ waiting: 2_502 });
    expect(await store.resend(endpoint, {})).toBe(2_502);
  });
});

describe('the log', () => {
  it('shows deliveries page by page, newest event first', async () => {
    const endpoint = await workshop.addEndpoint();
    for (let n = 0; n < 3; n += 1) await workshop.file(['lookup-example']);
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await queries.list(endpoint, {}, { limit: 4, ...(after ? { afterEventId: after } : {}) });
      seen.push(...page.map(({ eventId }) => eventId));
      if (page.length < 4) break;
      after = page.at(-1)?.eventId;
    }
    expect(seen).toHaveLength(6);
    expect(seen).toEqual([...seen].sort().reverse());
  });
});
