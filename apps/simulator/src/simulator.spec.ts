import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InboundMailServer, SmtpMailSender, type ReceivedMail } from '#mail';
import {
  isTaken,
  simulatedFaults,
  type PlatformSimulation,
  type SimulationStep,
} from '#platform-kit/simulation';
import { MemoryLog } from '#telemetry';
import type { Scheduler } from './scheduler.js';
import { startSimulator, type SimulatorOptions } from './simulator.js';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A synthetic platform with an HTTP interface: takes reports, blocks them when told to, calls back. */
const tubes: PlatformSimulation = {
  platform: 'tubes',
  credentials: {},
  mailboxes: {},
  replies: ['block', 'call_back', 'break'],
  defaultSteps: [{ afterMs: 0, reply: 'block' }],
  async onHttp({ method, path: asked, query, headers, body }, world) {
    if (asked === 'state')
      return { status: 200, body: (world.state.get('blocked') as string | undefined) ?? 'nothing' };
    if (asked === 'echo')
      return { status: 200, body: JSON.stringify({ method, query, kind: headers['x-kind'] }) };
    if (asked === 'throw') throw new Error('synthetic');
    world.received({ kind: 'report', text: body, body: JSON.parse(body) });
    const fault = world.start(body, async (reply) => {
      if (reply === 'break') throw new Error('synthetic');
      if (reply === 'call_back')
        await world.sendCallback?.({
          headers: { 'x-signature': 'synthetic' },
          body: `{"case":${world.nextNumber()}}`,
        });
      else world.state.set('blocked', `${reply} at ${world.now()}`);
    });
    if (fault === 'quota') return { status: 403, body: 'own words', fault };
    return { status: 201, ...(fault === undefined ? {} : { fault }) };
  },
};

/** A synthetic platform that is reached by mail. */
const letters: PlatformSimulation = {
  platform: 'letters',
  credentials: {},
  mailboxes: { 'letters-mail': 'partners' },
  replies: ['acknowledge', 'removed', 'refused'],
  defaultSteps: [{ afterMs: 10, reply: 'acknowledge' }],
  async onMail(mail, world) {
    world.received({ kind: 'notice', text: 'stands in the ledger by itself', body: null });
    world.start(`${mail.subject}\n${mail.text}`, (reply) =>
      world.sendMail({
        ...{ to: mail.replyTo, from: mail.to, subject: `Re: ${mail.subject}`, text: `Synthetic: ${reply}.` },
        inReplyTo: mail.messageId,
        references: mail.references,
      }),
    );
  },
};

/** Time that stands still until a test moves it. */
class StandingClock implements Scheduler {
  nowMs = Date.UTC(2026, 10, 23, 12);
  private readonly due: { atMs: number; work: () => void }[] = [];

  now(): number {
    return this.nowMs;
  }

  schedule(work: () => void, afterMs: number): () => void {
    const entry = { atMs: this.nowMs + afterMs, work };
    this.due.push(entry);
    return () => {
      if (this.due.includes(entry)) this.due.splice(this.due.indexOf(entry), 1);
    };
  }

  get waits(): number[] {
    return this.due.map(({ atMs }) => atMs - this.nowMs);
  }

  advance(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const [next] = this.due
        .filter(({ atMs }) => atMs <= untilMs)
        .sort((one, other) => one.atMs - other.atMs);
      if (next === undefined) break;
      this.due.splice(this.due.indexOf(next), 1);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.work();
    }
    this.nowMs = untilMs;
  }
}

