import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { IncomingReply, PlatformMode, ReceiveReply } from '#application';
import type { PgPlatformStore } from '#persistence';
import { PlatformConnections } from '#platforms';
import { dedupeExample, lookupExample } from '../../../../test/support/platforms/index.js';
import { InboundController } from './inbound.controller.js';

const ownSecret = 'synthetic secret of the organisation';
const rehearsedSecret = dedupeExample.simulation.credentials['callbackSecret'] ?? '';

/** The door for callbacks while the platforms stand so. */
function aDoor(mode: PlatformMode) {
  const kept: IncomingReply[] = [];
  const connections = new PlatformConnections({
    platforms: [dedupeExample, lookupExample],
    sectionOf: () => ({
      ...{ defaultChannel: null, onUnknown: {}, httpBaseUrl: null, mailboxes: {}, formUrls: {} },
      ...{ mailDomains: [], mailTrust: {}, escalationAddress: null },
      credentials: { apiToken: 'synthetic', callbackSecret: ownSecret },
      ...{ flaggerStatus: 'NONE', quotaUnitsPerDay: null, noticesPerMinute: null },
    }),
    simulator: { httpUrl: 'http://127.0.0.1:1', mail: { send: () => Promise.reject(new Error('never')) } },
    mail: { send: () => Promise.reject(new Error('never')) },
    organisation: {
      name: 'Synthetic',
      from: 'notices@uniflag.example',
      notifierName: 'Desk',
      notifierEmail: 'desk@uniflag.example',
    },
    ...{
      replyDomain: 'uniflag.example',
      useQuota: () => Promise.resolve(true),
      now: Date.now,
      timeoutMs: 1_000,
    },
  } as ConstructorParameters<typeof PlatformConnections>[0]);
  const store = {
    list: () => Promise.resolve(['dedupe-example', 'lookup-example'].map((platform) => ({ platform, mode }))),
  };
  const receive = { run: async (reply: IncomingReply) => void kept.push(reply) };
  const controller = new InboundController(
    receive as unknown as ReceiveReply,
    connections,
    store as unknown as PgPlatformStore,
  );
  return {
    kept,
    call: (platform: string, body: string, secret: string) => {
      const sentAt = String(Date.now());
      const signature = createHmac('sha256', secret).update(`${sentAt}.${body}`).digest('hex');
      const headers = { 'dedupe-signature': `t=${sentAt},v1=${signature}` };
      return controller.take(platform, headers, { rawBody: Buffer.from(body) } as unknown as FastifyRequest);
    },
  };
}

const body = JSON.stringify({ event: 'removed', reference: 'UF-2026-000001-2-K7QM9A' });

describe('a callback', () => {
  it('is kept as it came, with the references that stand in it', async () => {
    const { kept, call } = aDoor('armed');
    await call('dedupe-example', body, ownSecret);
    expect(kept).toMatchObject([
      { platform: 'dedupe-example', via: 'CALLBACK', text: body, references: ['UF-2026-000001-2-K7QM9A'] },
    ]);
  });

  it('has the same key each time it comes', async () => {
    const { kept, call } = aDoor('armed');
    await call('dedupe-example', body, ownSecret);
    await call('dedupe-example', body, ownSecret);
    await call('dedupe-example', `${body} `, ownSecret);
    expect(kept[0]?.messageKey).toBe(kept[1]?.messageKey);
    expect(kept[0]?.messageKey).not.toBe(kept[2]?.messageKey);
  });

  it.each<[PlatformMode, string, boolean]>([
    ['rehearsed', rehearsedSecret, true],
    ['rehearsed', ownSecret, false],
    ['armed', ownSecret, true],
    ['armed', rehearsedSecret, false],
    ['stopped', ownSecret, true],
    ['stopped', rehearsedSecret, false],
    ['armed', 'another secret', false],
  ])('to a platform that is %s, signed with "%s", is genuine: %s', async (mode, secret, isGenuine) => {
    const { kept, call } = aDoor(mode);
    const called = call('dedupe-example', body, secret);
    if (isGenuine) await called;
    else await expect(called).rejects.toMatchObject({ status: 401, code: 'INBOUND.NOT_GENUINE' });
    expect(kept).toHaveLength(isGenuine ? 1 : 0);
  });

  it('for a platform that sends none, or that nobody knows, finds no door', async () => {
    const { call } = aDoor('armed');
    for (const platform of ['lookup-example', 'nowhere', '__proto__'])
      await expect(call(platform, body, ownSecret)).rejects.toMatchObject({ status: 404 });
  });
});
