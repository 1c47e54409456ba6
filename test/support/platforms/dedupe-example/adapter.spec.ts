import { PlatformFault } from '#platform-kit';
import {
  aMessage,
  anAttempt,
  anExampleNotice,
  startSimulationHost,
  type SimulationHost,
} from '#platform-kit/testing';
import { dedupeExample } from './index.js';

const channel = dedupeExample.manifest.channels[0]!;
const notice = anExampleNotice(dedupeExample, channel);

describe('a platform that drops repeats and calls back', () => {
  let host: SimulationHost;
  beforeEach(async () => {
    host = await startSimulationHost(dedupeExample);
  });
  afterEach(() => host.close());

  const adapter = () => dedupeExample.createAdapter(host.connection);
  async function calledBack(reply: string) {
    await host.setSteps([{ afterMs: 1_000, reply }]);
    await adapter().submit(notice, anAttempt);
    await host.advance(1_000);
    const callback = host.callbacks[0]!;
    return { ...callback, bytes: new TextEncoder().encode(callback.body) };
  }

  it('gives the first case number again when the same key comes again', async () => {
    const first = await adapter().submit(notice, anAttempt);
    expect(await adapter().submit(notice, anAttempt)).toEqual(first);
    expect(host.ledger).toHaveLength(1);
  });

  it('refuses a key that was used for something else', async () => {
    await adapter().submit(notice, anAttempt);
    const fault = await adapter()
      .submit({ ...notice, explanation: 'other' }, anAttempt)
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(PlatformFault);
    expect(fault).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['received', { kind: 'acknowledged' }],
    ['review_started', { kind: 'reviewStarted' }],
    ['removed', { kind: 'actioned', effects: ['CONTENT_REMOVED'] }],
    [
      'room_closed',
      { kind: 'asksAnswered', answers: { BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' } },
    ],
    ['owner_warned', { kind: 'actioned', effects: ['ACCOUNT_WARNED'] }],
    ['declined', { kind: 'refused', reason: 'NO_POLICY_VIOLATION' }],
    ['reversed', { kind: 'reversed' }],
  ])('calls back %s, signed and understood', async (reply, fact) => {
    const { headers, body, bytes } = await calledBack(reply);
    expect(adapter().verifyReply?.(headers, bytes)).toBe(true);
    const reading = adapter().readReply?.(aMessage(body, { via: 'CALLBACK' }));
    expect(reading?.outcome === 'understood' && reading.facts.at(-1)).toMatchObject(fact);
  });

  it('leaves an event nobody knows to a person, and never believes a mail', async () => {
    const { body } = await calledBack('something_new');
    expect(adapter().readReply?.(aMessage(body, { via: 'CALLBACK' }))).toEqual({ outcome: 'unreadable' });
    const removed = JSON.stringify({ ...(JSON.parse(body) as object), event: 'clip.removed' });
    expect(adapter().readReply?.(aMessage(removed, { via: 'EMAIL' }))).toEqual({ outcome: 'unreadable' });
  });

  it('is not believed when a byte, the time, the secret or the header is another one', async () => {
    const { headers, bytes } = await calledBack('removed');
    const signature = headers['dedupe-signature'] ?? '';
    const other = {
      ...host.connection,
      credentials: { ...host.connection.credentials, callbackSecret: 'other' },
    };
    expect(adapter().verifyReply?.(headers, bytes.with(5, 88))).toBe(false);
    expect(adapter().verifyReply?.({ 'dedupe-signature': signature.replace(/t=\d/, 't=2') }, bytes)).toBe(
      false,
    );
    expect(adapter().verifyReply?.({ 'dedupe-signature': signature.slice(0, -1) }, bytes)).toBe(false);
    expect(dedupeExample.createAdapter(other).verifyReply?.(headers, bytes)).toBe(false);
    await host.advance(11 * 60_000);
    expect(adapter().verifyReply?.(headers, bytes)).toBe(false);
  });

  it('takes an appeal once', async () => {
    const first = await adapter().appeal?.(notice, 'synthetic grounds');
    expect(first?.facts).toMatchObject([{ kind: 'reviewStarted' }]);
    expect(await adapter().appeal?.(notice, 'synthetic grounds')).toEqual(first);
  });
});
