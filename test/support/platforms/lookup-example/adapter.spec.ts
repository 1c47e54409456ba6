import { anAttempt, anExampleNotice, startSimulationHost, type SimulationHost } from '#platform-kit/testing';
import { lookupExample } from './index.js';

const channel = lookupExample.manifest.channels[0]!;
const notice = anExampleNotice(lookupExample, channel);

describe('a platform that can be asked', () => {
  let host: SimulationHost;
  beforeEach(async () => {
    host = await startSimulationHost(lookupExample);
  });
  afterEach(() => host.close());

  it('acknowledges at once, with its number', async () => {
    const { receipt, facts } = await lookupExample.createAdapter(host.connection).submit(notice, anAttempt);
    expect(facts).toEqual([{ kind: 'acknowledged', atMs: host.connection.now(), externalRef: receipt }]);
  });

  it.each([
    ['in_review', { kind: 'reviewStarted' }],
    ['needs_information', { kind: 'informationRequested' }],
    ['removed', { kind: 'actioned', effects: ['CONTENT_REMOVED'] }],
    ['limited', { kind: 'actioned', effects: ['GEO_RESTRICTED'] }],
    ['kept', { kind: 'refused', reason: 'NO_POLICY_VIOLATION' }],
    ['gone', { kind: 'notFound' }],
  ])('tells %s when it is asked for its decision', async (reply, fact) => {
    const adapter = lookupExample.createAdapter(host.connection);
    await host.setSteps([{ afterMs: 1_000, reply }]);
    const { receipt } = await adapter.submit(notice, anAttempt);
    await host.advance(1_000);
    const facts = await adapter.fetchDecision?.(notice, receipt ?? '');
    expect(facts?.at(-1)).toMatchObject(fact);
  });

  it('takes information and a complaint, and looks again', async () => {
    const adapter = lookupExample.createAdapter(host.connection);
    await host.setSteps([{ afterMs: 0, reply: 'kept' }]);
    await adapter.submit(notice, anAttempt);
    await host.advance(0);
    const answer = { text: 'synthetic', inReplyTo: null, mayRepeat: false, attempt: anAttempt };
    expect((await adapter.supplyInformation?.(notice, answer))?.facts.at(-1)?.kind).toBe('reviewStarted');
    expect((await adapter.appeal?.(notice, 'synthetic grounds'))?.facts.at(-1)?.kind).toBe('reviewStarted');
    expect(host.ledger).toHaveLength(1);
  });

  it.each([
    ['removed', 'GONE'],
    ['limited', 'LIMITED'],
    ['kept', 'LIVE'],
  ])('after %s shows the post as %s', async (reply, visibility) => {
    const adapter = lookupExample.createAdapter(host.connection);
    await host.setSteps([{ afterMs: 0, reply }]);
    await adapter.submit(notice, anAttempt);
    await host.advance(0);
    expect((await adapter.checkVisibility?.(notice.target))?.visibility).toBe(visibility);
  });
});
