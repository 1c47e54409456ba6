import type { MailOutcome, MailSender, OutgoingMail } from '#application';
import { composeMail, type ComposedMail } from './compose-mail.js';
import { outcomeOfFailure, receiptOf } from './mail-outcome.js';
import { isThisMachine } from './this-machine.js';
import type { SigningKey } from './sign-mail.js';
import { SmtpSession, type SmtpSessionOptions } from './smtp-session.js';

export interface SmtpMailSenderOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where `requireTls` says so. */
  readonly secure: boolean;
  /** Whether a connection without TLS is refused. Default: yes, but on this machine. Without it no TLS is tried. */
  readonly requireTls?: boolean;
  readonly auth?: { readonly user: string; readonly password: string };
  /** Longest one send may take from the call to the answer, waiting for a connection included. */
  readonly timeoutMs: number;
  /** Name given in EHLO, best the domain that mails come from. Default: this machine's name. */
  readonly ehloName?: string;
  /** With what mails are signed; absent: the mail server signs them, or nobody. */
  readonly signingKey?: SigningKey | undefined;
  /** Default 5. */
  readonly maxConnections?: number;
  /** Mails after which a connection is renewed; default 100. */
  readonly maxMailsPerConnection?: number;
  /** How long a connection without work is kept; default 20,000. */
  readonly idleMs?: number;
}

/**
 * Sends mails to one mail server over a few kept connections.
 *
 * A mail is handed over at most once: the only thing ever repeated by itself is a try over a kept connection that
 * turned out to be dead before a byte of the message left. Reasons and receipts hold no addresses.
 */
export class SmtpMailSender implements MailSender {
  private readonly session: SmtpSessionOptions;
  private readonly maxConnections: number;
  private readonly idle = new Map<SmtpSession, NodeJS.Timeout>();
  private readonly waiting = new Set<() => void>();
  private readonly underWay = new Set<Promise<unknown>>();
  private busyCount = 0;
  private isClosed = false;

  constructor(private readonly options: SmtpMailSenderOptions) {
    const { host, port, secure, auth, ehloName, timeoutMs } = options;
    const requireTls = options.requireTls ?? !isThisMachine(host);
    this.session = { host, port, secure, requireTls, auth, ehloName, timeoutMs };
    this.maxConnections = options.maxConnections ?? 5;
  }

  /** @throws RangeError where the mail cannot be written (see `composeMail`); everything else is an outcome */
  async send(mail: OutgoingMail): Promise<MailOutcome> {
    const composed = await composeMail(mail, this.options.signingKey);
    const sending = this.sendComposed(composed, mail.mayLeave ?? (() => true));
    this.underWay.add(sending);
    try {
      return await sending;
    } finally {
      this.underWay.delete(sending);
    }
  }

  /** Lets the sends under way end (each has its own time limit), then closes all connections. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const wake of this.waiting) wake();
    for (const session of this.idle.keys()) {
      this.forget(session);
      session.quit();
    }
    await Promise.allSettled(this.underWay);
  }

  private async sendComposed(mail: ComposedMail, mayLeave: () => boolean): Promise<MailOutcome> {
    const timeUp = new AbortController();
    const timer = setTimeout(() => timeUp.abort(), this.options.timeoutMs);
    try {
      const isOurTurn = await this.takeTurn(timeUp.signal);
      if (!isOurTurn) {
        const why = this.isClosed
          ? 'the mail sender is closing'
          : 'no free connection to the mail server in time';
        return { outcome: 'deferred', reason: why };
      }
      try {
        return await this.sendOver(mail, timeUp.signal, mayLeave);
      } finally {
        this.giveTurn();
      }
    } finally {
      clearTimeout(timer);
    }
  }

  private async sendOver(
    mail: ComposedMail,
    deadline: AbortSignal,
    mayLeave: () => boolean,
  ): Promise<MailOutcome> {
    for (;;) {
      const kept = this.takeIdle();
      const opened = kept ? { session: kept } : await SmtpSession.open(this.session, deadline);
      if ('failure' in opened) return outcomeOfFailure(opened.failure, false);
      const { session } = opened;
      const delivery = await session.deliver(mail, deadline, mayLeave);
      if (delivery.isAccepted) {
        this.keep(session);
        return { outcome: 'accepted', response: receiptOf(delivery.response) };
      }
      session.abort();
      const { failure, hasBegun } = delivery;
      const wasDead =
        kept !== undefined && !hasBegun && (!failure.responseCode || failure.responseCode === 421);
      if (!wasDead || deadline.aborted || !mayLeave()) return outcomeOfFailure(failure, hasBegun);
    }
  }

  private takeIdle(): SmtpSession | undefined {
    for (const session of this.idle.keys()) {
      this.forget(session);
      if (session.isUsable) return session;
    }
    return undefined;
  }

  private keep(session: SmtpSession): void {
    const isWornOut = session.deliveredCount >= (this.options.maxMailsPerConnection ?? 100);
    if (this.isClosed || isWornOut || !session.isUsable) return session.quit();
    const timer = setTimeout(() => {
      this.forget(session);
      session.quit();
    }, this.options.idleMs ?? 20_000);
    timer.unref();
    this.idle.set(session, timer);
    session.whenEnded(() => this.forget(session));
  }

  private forget(session: SmtpSession): void {
    clearTimeout(this.idle.get(session));
    this.idle.delete(session);
  }

  /** @returns false where the time was up, or the sender closed, first */
  private async takeTurn(deadline: AbortSignal): Promise<boolean> {
    while (this.busyCount >= this.maxConnections && !this.isClosed && !deadline.aborted) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.waiting.delete(wake);
          deadline.removeEventListener('abort', wake);
          resolve();
        };
        this.waiting.add(wake);
        deadline.addEventListener('abort', wake, { once: true });
      });
    }
    if (this.isClosed || deadline.aborted) {
      // Perhaps woken for a turn that is no longer wanted: the next one gets it.
      this.wakeNext();
      return false;
    }
    this.busyCount += 1;
    return true;
  }

  private giveTurn(): void {
    this.busyCount -= 1;
    this.wakeNext();
  }

  private wakeNext(): void {
    const [next] = this.waiting;
    if (this.busyCount < this.maxConnections) next?.();
  }
}
