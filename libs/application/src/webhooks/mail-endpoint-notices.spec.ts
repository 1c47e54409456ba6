import {
  MailEndpointNotices,
  WatchEndpoints,
  WriteEndpointMail,
  type EndpointNoticeKind,
  type MailOutcome,
  type OutgoingMail,
} from '#application';
import { toTypeId } from '#core';
import { PgEndpointHealth, PgEndpointMails } from '#persistence';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const taken: MailOutcome = { outcome: 'accepted', response: '250' };

let workshop: Workshop;
let mails: OutgoingMail[];
let server: MailOutcome;
let endpointId: string;
beforeEach(async () => {
  workshop = await openWorkshop();
  [mails, server] = [[], taken];
  endpointId = await workshop.addEndpoint();
});
afterEach(async () => {
  jest.restoreAllMocks();
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const worker = (alertTo: readonly string[] = ['hooks@helpline.example']) =>
  new MailEndpointNotices({
    ...{ mails: new PgEndpointMails(workshop.schema.pool), log: workshop.log },
    mail: {
      send: async (mail) => {
        mails.push(mail);
        return server;
      },
    },
    write: new WriteEndpointMail({
      ...{ from: 'uniflag@helpline.example', publicUrl: 'https://uniflag.helpline.example' },
      ...{ timeZone: 'Europe/Brussels', messageDomain: 'uniflag.example' },
    }),
    settings: { alertTo, leaseMs: 30_000, retryScheduleMs: [10_000, minuteMs] },
  });
const mailed = async (by = worker()) => {
  await by.run();
  await by.settled();
};
const notice = (kind: EndpointNoticeKind, count = 1) =>
  workshop.schema.rows(
    'INSERT INTO endpoint_notices (endpoint_id, kind) SELECT $1, $2 FROM generate_series(1, $3)',
    [endpointId, kind, count],
  );
const pass = (ms: number) => workshop.schema.pass(ms);

it('tells who runs the endpoints what is wrong with one since when, in ids and codes alone', async () => {
  await workshop.schema.rows(`UPDATE webhook_endpoints SET description = 'canary of Jan'`);
  workshop.consumer = () => ({ outcome: 'rejected', status: 503, errorClass: 'status', durationMs: 1 });
  await workshop.file(['lookup-example']);
  const watch = new WatchEndpoints({
    ...{ health: new PgEndpointHealth(workshop.schema.pool), log: workshop.log },
  });
  const tried = async (ms: number) => {
    await pass(ms);
    await workshop.cases.deliverWebhooks.run();
    await workshop.cases.deliverWebhooks.settled();
    await watch.run();
    await mailed();
  };
  await tried(0);
  expect(mails).toEqual([]);
  await workshop.schema.rows(
    `UPDATE webhook_endpoints SET last_failed_at = last_failed_at + interval '13 hours'`,
  );
  await tried(60 * hourMs);
  const id = toTypeId('wep', endpointId);
  expect(mails).toMatchObject([
    {
      ...{ to: 'hooks@helpline.example', from: 'uniflag@helpline.example' },
      subject: `Uniflag: webhook endpoint ${id} takes nothing (50 % of the time until it is switched off)`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    },
  ]);
  for (const part of [
    ...[
      'Event: endpoint.failing\n',
      'Fails since: ',
      'switched off: 50 %',
      'ended with: HTTP 503',
      'Europe/Brussels',
    ],
    `https://uniflag.helpline.example/v1/webhooks/endpoints/${id}/notices`,
  ])
    expect(mails[0]?.text).toContain(part);
  await workshop.schema.rows(
    `UPDATE webhook_endpoints SET last_failed_at = last_failed_at + interval '60 hours'`,
  );
  await tried(60 * hourMs);
  expect(mails[1]?.subject).toBe(`Uniflag: webhook endpoint ${id} took nothing for days and is switched off`);
  expect(JSON.stringify(mails)).not.toMatch(/canary|consumer\.example|undefined|null|whsec/);
});

it('tells of thousands of deliveries in one mail, and of what follows within an hour in another', async () => {
  await notice('delivery.exhausted');
  await mailed();
  await notice('delivery.exhausted', 2_500);
  for (const ms of [0, 30 * minuteMs, 29 * minuteMs]) {
    await pass(ms);
    await mailed();
  }
  expect(mails).toHaveLength(1);
  await notice('endpoint.enabled');
  await mailed();
  expect(mails).toHaveLength(2);
  await pass(2 * minuteMs);
  await mailed();
  await pass(2 * hourMs);
  await mailed();
  const id = toTypeId('wep', endpointId);
  expect(mails.map(({ subject }) => subject)).toEqual([
    `Uniflag: 1 delivery to webhook endpoint ${id} used up`,
    `Uniflag: webhook endpoint ${id} takes deliveries again`,
    `Uniflag: 2500 deliveries to webhook endpoint ${id} used up`,
  ]);
});

it('loses no mail where a worker ends before it, and repeats the same where one ends after it', async () => {
  await notice('endpoint.disabled');
  const store = new PgEndpointMails(workshop.schema.pool);
  expect(await store.gather(['hooks@helpline.example'], 10)).toBe(1);
  const [lost] = await store.claim(10, 30_000);
  await mailed();
  expect(mails).toEqual([]);
  await pass(30_000);
  jest.spyOn(PgEndpointMails.prototype, 'close').mockRejectedValueOnce(new Error('connection lost'));
  await mailed();
  await pass(30_000);
  await mailed();
  expect(mails).toHaveLength(2);
  const { messageId, subject } = mails[0]!;
  expect(mails[1]).toMatchObject({ messageId, subject });
  // What came back late counts no more.
  await store.close({ id: lost!.id, epoch: lost!.epoch, told: null, nextTryInMs: 0 });
  await pass(2 * hourMs);
  await mailed();
  expect(mails).toHaveLength(2);
});

it('mails once an address, however many workers there are', async () => {
  await notice('delivery.exhausted', 50);
  const workers = Array.from({ length: 4 }, () => worker(['a@helpline.example', 'b@helpline.example']));
  await Promise.all(workers.map((each) => mailed(each)));
  await pass(2 * hourMs);
  await Promise.all(workers.map((each) => mailed(each)));
  const counts = new Map<string, number>();
  for (const { to, subject } of mails)
    counts.set(to, (counts.get(to) ?? 0) + Number(/(\d+) deliver/.exec(subject)?.[1]));
  expect(Object.fromEntries(counts)).toEqual({ 'a@helpline.example': 50, 'b@helpline.example': 50 });
});

it.each<MailOutcome>([
  { outcome: 'deferred', reason: 'no connection' },
  { outcome: 'rejected', reason: 'answered 550' },
  { outcome: 'unknown', reason: 'no answer' },
])('tries again until a mail server takes it, with what came meanwhile: $outcome', async (trouble) => {
  server = trouble;
  await notice('delivery.exhausted');
  await mailed();
  for (const [index, waitMs] of [10_000, minuteMs, minuteMs].entries()) {
    await pass(waitMs - 3_000);
    await mailed();
    expect(mails).toHaveLength(index + 1);
    await pass(3_000);
    await mailed();
    expect(mails).toHaveLength(index + 2);
  }
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  await notice('delivery.exhausted');
  server = taken;
  await pass(minuteMs);
  await mailed();
  expect(mails.at(-1)?.text).toContain('(2 since the last mail)');
  expect(mails.at(-1)?.messageId).not.toBe(mails[0]?.messageId);
  await pass(2 * hourMs);
  await mailed();
  expect(mails).toHaveLength(5);
  expect(workshop.log.of('webhook.not_mailed')).toHaveLength(4);
});

it('says that nobody is mailed, and tells an address that is set later nothing of before, nor of deleted endpoints', async () => {
  await notice('endpoint.disabled');
  await mailed(worker([]));
  expect(workshop.log.of('webhook.nobody_to_mail')).toMatchObject([{ fields: { notices: 1 } }]);
  await mailed();
  await notice('endpoint.enabled');
  await workshop.stores.webhooks.remove(endpointId, 1);
  await mailed();
  expect(mails).toEqual([]);
  expect(JSON.stringify(workshop.log.lines)).not.toContain('helpline.example');
});
