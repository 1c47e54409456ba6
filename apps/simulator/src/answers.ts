import { setMaxListeners } from 'node:events';
import nodemailer from 'nodemailer';
import type { SimulatedWorld } from '#platform-kit/simulation';
import { deliveryReport } from './delivery-report.js';
import type { Timers } from './scheduler.js';

type AnswerMail = Parameters<SimulatedWorld['sendMail']>[0];
type Callback = Parameters<NonNullable<SimulatedWorld['sendCallback']>>[0];

/** An answer that Uniflag did not take after all tries. */
export interface UndeliveredAnswer {
  readonly atMs: number;
  readonly platform: string;
  readonly via: 'mail' | 'callback';
  readonly subject: string | null;
  readonly tries: number;
  readonly reason: string;
}

export interface AnswersOptions {
  /** Uniflag's own mail server. */
  readonly replyTo: { readonly host: string; readonly port: number };
  /** Uniflag's API; absent: platforms that call back cannot. */
  readonly callbackUrl: string | undefined;
  /** Waits between tries. */
  readonly retryDelaysMs: readonly number[];
  readonly timeoutMs: number;
}

/**
 * How platforms' answers reach Uniflag: as real mails to its mail server, as real calls to its API. Tried again as mail
 * servers do; what is never taken is kept and shown.
 */
export class Answers {
  readonly undelivered: UndeliveredAnswer[] = [];
  private readonly closing = new AbortController();

  constructor(
    private readonly timers: Timers,
    private readonly options: AnswersOptions,
  ) {
    // One for each answer on its way.
    setMaxListeners(0, this.closing.signal);
  }

  get canCall(): boolean {
    return this.options.callbackUrl !== undefined;
  }

  sendMail(platform: string, mail: AnswerMail): Promise<void> {
    const { host, port } = this.options.replyTo;
    const { to, from, subject, text, inReplyTo, references = [], messageId } = mail;
    const { envelopeFrom = from, deliveryStatus } = mail;
    const patience = { connectionTimeout: this.options.timeoutMs, socketTimeout: this.options.timeoutMs };
    const server = nodemailer.createTransport({
      host,
      port,
      ignoreTLS: true,
      name: `${platform}.simulator.invalid`,
      ...patience,
    });
    const thread = [
      ...references,
      ...(inReplyTo === undefined || references.includes(inReplyTo) ? [] : [inReplyTo]),
    ];
    const id = messageId ?? `answer-${crypto.randomUUID()}@${platform}.simulator.invalid`;
    const send = async () => {
      await server.sendMail({
        ...{ from, to, subject, text },
        envelope: { from: envelopeFrom, to },
        ...(deliveryStatus === undefined
          ? {}
          : { raw: deliveryReport({ from, to, subject, text, messageId: id, ...deliveryStatus }) }),
        messageId: `<${id}>`,
        ...(inReplyTo === undefined ? {} : { inReplyTo: `<${inReplyTo}>` }),
        references: thread.map((each) => `<${each}>`),
        // Platforms' acknowledgements say this of themselves.
        headers: { 'Auto-Submitted': 'auto-replied' },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: this.closing.signal,
      });
    };
    return this.deliver({ platform, via: 'mail', subject }, send);
  }

  callBack(platform: string, { headers, body }: Callback): Promise<void> {
    const send = async () => {
      const url = new URL(`/v1/inbound/${platform}`, this.options.callbackUrl);
      const signal = AbortSignal.any([AbortSignal.timeout(this.options.timeoutMs), this.closing.signal]);
      const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await answer.arrayBuffer();
      if (!answer.ok) throw Object.assign(new Error('refused'), { responseCode: answer.status });
    };
    return this.deliver({ platform, via: 'callback', subject: null }, send);
  }

  /** Breaks off what is on its way. */
  close(): void {
    this.closing.abort();
  }

  private async deliver(
    answer: Pick<UndeliveredAnswer, 'platform' | 'via' | 'subject'>,
    send: () => Promise<void>,
  ): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await send();
      } catch (error) {
        if (this.closing.signal.aborted) return;
        const delayMs = this.options.retryDelaysMs[tries - 1];
        if (delayMs === undefined || isRefusal(answer.via, error)) {
          this.undelivered.push({ atMs: this.timers.now(), ...answer, tries, reason: reasonOf(error) });
          return;
        }
        await this.timers.wait(delayMs);
      }
    }
  }
}

interface Failure {
  readonly code?: string;
  readonly responseCode?: number;
}

/** Whether the other side will never take it: 5xx of a mail server, 4xx of an API. */
function isRefusal(via: UndeliveredAnswer['via'], error: unknown): boolean {
  const { responseCode = 0 } = error as Failure;
  const hundreds = Math.floor(responseCode / 100);
  return via === 'mail' ? hundreds === 5 : hundreds === 4 && responseCode !== 429 && responseCode !== 408;
}

function reasonOf(error: unknown): string {
  const { code, responseCode } = error as Failure;
  return responseCode ? `answered ${responseCode}` : `not reached (${code ?? 'no connection'})`;
}
