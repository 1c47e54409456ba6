import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import type { SimulatedWorld } from '#platform-kit/simulation';
import type { SimulatorBrief } from './simulator-brief.js';

type Mail = Parameters<SimulatedWorld['sendMail']>[0];
type Callback = Parameters<NonNullable<SimulatedWorld['sendCallback']>>[0];

/** One message of a platform, as the storm's record keeps it once Uniflag took it. */
export interface TakenReply {
  readonly platform: string;
  readonly target: number;
  /** Which reply of the target's script. */
  readonly index: number;
  readonly step: string;
  /** By which Uniflag must know it again: a Message-ID, or the SHA-256 of a callback's body. */
  readonly messageKey: string;
  readonly writtenAtMs: number;
  readonly takenAtMs: number;
  /** Taken before the notice that it answers was answered. */
  readonly isEarly: boolean;
  /** Which message of a reply that is several, from 1. */
  readonly part: number;
  readonly copy: number;
}

/** A reply of a script on its way. */
export interface ScriptedReply {
  readonly target: number;
  /** When the platform writes it; the same however often the simulator begins anew. */
  readonly writtenAtMs: number;
  readonly index: number;
  readonly step: string;
  readonly heldMs: number;
  readonly isDoubled: boolean;
  readonly isEarly: boolean;
}

const triesEveryMs = [100, 300, 500];
const timeoutMs = 3_000;
/** An answer waits no longer for its early reply: Uniflag would have given the notice up. */
const earlyWithinMs = 800;

/**
 * Brings the platforms' replies to Uniflag: again and again until it takes them, some of them twice, some held back until
 * others overtook them. What was taken is written down.
 */
export class StormAnswers {
  readonly undelivered: readonly never[] = [];
  readonly canCall = true;
  private readonly current = new AsyncLocalStorage<ScriptedReply & { messages: number; numbers: number }>();
  private readonly taken = new Set<string>();

  constructor(private readonly brief: SimulatorBrief) {
    for (const { messageKey, copy } of readTaken(brief.repliesFile)) this.taken.add(`${messageKey} ${copy}`);
  }

  /** Everything sent while `work` runs belongs to this reply. */
  during(playing: ScriptedReply, work: () => Promise<void>): Promise<void> {
    return this.current.run({ ...playing, messages: 0, numbers: 0 }, work);
  }

  /** The time at the platform while it writes a reply. */
  writtenAtMs(): number | undefined {
    return this.current.getStore()?.writtenAtMs;
  }

  /** A number for what the platform writes now, the same whenever it writes that. */
  replyNumber(): number | undefined {
    const playing = this.current.getStore();
    if (!playing) return undefined;
    playing.numbers += 1;
    return playing.target * 10_000 + playing.index * 100 + playing.numbers;
  }

  async sendMail(platform: string, mail: Mail): Promise<void> {
    const playing = this.playing();
    const { writtenAtMs } = playing;
    const place = `${playing.target}.${playing.index}.${playing.messages}`;
    const id = mail.messageId ?? `answer.${place}@${platform}.simulator.invalid`;
    const { to, from, subject, text, inReplyTo, references = [] } = mail;
    const thread = [...new Set([...references, ...(inReplyTo === undefined ? [] : [inReplyTo])])];
    const send = async () => {
      const server = nodemailer.createTransport({
        ...{ host: '127.0.0.1', port: this.brief.replyPort, ignoreTLS: true, socketTimeout: timeoutMs },
        ...{
          name: `${platform}.simulator.invalid`,
          connectionTimeout: timeoutMs,
          greetingTimeout: timeoutMs,
        },
      });
      try {
        await server.sendMail({
          ...{ from, to, subject, text, messageId: `<${id}>`, date: new Date(writtenAtMs) },
          ...(inReplyTo === undefined ? {} : { inReplyTo: `<${inReplyTo}>` }),
          references: thread.map((each) => `<${each}>`),
          headers: { 'Auto-Submitted': 'auto-replied' },
        });
      } finally {
        server.close();
      }
    };
    await this.deliver({ platform, messageKey: id }, playing, send);
  }

  async callBack(platform: string, { headers, body }: Callback): Promise<void> {
    const playing = this.playing();
    const messageKey = createHash('sha256').update(body).digest('hex');
    const send = async () => {
      const url = new URL(`/v1/inbound/${platform}`, this.brief.callbackUrl);
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await fetch(url, { method: 'POST', headers: { ...headers }, body, signal });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
    };
    await this.deliver({ platform, messageKey }, playing, send);
  }

  private playing(): ScriptedReply & { messages: number } {
    const playing = this.current.getStore();
    if (!playing) throw new Error('a reply that belongs to no script');
    playing.messages += 1;
    return playing;
  }

  private async deliver(
    message: Pick<TakenReply, 'platform' | 'messageKey'>,
    playing: ScriptedReply & { readonly messages: number },
    send: () => Promise<void>,
  ): Promise<void> {
    if (playing.heldMs > 0) await pause(playing.heldMs);
    const copies = playing.isDoubled ? [1, 2] : [1];
    const part = playing.messages;
    const all = Promise.all(
      copies
        // What was taken before this process began is not sent again.
        .filter((copy) => !this.taken.has(`${message.messageKey} ${copy}`))
        .map((copy) => this.untilTaken({ ...message, ...playing, part, copy }, send)),
    );
    // An early reply is waited for, but not for ever.
    if (playing.isEarly) await Promise.race([all, pause(earlyWithinMs)]);
    else await all;
  }

  private async untilTaken(
    reply: Omit<TakenReply, 'takenAtMs'> & Partial<ScriptedReply>,
    send: () => Promise<void>,
  ): Promise<void> {
    const beganMs = Date.now();
    for (let tries = 0; ; tries += 1) {
      try {
        await send();
        const { platform, target, index, step, messageKey, writtenAtMs, part, copy } = reply;
        const takenAtMs = Date.now();
        const isEarly = reply.isEarly && takenAtMs - beganMs < earlyWithinMs;
        const taken: TakenReply = {
          ...{ platform, target, index, step, messageKey, writtenAtMs, takenAtMs, isEarly, part, copy },
        };
        appendFileSync(this.brief.repliesFile, `${JSON.stringify(taken)}\n`);
        return;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        await pause(triesEveryMs[tries] ?? 700);
      }
    }
  }
}

export function readTaken(file: string): readonly TakenReply[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as TakenReply);
}
