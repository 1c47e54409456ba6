import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MailOutcome, MailSender, OutgoingMail } from '#application';
import type { Platform, PlatformConnection } from '../platform.js';
import { isTaken, type SimulatedFault, type SimulatedWorld, type SimulationStep } from '../simulation.js';

/** What reached the platform as a notice. */
export interface LedgerEntry {
  readonly kind: string;
  readonly text: string;
  readonly body: unknown;
}

/** A request or mail as it came over the wire; `isNotice` where the platform counted it as a notice. */
export interface WireEntry {
  readonly isNotice: boolean;
  readonly request: Readonly<Record<string, unknown>>;
}

export interface HostSettings {
  readonly timeoutMs?: number;
  readonly useQuota?: PlatformConnection['useQuota'];
}

/** One platform's simulation on loopback, with a clock that only a test moves. */
export interface SimulationHost {
  /** What a rehearsed adapter of this platform is handed. */
  readonly connection: PlatformConnection;
  readonly ledger: readonly LedgerEntry[];
  readonly wire: readonly WireEntry[];
  /** Mails and callbacks the platform sent. */
  readonly mails: readonly Parameters<SimulatedWorld['sendMail']>[0][];
  readonly callbacks: readonly {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }[];
  /** Steps for every notice from now on, in place of the default ones. A leading fault is used up by one notice. */
  setSteps(steps: readonly SimulationStep[]): void | Promise<void>;
  /** Lets time pass and plays what falls due, in order. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const startedAtMs = Date.UTC(2026, 10, 23, 12);

export async function startSimulationHost(
  platform: Platform,
  settings: HostSettings = {},
): Promise<SimulationHost> {
  const { manifest, simulation } = platform;
  const ledger: LedgerEntry[] = [];
  const wire: WireEntry[] = [];
  const mails: Parameters<SimulatedWorld['sendMail']>[0][] = [];
  const callbacks: { headers: Readonly<Record<string, string>>; body: string }[] = [];
  const due: { readonly atMs: number; readonly play: () => Promise<void> }[] = [];
  const state = new Map<string, unknown>();
  let steps = [...simulation.defaultSteps];
  let nowMs = startedAtMs;
  let lastNumber = 1_000;

  /** The world one request or mail lives in; `fault` is what `start` gave back. */
  function aWorld(): {
    world: SimulatedWorld;
    said: { fault: SimulatedFault | undefined; entries: LedgerEntry[] };
  } {
    const said = { fault: undefined as SimulatedFault | undefined, entries: [] as LedgerEntry[] };
    const world: SimulatedWorld = {
      now: () => nowMs,
      state,
      nextNumber: () => (lastNumber += 1),
      received: (entry) => {
        said.entries.push(entry);
      },
      start: (_text, play) => {
        if (steps[0]?.fault !== undefined) said.fault = steps.shift()?.fault;
        if (isTaken(said.fault)) schedule(steps, play);
        return said.fault;
      },
      followedBy: (_followUp, _text, usual, play) => {
        if (due.length === 0) schedule(usual, play);
      },
      sendMail: async (mail) => {
        mails.push(mail);
      },
      sendCallback: async (callback) => {
        callbacks.push(callback);
      },
    };
    return { world, said };
  }

  function schedule(planned: readonly SimulationStep[], play: (reply: string) => Promise<void>): void {
    let atMs = nowMs;
    for (const { afterMs, reply } of planned) {
      atMs += afterMs;
      if (reply !== undefined) due.push({ atMs, play: () => play(reply) });
    }
  }

  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const prefix = `/${manifest.key}/`;
    const { world, said } = aWorld();
    if (!url.pathname.startsWith(prefix) || !simulation.onHttp) return void response.writeHead(404).end();
    const asked = {
      method: request.method ?? 'GET',
      path: url.pathname.slice(prefix.length),
      query: Object.fromEntries(
        [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name).join(',')]),
      ),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: await bodyOf(request),
    };
    const { status, headers, body = '', fault } = await simulation.onHttp(asked, world);
    const taken = isTaken(said.fault) ? said.entries : [];
    ledger.push(...taken);
    wire.push({ isNotice: taken.length > 0, request: { ...asked, body: readable(asked.body) } });
    if (fault === 'slow') return;
    if (fault === 'lost_response') return void response.destroy();
    if (fault === 'down') return void response.writeHead(503).end();
    if (fault === 'server_error') return void response.writeHead(500).end();
    if (fault === 'rubbish') return void response.writeHead(200).end('<html>\u0000 it works');
    if (fault === 'close') {
      response.writeHead(200, { 'content-length': '1000' }).write('{"half":');
      return void setImmediate(() => response.destroy());
    }
    response.writeHead(status, headers).end(body);
  }

  const mail: MailSender = {
    async send(outgoing: OutgoingMail): Promise<MailOutcome> {
      const { world, said } = aWorld();
      const isKnown = Object.values(simulation.mailboxes).some(
        (local) => addressOf(manifest.key, local) === outgoing.to,
      );
      if (!isKnown || !simulation.onMail) return { outcome: 'rejected', reason: '550 5.1.1 no such mailbox' };
      if (outgoing.mayLeave?.() === false) return { outcome: 'deferred', reason: 'too late' };
      const { from, replyTo, to, subject, text, messageId, references = [] } = outgoing;
      await simulation.onMail({ from, replyTo, to, subject, text, messageId, references }, world);
      if (isTaken(said.fault)) ledger.push({ kind: 'mail', text: `${subject}\n${text}`, body: outgoing });
      wire.push({ isNotice: isTaken(said.fault), request: { ...outgoing } });
      if (!isTaken(said.fault)) return { outcome: 'deferred', reason: `4xx ${said.fault}` };
      return said.fault === undefined || said.fault === 'silence'
        ? { outcome: 'accepted', response: `250 2.0.0 queued as SIM${(lastNumber += 1)}` }
        : { outcome: 'unknown', reason: said.fault };
    },
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const named = manifest.channels.filter(({ kind }) => kind === 'ASSISTED_FORM' || kind === 'PORTAL');
  return {
    connection: {
      isRehearsal: true,
      httpBaseUrl: `http://127.0.0.1:${port}/${manifest.key}/`,
      secondContact: null,
      mailboxes: Object.fromEntries(
        Object.entries(simulation.mailboxes).map(([id, local]) => [id, addressOf(manifest.key, local)]),
      ),
      formUrls: Object.fromEntries(named.map(({ id }) => [id, `https://forms.example/${id}`])),
      mail,
      sender: {
        organisation: 'Example helpline (synthetic)',
        from: 'notices@uniflag.example',
        replyTo: `replies+${manifest.key}@uniflag.example`,
      },
      credentials: simulation.credentials,
      now: () => nowMs,
      useQuota: settings.useQuota ?? (async () => true),
      timeoutMs: settings.timeoutMs ?? 5_000,
    },
    ledger,
    wire,
    mails,
    callbacks,
    setSteps: (next) => {
      steps = [...next];
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = due.filter(({ atMs }) => atMs <= untilMs).sort((one, other) => one.atMs - other.atMs)[0];
        if (next === undefined) break;
        due.splice(due.indexOf(next), 1);
        nowMs = Math.max(nowMs, next.atMs);
        await next.play();
      }
      nowMs = untilMs;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function addressOf(key: string, local: string): string {
  return `${local}@${key}.simulator.invalid`;
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** JSON bodies as values, so that a fixture shows them the way a reviewer reads them. */
function readable(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : body;
}