async function aSimulator(also: Partial<SimulatorOptions> = {}) {
  const clock = new StandingClock();
  const log = new MemoryLog();
  const simulator = await startSimulator({
    platforms: [tubes, letters],
    host: '127.0.0.1',
    httpPort: 0,
    smtpPort: 0,
    replyTo: { host: '127.0.0.1', port: 9 },
    retryDelaysMs: [1_000, 2_000],
    slowMs: 30_000,
    scheduler: clock,
    log,
    ...also,
  });
  open.push(simulator);
  const call = async (method: string, at: string, body?: unknown) => {
    const answer = await fetch(`${simulator.httpUrl}${at}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, text, json: isJson ? JSON.parse(text) : undefined };
  };
  const script = (platform: string, steps: readonly SimulationStep[], match?: object) =>
    call('PUT', '/_scenario', { platform, steps, ...(match ? { match } : {}) });
  const report = (text: string) => call('POST', '/tubes/reports', { text });
  return { simulator, clock, log, call, script, report };
}

/** Uniflag's own mail server, as the simulator knows it. */
async function ourMailServer() {
  const mails: ReceivedMail[] = [];
  let wake = (): void => undefined;
  const server = new InboundMailServer({
    domain: 'helpline.example',
    platforms: ['letters'],
    onMail: async (mail) => {
      mails.push(mail);
      wake();
    },
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  open.push(server);
  const until = async (count: number) => {
    while (mails.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return mails;
  };
  return { port, mails, until };
}

function ourSender(port: number, timeoutMs = 2_000): SmtpMailSender {
  const sender = new SmtpMailSender({
    host: '127.0.0.1',
    port,
    secure: false,
    timeoutMs,
    ehloName: 'helpline.example',
  });
  open.push(sender);
  return sender;
}

const aNotice = (also: object = {}) => ({
  from: 'notices@helpline.example',
  to: 'partners@letters.simulator.invalid',
  replyTo: 'replies+letters@helpline.example',
  subject: 'Notice [UF-2026-000123-2-K7QM9A]',
  text: 'https://letters.example/post/42/comment/7\n',
  messageId: 'notice-1@helpline.example',
  ...also,
});

describe('the HTTP side', () => {
  it('gives a platform its requests, and everything about them', async () => {
    const { call } = await aSimulator();
    const answer = await call('POST', '/tubes/echo?part=snippet&part=status&id=a%2Fb');
    expect(JSON.parse(answer.text)).toEqual({ method: 'POST', query: { part: 'snippet,status', id: 'a/b' } });
    expect((await call('GET', '/health/live')).status).toBe(200);
  });

  it.each(['/', '/nobody/reports', '/letters/reports', '/_other'])('answers 404 at %s', async (at) => {
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
    open.push({ close: () => ours.close() });
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
});

describe('the scenarios', () => {
  it('are set, shown and cleared', async () => {
    const { call } = await aSimulator();
    const scenario = {
      platform: 'tubes',
      match: { key: 'tubes:video:abc' },
      steps: [{ afterMs: 0, reply: 'block' }],
    };
    expect(await call('PUT', '/_scenario', scenario)).toMatchObject({ status: 200, json: scenario });
    expect((await call('GET', '/_scenario')).json).toEqual({ data: [scenario] });
    expect((await call('DELETE', '/_scenario')).status).toBe(204);
    expect((await call('GET', '/_scenario')).json).toEqual({ data: [] });
  });

  it('are refused with the wrong field named, and nothing set', async () => {
    const { call, script } = await aSimulator();
    expect(await script('tubes', [{ afterMs: 0, reply: 'removed' }])).toMatchObject({
      status: 422,
      json: {
        code: 'SCENARIO.INVALID',
        errors: [
          { pointer: '/steps/0/reply', code: 'unknown', detail: 'tubes knows: block, call_back, break' },
        ],
      },
    });
    expect(await call('PUT', '/_scenario', '{"platform":')).toMatchObject({
      status: 400,
      json: { code: 'REQUEST.NOT_JSON' },
    });
    expect((await call('POST', '/_scenario', {})).status).toBe(405);
    expect((await call('GET', '/_scenario')).json).toEqual({ data: [] });
  });
});

describe('the mail side', () => {
  it('takes a notice and answers to our mail server, in the same thread', async () => {
    const ours = await ourMailServer();
    const { simulator, clock, call } = await aSimulator({ replyTo: { host: '127.0.0.1', port: ours.port } });
    const outcome = await ourSender(simulator.smtpPort).send(
      aNotice({ references: ['earlier@helpline.example'] }),
    );
    expect(outcome).toEqual({ outcome: 'accepted', response: expect.stringMatching(/queued as SIM\d+$/) });
    expect((await call('GET', '/_received')).json.data).toMatchObject([
      {
        platform: 'letters',
        via: 'mail',
        kind: 'mail',
        text: expect.stringContaining('[UF-2026-000123-2-K7QM9A]\nhttps://letters.example/post/42/comment/7'),
        body: { replyTo: 'replies+letters@helpline.example', messageId: 'notice-1@helpline.example' },
      },
    ]);
    clock.advance(10);
    const [answer] = await ours.until(1);
    expect(answer).toMatchObject({
      recipientTag: 'letters',
      from: 'partners@letters.simulator.invalid',
      subject: 'Re: Notice [UF-2026-000123-2-K7QM9A]',
      text: 'Synthetic: acknowledge.',
      inReplyTo: 'notice-1@helpline.example',
      references: ['earlier@helpline.example', 'notice-1@helpline.example'],
      isAutoReply: true,
    });
  });

  it.each([
    'partners@nobody.simulator.invalid',
    'partners@tubes.simulator.invalid',
    'partners@elsewhere.example',
  ])('refuses mail to %s', async (to) => {
    const { simulator } = await aSimulator();
    expect(await ourSender(simulator.smtpPort).send(aNotice({ to }))).toMatchObject({ outcome: 'rejected' });
  });

  it.each(simulatedFaults.filter((fault) => fault !== 'silence'))(
    'plays the fault %s, and goes on behind it',
    async (fault) => {
      const ours = await ourMailServer();
      const { simulator, script, clock, call } = await aSimulator({
        replyTo: { host: '127.0.0.1', port: ours.port },
      });
      await script('letters', [
        { afterMs: 0, fault },
        { afterMs: 0, reply: 'removed' },
      ]);
      const sender = ourSender(simulator.smtpPort, fault === 'slow' ? 300 : 2_000);
      const outcome = await sender.send(aNotice());
      expect(outcome.outcome).toBe(isTaken(fault) ? 'unknown' : 'deferred');
      expect((await call('GET', '/_received')).json.data).toHaveLength(isTaken(fault) ? 1 : 0);
      if (!isTaken(fault)) expect(await sender.send(aNotice())).toMatchObject({ outcome: 'accepted' });
      expect((await call('GET', '/_received')).json.data).toHaveLength(1);
      clock.advance(0);
      expect(await ours.until(1)).toMatchObject([{ text: 'Synthetic: removed.' }]);
    },
  );

  it('says nothing more after a silence', async () => {
    const { simulator, script, clock } = await aSimulator();
    await script('letters', [{ afterMs: 0, fault: 'silence' }]);
    expect(await ourSender(simulator.smtpPort).send(aNotice())).toMatchObject({ outcome: 'accepted' });
    expect(clock.waits).toEqual([]);
  });

  it('tries an answer again while our mail server is away, and keeps the order of answers', async () => {
    const unused = net.createServer();
    await new Promise<void>((done) => unused.listen(0, '127.0.0.1', done));
    const { port } = unused.address() as AddressInfo;
    await new Promise((done) => unused.close(done));
    const { simulator, script, clock, call } = await aSimulator({ replyTo: { host: '127.0.0.1', port } });
    await script('letters', [
      { afterMs: 0, reply: 'acknowledge' },
      { afterMs: 0, reply: 'removed' },
    ]);
    await ourSender(simulator.smtpPort).send(aNotice());
    clock.advance(0);
    while (clock.waits.length === 0) await call('GET', '/health/live');
    expect(clock.waits).toEqual([1_000]);

    const texts: string[] = [];
    let wake = (): void => undefined;
    const ours = new InboundMailServer({
      domain: 'helpline.example',
      onMail: async ({ text }) => {
        texts.push(text);
        wake();
      },
    });
    await ours.listen({ host: '127.0.0.1', port });
    open.push(ours);
    const arrived = new Promise<void>((resolve) => (wake = resolve));
    clock.advance(1_000);
    await arrived;
    while (clock.waits.length === 0) await call('GET', '/health/live');
    const arrivedToo = new Promise<void>((resolve) => (wake = resolve));
    clock.advance(0);
    await arrivedToo;
    expect(texts).toEqual(['Synthetic: acknowledge.', 'Synthetic: removed.']);
  });

  it('shows an answer that nobody took, and stops trying', async () => {
    const ours = await ourMailServer();
    const { simulator, clock, call } = await aSimulator({ replyTo: { host: '127.0.0.1', port: ours.port } });
    await ourSender(simulator.smtpPort).send(aNotice({ replyTo: 'nobody@helpline.example' }));
    clock.advance(10);
    const undelivered = async () => (await call('GET', '/_received?platform=letters')).json.undelivered;
    while ((await undelivered()).length === 0);
    expect(await undelivered()).toEqual([
      {
        atMs: clock.nowMs,
        platform: 'letters',
        via: 'mail',
        subject: 'Re: Notice [UF-2026-000123-2-K7QM9A]',
        tries: 1,
        reason: 'answered 550',
      },
    ]);
    expect(clock.waits).toEqual([]);
  });
});

describe('the life of a simulator', () => {
  it('keeps its ledger in a file for its owner, goes on in it, and gets over a half written line', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'synthetic-ledger-'));
    open.push({ close: () => rmSync(folder, { recursive: true }) });
    const ledgerFile = path.join(folder, 'ledger.jsonl');
    const first = await aSimulator({ ledgerFile });
    await first.report('one');
    await first.report('two');
    await first.simulator.close();
    open.splice(open.indexOf(first.simulator), 1);
    expect(statSync(ledgerFile).mode & 0o777).toBe(0o600);
    writeFileSync(ledgerFile, '{"number":3,"at', { flag: 'a' });
    const second = await aSimulator({ ledgerFile });
    await second.report('three');
    expect(second.simulator.received('tubes').map(({ number, text }) => [number, text])).toEqual([
      [1, '{"text":"one"}'],
      [2, '{"text":"two"}'],
      [3, '{"text":"three"}'],
    ]);
    expect(readFileSync(ledgerFile, 'utf8').trimEnd().split('\n')).toHaveLength(4);
    expect(existsSync(ledgerFile)).toBe(true);
  });

  it('plays nothing after it is closed', async () => {
    const { simulator, report, clock } = await aSimulator();
    await report('once');
    expect(clock.waits).toEqual([0]);
    open.splice(open.indexOf(simulator), 1);
    await simulator.close();
    expect(clock.waits).toEqual([]);
  });

  it('frees the mail port where the HTTP port is taken', async () => {
    const { simulator } = await aSimulator();
    const httpPort = Number(new URL(simulator.httpUrl).port);
    await expect(aSimulator({ httpPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('does not start with default steps that cannot be played', async () => {
    const broken = { ...letters, defaultSteps: [{ afterMs: 0, reply: 'unheard_of' }] };
    await expect(aSimulator({ platforms: [broken] })).rejects.toThrow(
      'default steps of letters: /steps/0/reply',
    );
  });

  it('goes on where a simulation cannot play one of its replies', async () => {
    const { script, report, clock, log, call } = await aSimulator();
    await script('tubes', [
      { afterMs: 0, reply: 'break' },
      { afterMs: 5, reply: 'block' },
    ]);
    await report('once');
    clock.advance(0);
    while (clock.waits.length === 0) await call('GET', '/health/live');
    clock.advance(5);
    expect(log.of('simulator.reply_broken')).toMatchObject([
      { fields: { platform: 'tubes', reply: 'break' } },
    ]);
    expect((await call('GET', '/tubes/state')).text).toContain('block at');
  });
});
