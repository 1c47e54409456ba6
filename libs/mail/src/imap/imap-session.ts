import { ImapFlow } from 'imapflow';
import type { Readable } from 'node:stream';
import { isThisMachine } from '../this-machine.js';

/** A mailbox, and how it is reached. */
export interface ImapAccess {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS, which is demanded outside this machine. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
  /** Such as `INBOX`. */
  readonly mailbox: string;
}

export interface StoredMessage {
  readonly uid: number;
  readonly sizeBytes: number;
}

/** One connection to a mailbox: what lies in it, and a word when something comes. Nothing is ever deleted. */
export class ImapSession {
  private hasNews = false;
  private wake: (() => void) | undefined;

  private constructor(private readonly client: ImapFlow) {
    client.on('exists', () => this.tell());
    client.on('close', () => this.wake?.());
    // What was under way fails with it, and says so.
    client.on('error', () => this.wake?.());
  }

  /**
   * @param mayWrite whether messages are marked
   * @throws what imapflow throws; `isLoginRefused` knows a wrong password
   */
  static async open(access: ImapAccess, mayWrite: boolean, signal: AbortSignal): Promise<ImapSession> {
    const { host, port, secure, user, password, mailbox } = access;
    const client = new ImapFlow({
      ...{ host, port, secure, auth: { user, pass: password } },
      ...(secure ? {} : { doSTARTTLS: !isThisMachine(host) }),
      ...{ logger: false, disableAutoIdle: true, clientInfo: { name: 'Uniflag' } },
      ...{ connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 120_000 },
    });
    const session = new ImapSession(client);
    const abort = () => client.close();
    signal.addEventListener('abort', abort, { once: true });
    client.once('close', () => signal.removeEventListener('abort', abort));
    try {
      await client.connect();
      await client.mailboxOpen(mailbox, { readOnly: !mayWrite });
      signal.throwIfAborted();
      return session;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** UIDVALIDITY: with another one, UIDs name other messages. */
  get uidValidity(): number {
    if (!this.client.mailbox) throw new Error('the connection to the mailbox is gone');
    return Number(this.client.mailbox.uidValidity);
  }

  /** UIDs above this one, in order. */
  async uidsAfter(uid: number): Promise<readonly number[]> {
    this.hasNews = false;
    // `n:*` always names the last message.
    return (await this.search(`${uid + 1}:*`)).filter((each) => each > uid).sort((a, b) => a - b);
  }

  /** Whether a message still lies there. */
  async has(uid: number): Promise<boolean> {
    return (await this.search(String(uid))).includes(uid);
  }

  /** Sizes of messages; one that is gone is missing. */
  async sizesOf(uids: readonly number[]): Promise<readonly StoredMessage[]> {
    const found = await this.client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true });
    return found.map(({ uid, size = 0 }) => ({ uid, sizeBytes: size }));
  }

  /** The message as it lies there; undefined where there was none to be had: see `has`. */
  async download(uid: number): Promise<Readable | undefined> {
    const { content } = await this.client.download(String(uid), undefined, { uid: true });
    return content;
  }

  /** The head of a message; undefined where there was none to be had: see `has`. */
  async head(uid: number): Promise<Buffer | undefined> {
    const found = await this.client.fetchOne(String(uid), { headers: true }, { uid: true });
    return found ? found.headers : undefined;
  }

  async markSeen(uid: number): Promise<void> {
    await this.client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  }

  /** Waits until something came, or for so long. The mail server is asked to tell (IDLE, RFC 2177). */
  async news(waitMs: number): Promise<void> {
    if (this.client.usable && !this.hasNews) {
      // It ends with the next command, and with the connection, which the next command finds.
      this.client.idle().catch(() => undefined);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = setTimeout(resolve, waitMs);
      });
      clearTimeout(timer);
      this.wake = undefined;
    }
    this.assertOpen();
  }

  /** @throws where the connection is gone: what came over it last may be a part */
  assertOpen(): void {
    if (!this.client.usable || !this.client.mailbox) throw new Error('the connection to the mailbox is gone');
  }

  private async search(uids: string): Promise<readonly number[]> {
    const found = await this.client.search({ uid: uids }, { uid: true });
    if (!found) throw new Error('the mail server did not search the mailbox');
    return found;
  }

  /** Wakes whoever waits for news. */
  tell(): void {
    this.hasNews = true;
    this.wake?.();
  }

  async close(): Promise<void> {
    // A server that does not answer must not hold the process.
    const timer = setTimeout(() => this.client.close(), 1_000);
    await this.client.logout().catch(() => undefined);
    clearTimeout(timer);
    this.client.close();
  }
}

export function isLoginRefused(error: unknown): boolean {
  return (error as { authenticationFailed?: unknown }).authenticationFailed === true;
}
