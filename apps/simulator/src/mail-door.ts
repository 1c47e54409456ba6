import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { PlatformSimulation, SimulatedMail } from '#platform-kit/simulation';
import { noteSeveralPlaces } from './several-places.js';
import type { StaffDesk } from './staff-desk.js';
import { World, type Surroundings } from './world.js';

export interface DoorOptions {
  readonly simulations: ReadonlyMap<string, PlatformSimulation>;
  readonly around: Surroundings;
  /** How long a `slow` answer stays out. */
  readonly slowMs: number;
  /** Told of a simulation that threw: its own mistake. */
  readonly onBroken: (platform: string, error: unknown) => void;
  /** Absent: staff have no mailbox here. */
  readonly staff?: StaffDesk;
}

type Answer = (error: Error | null, message?: string) => void;

/** The platforms' mail server: takes mail for `<anything>@<platform>.simulator.invalid`, and for staff. */
export class MailDoor {
  private readonly server: SMTPServer;
  private readonly sockets = new Map<number, Socket>();

  constructor(private readonly options: DoorOptions) {
    this.server = new SMTPServer({
      name: 'simulator.invalid',
      logger: false,
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      size: 10_485_760,
      maxRecipients: 1,
      onRcptTo: ({ address }, _session, done) =>
        this.simulationOf(address) || this.options.staff?.isAt(address)
          ? done()
          : done(smtpError(550, 'No such mailbox')),
      onData: (stream, session, done) => {
        this.take(stream, session, done).catch((error: unknown) => {
          this.options.onBroken(this.simulationOf(recipientOf(session))?.platform ?? 'unknown', error);
          done(smtpError(451, 'Local error'));
        });
      },
    });
    this.server.server.on('connection', (socket) => {
      const port = socket.remotePort ?? 0;
      this.sockets.set(port, socket);
      socket.once('close', () => this.sockets.delete(port));
    });
    // Clients that break off are what this process is for; `listen` reports a port that cannot be had.
    this.server.on('error', () => undefined);
  }

  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    return (this.server.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(resolve));
    for (const socket of this.sockets.values()) socket.destroy();
    await closed;
  }

  private simulationOf(address: string): PlatformSimulation | undefined {
    const platform = /@([a-z0-9-]+)\.simulator\.invalid$/i.exec(address)?.[1]?.toLowerCase() ?? '';
    const simulation = this.options.simulations.get(platform);
    return simulation?.onMail ? simulation : undefined;
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Answer): Promise<void> {
    const parsed = await read(stream);
    // The sender went away in the middle: there is nobody to answer and nothing to take.
    if (parsed === undefined) return;
    if (stream.sizeExceeded) return done(smtpError(552, 'Message too large'));
    const to = recipientOf(session);
    if (this.options.staff?.isAt(to)) {
      this.options.staff.take(simulatedMail(parsed, to));
      return done(null, '2.0.0 Ok: queued for staff');
    }
    const simulation = this.simulationOf(to);
    if (!simulation?.onMail) return done(smtpError(550, 'No such mailbox'));
    const mail = simulatedMail(parsed, to);
    const { around, slowMs } = this.options;
    const world = new World(around, simulation, {
      kind: 'mail',
      text: `${mail.subject}\n${mail.text}`,
      body: mail,
    });
    noteSeveralPlaces(around.stateOf(simulation.platform), mail);
    await simulation.onMail(mail, world.asSeen());
    world.decide();
    const accept = () => done(null, `2.0.0 Ok: queued as SIM${around.nextNumber()}`);
    const socket = this.sockets.get(session.remotePort);
    switch (world.fault) {
      case 'down':
        return done(smtpError(421, '4.3.2 Service not available'));
      case 'server_error':
        return done(smtpError(451, '4.3.0 Local error'));
      case 'rate_limit':
        return done(smtpError(450, '4.7.1 Too many messages, slow down'));
      case 'quota':
        return done(smtpError(452, '4.5.3 Quota used up'));
      case 'slow':
        around.timers.schedule(accept, slowMs);
        return;
      case 'rubbish':
        return void socket?.end('<html>\u0000 it works\r\n');
      case 'close':
        return void socket?.end('250-2.0.0 Ok: que');
      case 'lost_response':
        return void socket?.resetAndDestroy();
      case 'silence':
      case undefined:
        return accept();
    }
  }
}

/** @returns undefined where the connection ended first */
async function read(stream: SMTPServerDataStream): Promise<ParsedMail | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  } catch (error) {
    if (stream.destroyed) return undefined;
    throw error;
  }
  return simpleParser(Buffer.concat(chunks), { skipTextToHtml: true, skipImageLinks: true });
}

function simulatedMail(parsed: ParsedMail, to: string): SimulatedMail {
  const from = addressOf(parsed.from);
  const references = [parsed.references ?? []].flat();
  const thread = parsed.inReplyTo ? [...references, parsed.inReplyTo] : references;
  return {
    from,
    replyTo: addressOf(parsed.replyTo) || from,
    to,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    messageId: bare(parsed.messageId ?? ''),
    references: [...new Set(thread.map(bare))],
  };
}

function addressOf(header: AddressObject | undefined): string {
  return header?.value[0]?.address ?? '';
}

function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, '');
}

function recipientOf(session: SMTPServerSession): string {
  return session.envelope.rcptTo[0]?.address ?? '';
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
