import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ComposedMail } from './compose-mail.js';
import type { SmtpFailure } from './mail-outcome.js';

export interface SmtpSessionOptions {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly auth: { readonly user: string; readonly password: string } | undefined;
  readonly ehloName: string | undefined;
  readonly timeoutMs: number;
}

export type Delivery =
  | { readonly isAccepted: true; readonly response: string }
  | { readonly isAccepted: false; readonly failure: SmtpFailure; readonly hasBegun: boolean };

/**
 * One connection to a mail server, over which mails go one after the other.
 *
 * nodemailer's own pool is not used: it puts a mail back in its queue when a connection ends, and does not say whether
 * the message had been begun. Here that is known exactly.
 */
export class SmtpSession {
  deliveredCount = 0;
  private hasEnded = false;
  private settle: ((failure: SmtpFailure) => void) | undefined;
  private onEnd: (() => void) | undefined;

  private constructor(private readonly connection: SMTPConnection) {
    connection.on('error', (error: SmtpFailure) => this.fail(error));
    connection.on('end', () => {
      this.hasEnded = true;
      this.fail({ code: 'ECONNECTION' });
      this.onEnd?.();
    });
  }

  /** Connects, and signs in where there is something to sign in with. */
  static async open(
    options: SmtpSessionOptions,
    deadline: AbortSignal,
  ): Promise<{ readonly session: SmtpSession } | { readonly failure: SmtpFailure }> {
    const { host, port, secure, requireTls, ehloName, timeoutMs } = options;
    const session = new SmtpSession(
      new SMTPConnection({
        ...{ host, port, secure, name: ehloName, logger: false },
        ...{ requireTLS: requireTls && !secure, ignoreTLS: !requireTls && !secure },
        ...{
          connectionTimeout: timeoutMs,
          greetingTimeout: timeoutMs,
          dnsTimeout: timeoutMs,
          socketTimeout: timeoutMs,
        },
        socketCloseTimeout: 1_000,
      }),
    );
    const failure = await session.untilSettled(deadline, (done) =>
      session.connection.connect((error) => (error ? done(error) : session.signIn(options.auth, done))),
    );
    if (failure === undefined) return { session };
    session.abort();
    return { failure };
  }

  get isUsable(): boolean {
    return !this.hasEnded;
  }

  /** Calls back once when the connection is gone. */
  whenEnded(onEnd: () => void): void {
    this.onEnd = onEnd;
  }

  /** @param mayLeave asked when the server waits for the message itself */
  async deliver(mail: ComposedMail, deadline: AbortSignal, mayLeave: () => boolean): Promise<Delivery> {
    let hasBegun = false;
    let response = '';
    // Read for the first time when the server has answered DATA: from then on the mail may have arrived.
    const content = new Readable({
      read() {
        if (!mayLeave()) return void this.destroy(Object.assign(new Error('too late'), { code: 'ETOOLATE' }));
        hasBegun = true;
        this.push(mail.content);
        this.push(null);
      },
    });
    const failure = await this.untilSettled(deadline, (done) =>
      this.connection.send({ ...mail.envelope }, content, (error, sent) => {
        if (error) return done(error);
        response = sent.response;
        done();
      }),
    );
    if (failure !== undefined) return { isAccepted: false, failure, hasBegun };
    this.deliveredCount += 1;
    return { isAccepted: true, response };
  }

  /** Says goodbye; the server ends the connection. */
  quit(): void {
    if (this.hasEnded) return;
    this.connection.quit();
    // A server that does not answer must not hold the process.
    setTimeout(() => this.connection.close(), 1_000).unref();
  }

  /** Ends the connection at once. */
  abort(): void {
    this.connection.options.socketCloseTimeout = 0;
    this.connection.close();
  }

  private signIn(auth: SmtpSessionOptions['auth'], done: (failure?: SmtpFailure) => void): void {
    if (auth === undefined) return done();
    if (!this.connection.allowsAuth) return done({ code: 'ENOAUTH', command: 'AUTH' });
    const { user, password } = auth;
    this.connection.login({ credentials: { user, pass: password }, user, pass: password }, (error) =>
      done(error ?? undefined),
    );
  }

  /** Runs one exchange with the server until it ends, the connection does, or the time is up. */
  private async untilSettled(
    deadline: AbortSignal,
    exchange: (done: (failure?: SmtpFailure) => void) => void,
  ): Promise<SmtpFailure | undefined> {
    if (deadline.aborted) return { code: 'ETIMEDOUT' };
    return new Promise((resolve) => {
      const finish = (failure?: SmtpFailure) => {
        this.settle = undefined;
        deadline.removeEventListener('abort', onDeadline);
        resolve(failure);
      };
      const onDeadline = () => {
        finish({ code: 'ETIMEDOUT' });
        this.abort();
      };
      this.settle = finish;
      deadline.addEventListener('abort', onDeadline, { once: true });
      exchange(finish);
    });
  }

  private fail(failure: SmtpFailure): void {
    this.settle?.(failure);
  }
}
