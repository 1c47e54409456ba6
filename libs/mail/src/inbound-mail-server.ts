import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { silentLog, type Log } from '#telemetry';
import { readReplyAddress } from '#core';
import { MailReader, type MailReaderLimits } from './mail-reader.js';
import type { OriginChecker } from './origin/origin-check.js';
import { recipientsOf } from './recipients.js';
import type { MailSource, OnMail } from './received-mail.js';

export interface InboundMailOptions extends MailReaderLimits {
  /** Domain of the addresses we take mail for. */
  readonly domain: string;
  /** What may follow the plus sign in `replies+<platform>@<domain>`; absent: anything in the shape of a platform key. */
  readonly platforms?: readonly string[];
  readonly onMail: OnMail;
  /** Absent: nothing is proven of where a mail comes from. */
  readonly origins?: OriginChecker;
  /** One line a mail, `mail.received`. Default: none. */
  readonly log?: Log;
  /** Larger mails are refused with 552. Default 10 MiB. */
  readonly maxMessageBytes?: number;
  /** Connections at a time; more are told to come back (421). Default 20. */
  readonly maxClients?: number;
  /** A connection that says nothing for so long is ended. Default 60,000. */
  readonly idleTimeoutMs?: number;
  /** How long `close` lets mails that are coming in end. Default 5,000. */
  readonly closeTimeoutMs?: number;
  /** PEM key and certificate; STARTTLS is offered where they are given. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface ListenAddress {
  readonly host: string;
  /** TCP port; 0 takes any free one. */
  readonly port: number;
}

/**
 * A mail server that takes the platforms' answers: mail to `replies@`, `replies+<platform>@` and
 * `replies+<platform>.<token>@` our domain, nothing else, no sign-in, no relaying. It answers 250 only after `onMail` resolved and 451 when that failed, so that a mail is
 * either stored or sent again by the other side.
 */
export class InboundMailServer implements MailSource<ListenAddress> {
  private readonly server: SMTPServer;
  private readonly sockets = new Set<Socket>();
  private readonly underWay = new Set<Promise<void>>();
  private isClosing = false;

  constructor(private readonly options: InboundMailOptions) {
    this.server = new SMTPServer({
      name: options.domain,
      banner: 'Uniflag',
      logger: false,
      disabledCommands: ['AUTH', ...(options.tls ? [] : ['STARTTLS'])],
      ...(options.tls ?? {}),
      authOptional: true,
      disableReverseLookup: true,
      size: options.maxMessageBytes ?? 10_485_760,
      maxClients: options.maxClients ?? 20,
      maxRecipients: 20,
      socketTimeout: options.idleTimeoutMs ?? 60_000,
      closeTimeout: options.closeTimeoutMs ?? 5_000,
      onRcptTo: ({ address }, _session, done) =>
        this.isOurs(address) ? done() : done(smtpError(550, 'No such mailbox here')),
      onData: (stream, session, done) => {
        const taking = this.take(stream, session).then(
          (refusal) => (refusal ? done(refusal) : done(null, 'Stored')),
          () => done(smtpError(451, 'Try again later')),
        );
        this.underWay.add(taking);
        void taking.finally(() => this.underWay.delete(taking));
      },
    });
    this.server.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    // A client that breaks off is the client's affair; `listen` reports a port that cannot be had.
    this.server.on('error', () => undefined);
  }

  async listen({ host, port }: ListenAddress): Promise<{ readonly port: number }> {
    await new Promise<void>((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.server.off('error', reject);
        resolve();
      });
    });
    return { port: (this.server.server.address() as AddressInfo).port };
  }

  /** Takes no new connection, lets mails under way end within `closeTimeoutMs`, then ends all connections. */
  async close(): Promise<void> {
    if (this.isClosing) return;
    this.isClosing = true;
    const closed = new Promise<void>((resolve) => this.server.close(resolve));
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.options.closeTimeoutMs ?? 5_000);
    });
    await Promise.race([Promise.allSettled(this.underWay), timeUp]);
    clearTimeout(timer);
    for (const connection of this.server.connections) connection.send(421, 'Closing');
    // The last answers are on their way out; whoever does not hang up by itself is cut off.
    setImmediate(() => this.sockets.forEach((socket) => socket.destroySoon()));
    await closed;
  }

  private isOurs(address: string): boolean {
    const read = readReplyAddress(address, this.options.domain);
    const { platforms } = this.options;
    return read !== undefined && (read.platform === null || platforms?.includes(read.platform) !== false);
  }

  /**
   * @returns a refusal the sender must not repeat
   * @throws where the mail was not stored and should come again
   */
  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | undefined> {
    const addresses = session.envelope.rcptTo.map(({ address }) => address);
    const envelopeFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const { remoteAddress, hostNameAppearsAs } = session;
    const arrival = { ip: remoteAddress, helo: hostNameAppearsAs, envelopeFrom };
    const reader = new MailReader(this.options, this.options.origins?.begin(arrival));
    const startedAtMs = performance.now();
    const tell = (outcome: 'stored' | 'notStored' | 'tooLarge' | 'brokenOff', error?: unknown) =>
      (this.options.log ?? silentLog)[outcome === 'notStored' ? 'error' : 'info']('mail.received', {
        outcome,
        bytes: stream.byteLength,
        durationMs: Math.round(performance.now() - startedAtMs),
        ...(error === undefined ? {} : { error }),
      });
    try {
      for await (const chunk of stream) if (!stream.sizeExceeded) await reader.write(chunk as Buffer);
    } catch (error) {
      reader.abandon();
      tell('brokenOff');
      throw error;
    }
    if (stream.sizeExceeded) {
      reader.abandon();
      tell('tooLarge');
      return smtpError(552, 'Message too large');
    }
    try {
      const [first, ...others] = recipientsOf(addresses, this.options.domain);
      const mail = await reader.finish({ ...first, envelopeFrom });
      await this.options.onMail(mail);
      for (const other of others) await this.options.onMail({ ...mail, ...other });
    } catch (error) {
      tell('notStored', error);
      throw error;
    }
    tell('stored');
    return undefined;
  }
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
