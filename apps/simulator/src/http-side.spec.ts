import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Script } from 'node:vm';
import { simulatedFaults } from '#platform-kit/simulation';
import { aSimulator, opened, closeSimulators } from '../../../test/support/synthetic-simulator.js';

closeSimulators();

describe('the HTTP side', () => {
  it('gives a platform its requests, and everything about them', async () => {
    const { call } = await aSimulator();
    const answer = await call('POST', '/tubes/echo?part=snippet&part=status&id=a%2Fb');
    expect(JSON.parse(answer.text)).toEqual({ method: 'POST', query: { part: 'snippet,status', id: 'a/b' } });
    expect((await call('GET', '/health/live')).status).toBe(200);
  });

  it.each(['/nobody', '/nobody/reports', '/letters/reports', '/_other'])('answers 404 at %s', async (at) => {
    const { call } = await aSimulator();
    expect(await call('GET', at)).toMatchObject({ status: 404, json: { code: 'PATH.NOT_FOUND' } });
  });

  it('keeps what it received, once, in order, with nothing to take it away', async () => {
    const { call, report, clock } = await aSimulator();
    await report('first');
    clock.advance(5);
    await report('second');
    const entries = [
      {
        number: 1,
        atMs: clock.nowMs - 5,
        platform: 'tubes',
        via: 'http',
        kind: 'report',
        isTaken: true,
        fault: null,
      },
      { number: 2, atMs: clock.nowMs },
    ];
    expect((await call('GET', '/_received')).json).toMatchObject({ data: entries, undelivered: [] });
    expect((await call('GET', '/_received?platform=letters')).json.data).toEqual([]);
    expect((await call('DELETE', '/_received')).status).toBe(405);
    expect(await call('GET', '/_received?platform=nobody')).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '/platform', detail: 'must be one of: tubes, letters' }] },
    });
  });

  it('answers 500 and goes on where a simulation fails', async () => {
    const { call, log, report } = await aSimulator();
    expect(await call('GET', '/tubes/throw')).toMatchObject({
      status: 500,
      json: { code: 'SIMULATOR.BROKEN' },
    });
    expect(log.of('simulator.broken')).toMatchObject([{ fields: { platform: 'tubes' } }]);
    expect((await report('x')).status).toBe(201);
  });

  it('refuses a body that is too large', async () => {
    const { call } = await aSimulator();
    expect((await call('POST', '/tubes/reports', 'x'.repeat(6_000_000))).status).toBe(413);
  });

  it.each([
    ['down', 503],
    ['server_error', 500],
    ['rate_limit', 429],
    ['quota', 403],
  ] as const)('turns a notice away at %s, and takes it the second time', async (fault, status) => {
    const { call, script, report } = await aSimulator();
    await script('tubes', [
      { afterMs: 0, fault },
      { afterMs: 0, reply: 'block' },
    ]);
    expect((await report('once')).status).toBe(status);
    expect((await call('GET', '/_received')).json.data).toEqual([]);
    expect((await report('once')).status).toBe(201);
    expect((await call('GET', '/_received')).json.data).toMatchObject([{ number: 2, isTaken: true }]);
    expect((await call('GET', '/_received?all=true')).json.data).toMatchObject([
      { number: 1, isTaken: false, fault },
      {},
    ]);
  });

  it.each(['lost_response', 'close'] as const)(
    'takes a notice and spoils the answer at %s',
    async (fault) => {
      const { call, script, report, clock } = await aSimulator();
      await script('tubes', [
        { afterMs: 0, fault },
        { afterMs: 100, reply: 'block' },
      ]);
      await expect(report('once')).rejects.toThrow();
      expect((await call('GET', '/_received')).json.data).toMatchObject([{ isTaken: true, fault }]);
      clock.advance(100);
      expect((await call('GET', '/tubes/state')).text).toBe(`block at ${clock.nowMs}`);
    },
  );

  it('answers something unreadable at rubbish', async () => {
    const { script, report } = await aSimulator();
    await script('tubes', [{ afterMs: 0, fault: 'rubbish' }]);
    expect(await report('once')).toMatchObject({ status: 200, text: expect.stringContaining('<html>') });
  });

  it('keeps the answer at slow until its time has come', async () => {
    const { script, simulator, clock, call } = await aSimulator();
    await script('tubes', [{ afterMs: 0, fault: 'slow' }]);
    const sent = new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = http.request(`${simulator.httpUrl}/tubes/reports`, { method: 'POST' }, resolve);
      request.once('error', reject);
      request.end('{}');
    });
    while (clock.waits.length === 0) await call('GET', '/health/live');
    expect(clock.waits).toEqual([30_000]);
    clock.advance(30_000);
    expect((await sent).resume().statusCode).toBe(201);
  });

  it('calls Uniflag back where it was told where that is', async () => {
    const calls: { url: string | undefined; signature: unknown }[] = [];
    let answerWith = 503;
    const ours = http.createServer((request, response) => {
      calls.push({ url: request.url, signature: request.headers['x-signature'] });
      response.writeHead(answerWith).end();
    });
    await new Promise<void>((done) => ours.listen(0, '127.0.0.1', done));
    opened.push({ close: () => ours.close() });
    const { port } = ours.address() as AddressInfo;
    const { script, report, clock, call } = await aSimulator({ callbackUrl: `http://127.0.0.1:${port}` });
    await script('tubes', [
      { afterMs: 0, reply: 'call_back' },
      { afterMs: 0, reply: 'call_back' },
    ]);
    await report('once');
    clock.advance(0);
    while (!clock.waits.includes(1_000)) await call('GET', '/health/live');
    answerWith = 202;
    clock.advance(1_000);
    while (calls.length < 2) await call('GET', '/health/live');
    expect(calls[1]).toEqual({ url: '/v1/inbound/tubes', signature: 'synthetic' });
    answerWith = 401;
    while (clock.waits.length === 0) await call('GET', '/health/live');
    clock.advance(0);
    while ((await call('GET', '/_received')).json.undelivered.length === 0);
    expect((await call('GET', '/_received')).json.undelivered).toMatchObject([
      { platform: 'tubes', via: 'callback', tries: 1, reason: 'answered 401' },
    ]);
  });

  it('shows people what can be chosen, and a page to choose it on', async () => {
    const { call } = await aSimulator();
    const { json } = await call('GET', '/_behaviours');
    expect(json.data).toContainEqual({
      platform: 'tubes',
      replies: ['block', 'call_back', 'break'],
      faults: [...simulatedFaults],
      until: ['answer', 'reminder'],
      defaultSteps: [{ afterMs: 0, reply: 'block' }],
    });
    const page = await call('GET', '/');
    const [, script = ''] = /<script>(.*)<\/script>/s.exec(page.text) ?? [];
    expect(() => new Script(script)).not.toThrow();
    for (const [, id = ''] of script.matchAll(/byId\('(\w+)'\)/g)) expect(page.text).toContain(`id="${id}"`);
  });
});
