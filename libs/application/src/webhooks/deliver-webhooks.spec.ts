import type { WebhookTransport } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, settings, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

type Result = Awaited<ReturnType<WebhookTransport['deliver']>>;
const taken: Result = { outcome: 'delivered', status: 200, durationMs: 1 };
const failing: Result = { outcome: 'rejected', status: 500, errorClass: 'status', durationMs: 1 };

const deliver = async () => {
  await workshop.cases.deliverWebhooks.run();
  await workshop.cases.deliverWebhooks.settled();
};
/** Delivers until nothing is due now. */
const deliverAll = async () => {
  for (let before = -1; before !== workshop.delivered.length;) {
    before = workshop.delivered.length;
    await deliver();
  }
};
const told = () => workshop.delivered.map(({ event }) => event.sequence);
const rows = () =>
  workshop.schema.rows(
    'SELECT sequence, state, attempts FROM webhook_deliveries ORDER BY report_id, sequence',
  );

describe('delivering', () => {
  it('gives every event of a report to its consumer, in order, signed with its secret', async () => {
    await workshop.addEndpoint();
    const report = await workshop.file(['lookup-example', 'sixth-example']);
    await workshop.sendDue();
    await deliverAll();
    expect(told()).toEqual([1, 2, 3, 4, 5]);
    expect(workshop.delivered[0]).toMatchObject({
      ...{ url: 'https://consumer.example/hook', secrets: ['whsec_synthetic'] },
      ...{ reportReference: report.reference, category: 'CYBERBULLYING' },
    });
    expect((await rows()).every(({ state, attempts }) => state === 'DELIVERED' && attempts === 1)).toBe(true);
  });

  it('goes on from event to event by itself: the queue may drop every hint but the first', async () => {
    await workshop.addEndpoint();
    for (let n = 0; n < 7; n += 1) await workshop.file(['lookup-example', 'sixth-example']);
    await deliver();
    expect(told()).toHaveLength(7 * 3);
  });

  it('gives the same event again, with the same id, until it is taken, and no later one before', async () => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    const results = [failing, { ...failing, outcome: 'timedOut' } as Result, taken];
    workshop.consumer = () => results.shift() ?? taken;
    for (let turn = 0; turn < 4; turn += 1) {
      await deliverAll();
      await workshop.schema.pass(600_000);
    }
    expect(told()).toEqual([1, 1, 1, 2]);
    expect(new Set(workshop.delivered.slice(0, 3).map(({ event }) => event.id)).size).toBe(1);
  });

  it('waits as its schedule says, and longer where the consumer asks for it', async () => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    const waitsMs = async () => {
      const [row] = await workshop.schema.rows(
        'SELECT extract(epoch FROM next_try_at - now()) * 1000 AS ms FROM webhook_deliveries WHERE sequence = 1',
      );
      return Math.round(Number(row?.ms) / 1_000) * 1_000;
    };
    workshop.consumer = () => failing;
    await deliver();
    expect(await waitsMs()).toBe(settings.retryScheduleMs[0]);
    await workshop.schema.pass(10_000);
    workshop.consumer = () => ({ ...failing, status: 429, retryAfterMs: 600_000 });
    await deliver();
    expect(await waitsMs()).toBe(600_000);
  });

  it('holds the stream of an event whose schedule is used up, and no other', async () => {
    await workshop.addEndpoint();
    const stuck = await workshop.file(['lookup-example']);
    const free = await workshop.file(['lookup-example']);
    workshop.consumer = ({ event }) => (event.reportId === stuck.id ? failing : taken);
    for (let turn = 0; turn < 8; turn += 1) {
      await deliverAll();
      await workshop.schema.pass(600_000);
    }
    const of = (reportId: string) =>
      workshop.delivered
        .filter(({ event }) => event.reportId === reportId)
        .map(({ event }) => event.sequence);
    expect(of(stuck.id)).toEqual([1, 1, 1, 1]);
    expect(of(free.id)).toEqual([1, 2]);
    const held = await workshop.schema.rows(
      'SELECT sequence, state FROM webhook_deliveries WHERE report_id = $1 ORDER BY sequence',
      [stuck.id],
    );
    expect(held).toEqual([
      { sequence: 1, state: 'EXHAUSTED' },
      { sequence: 2, state: 'WAITING' },
    ]);
  });

  it('switches off an endpoint whose consumer is gone, and keeps what it has not had', async () => {
    const id = await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    workshop.consumer = () => ({ outcome: 'gone', status: 410, errorClass: 'status', durationMs: 1 });
    await deliverAll();
    await workshop.schema.pass(600_000);
    await deliverAll();
    expect(told()).toEqual([1]);
    expect(await workshop.stores.webhooks.list()).toMatchObject([
      { id, isEnabled: false, disabledBecause: 'WEBHOOK.GONE' },
    ]);
    workshop.consumer = () => taken;
    await workshop.stores.webhooks.setEnabled(id, true, null);
    await deliverAll();
    expect(told()).toEqual([1, 1, 2]);
  });

  it('ends a delivery where the consumer says that it never wants it, and goes on with the next', async () => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    workshop.consumer = ({ event }) =>
      event.sequence === 1 ? { ...failing, outcome: 'aborted', status: 400 } : taken;
    await deliverAll();
    expect(told()).toEqual([1, 2]);
    expect(await rows()).toMatchObject([{ state: 'SKIPPED', attempts: 1 }, { state: 'DELIVERED' }]);
  });

  it.each([429, 502, 504])('gives an endpoint that answers %i one at a time for a minute', async (status) => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    workshop.consumer = () => ({ ...failing, status });
    await deliver();
    const [row] = await workshop.schema.rows(
      'SELECT round(extract(epoch FROM slow_until - now()))::int AS seconds FROM webhook_endpoints',
    );
    expect(row).toEqual({ seconds: 60 });
  });

  it('keeps what a consumer answered for whoever holds the key of its endpoint', async () => {
    const id = await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    workshop.consumer = () => ({ ...failing, answer: 'synthetic complaint' });
    await deliver();
    const [row] = await workshop.schema.rows(
      `SELECT a.answer, k.wrapped, k.wrapping_key_id AS "wrappingKeyId" FROM webhook_attempts a
       JOIN data_keys k ON k.owner_id = $1`,
      [id],
    );
    const { answer, wrapped, wrappingKeyId } = row as Record<string, any>;
    expect(answer.toString('latin1')).not.toContain('synthetic');
    const key = await workshop.cipher.openKey(id, { wrapped, wrappingKeyId });
    expect(key.open(answer, 'answer')).toBe('synthetic complaint');
  });

  it('holds up nobody else where one consumer is slow', async () => {
    const slow = await workshop.addEndpoint();
    const quick = await workshop.addEndpoint();
    for (let n = 0; n < 12; n += 1) await workshop.file(['lookup-example']);
    await workshop.schema.rows(
      `UPDATE webhook_endpoints SET url = 'https://slow.example/hook' WHERE id = $1`,
      [slow],
    );
    let release: () => void = () => undefined;
    const stalled = new Promise<void>((resolve) => {
      release = resolve;
    });
    const transport = (
      workshop.cases.deliverWebhooks as unknown as { parts: { transport: WebhookTransport } }
    ).parts.transport;
    const send = transport.deliver.bind(transport);
    transport.deliver = async (message) => {
      if (message.url.includes('slow')) await stalled;
      return send(message);
    };
    const quickIsDone = async () => {
      const [row] = await workshop.schema.rows(
        `SELECT count(*)::int AS open FROM webhook_deliveries WHERE endpoint_id = $1 AND state = 'WAITING'`,
        [quick],
      );
      return row?.open === 0;
    };
    for (let turn = 0; turn < 200 && !(await quickIsDone()); turn += 1)
      await workshop.cases.deliverWebhooks.run();
    expect(await quickIsDone()).toBe(true);
    release();
    await workshop.cases.deliverWebhooks.settled();
  });

  it('counts our own mistake as a try, so that it ends and is shown', async () => {
    const id = await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    await workshop.schema.rows('UPDATE data_keys SET wrapped = $2 WHERE owner_id = $1', [
      id,
      Buffer.alloc(61, 1),
    ]);
    for (let turn = 0; turn < 6; turn += 1) {
      await deliverAll();
      await workshop.schema.pass(600_000);
    }
    expect((await rows())[0]).toEqual({ sequence: 1, state: 'EXHAUSTED', attempts: 4 });
    expect(workshop.log.of('webhook.attempt_crashed')).toHaveLength(4);
    expect(workshop.delivered).toEqual([]);
  });

  it('claims nothing more once it is stopped', async () => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    workshop.cases.deliverWebhooks.stop();
    await deliver();
    expect(workshop.delivered).toEqual([]);
  });

  it('logs ids and outcomes, never an address', async () => {
    await workshop.addEndpoint();
    await workshop.file(['lookup-example']);
    await deliverAll();
    expect(workshop.log.of('webhook.attempted')).toHaveLength(2);
    expect(JSON.stringify(workshop.log.of('webhook.attempted'))).not.toContain('consumer.example');
  });
});
