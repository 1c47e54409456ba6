import { InboundMailServer, SmtpMailSender, type ReceivedMail } from '#mail';
import {
  strayMail,
  strayReplies,
  type PlatformSimulation,
  type SimulationStep,
} from '#platform-kit/simulation';
import { MemoryLog } from '#telemetry';
import type { Scheduler } from '../../apps/simulator/src/scheduler.js';
import { startSimulator, type SimulatorOptions } from '../../apps/simulator/src/simulator.js';

/** What is closed after the test, the latest first. */
export const opened: { close(): unknown }[] = [];

/** Closes after each test what it has `opened`, by the functions here or by itself. */
export function closeSimulators(): void {
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });
}

/** A synthetic platform with an HTTP interface: takes reports, blocks them when told to, calls back. */
export const tubes: PlatformSimulation = {
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
export const letters: PlatformSimulation = {
  platform: 'letters',
  credentials: {},
  mailboxes: { 'letters-mail': 'partners' },
  replies: ['acknowledge', 'removed', 'refused', ...strayReplies],
  defaultSteps: [{ afterMs: 10, reply: 'acknowledge' }],
  async onMail(mail, world) {
    world.received({ kind: 'notice', text: 'stands in the ledger by itself', body: null });
    world.start(`${mail.subject}\n${mail.text}`, (reply) =>
      world.sendMail(
        strayMail(reply, { platform: 'letters', notice: mail, number: world.nextNumber() }) ?? {
          ...{
            to: mail.replyTo,
            from: mail.to,
            subject: `Re: ${mail.subject}`,
            text: `Synthetic: ${reply}.`,
          },
          inReplyTo: mail.messageId,
          references: mail.references,
        },
      ),
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

export async function aSimulator(also: Partial<SimulatorOptions> = {}) {
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
  opened.push(simulator);
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
export async function ourMailServer() {
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
  opened.push(server);
  const until = async (count: number) => {
    while (mails.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return mails;
  };
  return { port, mails, until };
}

export function ourSender(port: number, timeoutMs = 2_000): SmtpMailSender {
  const sender = new SmtpMailSender({
    host: '127.0.0.1',
    port,
    secure: false,
    timeoutMs,
    ehloName: 'helpline.example',
  });
  opened.push(sender);
  return sender;
}

export const aNotice = (also: object = {}) => ({
  from: 'notices@helpline.example',
  to: 'partners@letters.simulator.invalid',
  replyTo: 'replies+letters@helpline.example',
  subject: 'Notice [UF-2026-000123-2-K7QM9A]',
  text: 'https://letters.example/post/42/comment/7\n',
  messageId: 'notice-1@helpline.example',
  ...also,
});
