import { setTimeout as pause } from 'node:timers/promises';
import type { MailboxClaim, MailboxStore } from '#application';
import { silentLog, type Log } from '#telemetry';
import { MailReader, type MailReaderLimits } from '../mail-reader.js';
import type { OriginChecker } from '../origin/origin-check.js';
import type { MailSource, OnMail, ReceivedMail } from '../received-mail.js';
import { envelopeFromIn, recipientsIn } from '../recipients.js';
import { ImapSession, isLoginRefused, type ImapAccess, type StoredMessage } from './imap-session.js';

export interface MailboxReaderOptions extends MailReaderLimits {
  readonly mailboxes: MailboxStore;
  /** How long the right to read stays with a process that says nothing. */
  readonly leaseMs: number;
  /** Domain of our addresses. */
  readonly domain: string;
  readonly onMail: OnMail;
  /** Absent: nothing is proven of where a mail comes from. */
  readonly origins?: OriginChecker;
  /** Of a larger mail only the head is kept. Default 10 MiB. */
  readonly maxMessageBytes?: number;
  /** Whether what was read is marked as read. Default no. */
  readonly marksSeen?: boolean;
  /** How often the server is asked although it tells by itself. Default 60,000. */
  readonly pollEveryMs?: number;
  /** Waits before a lost connection is opened again; the last one repeats. Default 1 s to 1 min. */
  readonly reconnectMs?: readonly number[];
  readonly log?: Log;
}

/**
 * Reads a mailbox over IMAP, side by side with any number of other processes, of which one reads at a time.
 *
 * A message is done once it is kept: then the position moves on, under the claim alone. What is read again, because a
 * process ended in between or the mailbox was numbered anew, is known again by its Message-ID. Lines: `mailbox.opened`,
 * `mailbox.renumbered`, `mail.received`, `mailbox.lost`.
 */
export class MailboxReader implements MailSource<ImapAccess> {
  private readonly ending = new AbortController();
  private readonly log: Log;
  private reading: Promise<void> | undefined;
  /** The message that could not be read, and how often it was tried. */
  private unreadable = { uid: 0, tries: 0 };

  constructor(private readonly options: MailboxReaderOptions) {
    this.log = options.log ?? silentLog;
  }

  listen(access: ImapAccess): Promise<void> {
    this.reading ??= this.readOn(access);
    return Promise.resolve();
  }

  /** Ends after the message under way, and lets another process read. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.reading;
  }

  private async readOn(access: ImapAccess): Promise<void> {
    const { mailboxes, leaseMs, reconnectMs = usualReconnectMs } = this.options;
    let failures = 0;
    while (!this.ending.signal.aborted) {
      try {
        const claim = await mailboxes.claim(nameOf(access), leaseMs);
        // Somebody else reads: when they end, or are gone, it is our turn.
        if (!claim) await this.wait(leaseMs / 3);
        else await this.readUnder(claim, access, () => (failures = 0));
      } catch (error) {
        if (this.hasEnded()) return;
        failures += 1;
        const waitMs = reconnectMs[Math.min(failures, reconnectMs.length) - 1] ?? 60_000;
        const code = isLoginRefused(error) ? 'MAILBOX.LOGIN_REFUSED' : 'MAILBOX.LOST';
        this.log.warn('mailbox.lost', { code, failures, waitMs, error: faultOf(error) });
        await this.wait(waitMs);
      }
    }
  }

  private async readUnder(claim: MailboxClaim, access: ImapAccess, onSuccess: () => void): Promise<void> {
    const { mailboxes, leaseMs, marksSeen = false, pollEveryMs = 60_000 } = this.options;
    const lost = new AbortController();
    const stop = AbortSignal.any([lost.signal, this.ending.signal]);
    const holding = this.holdOn(claim, leaseMs, lost);
    try {
      const session = await ImapSession.open(access, marksSeen, lost.signal);
      const wake = () => session.tell();
      stop.addEventListener('abort', wake);
      try {
        let lastUid = this.whereToBegin(claim, session.uidValidity);
        while (!stop.aborted) {
          for await (const uid of this.keepAll(session, claim, lastUid, stop)) {
            lastUid = uid;
            onSuccess();
          }
          onSuccess();
          await session.news(pollEveryMs);
        }
      } finally {
        stop.removeEventListener('abort', wake);
        await session.close();
      }
    } finally {
      clearInterval(holding);
      // Whoever comes next waits for the lease otherwise.
      await mailboxes.release(claim).catch(() => undefined);
    }
  }

  private whereToBegin({ uidValidity, lastUid }: MailboxClaim, current: number): number {
    const isRenumbered = uidValidity !== null && uidValidity !== current;
    if (isRenumbered) this.log.warn('mailbox.renumbered', { uidValidity, current });
    const from = isRenumbered ? 0 : lastUid;
    this.log.info('mailbox.opened', { uidValidity: current, lastUid: from });
    return from;
  }

  /** @yields the UID of each message once it is kept */
  private async *keepAll(
    session: ImapSession,
    claim: MailboxClaim,
    lastUid: number,
    stop: AbortSignal,
  ): AsyncGenerator<number> {
    const { uidValidity } = session;
    const uids = await session.uidsAfter(lastUid);
    for (let at = 0; at < uids.length; at += batch) {
      const some = uids.slice(at, at + batch);
      const messages = new Map((await session.sizesOf(some)).map((each) => [each.uid, each]));
      for (const uid of some) {
        if (stop.aborted) return;
        const message = messages.get(uid);
        if (message) await this.keep(session, message);
        else await assertGone(session, uid);
        const position = { uidValidity, lastUid: uid };
        const isOurs = await this.options.mailboxes.hold(claim, this.options.leaseMs, position);
        if (!isOurs) return;
        yield uid;
      }
    }
  }

  private async keep(session: ImapSession, { uid, sizeBytes }: StoredMessage): Promise<void> {
    const { maxMessageBytes = 10_485_760, marksSeen } = this.options;
    const beganMs = performance.now();
    if (this.unreadable.uid !== uid) this.unreadable = { uid, tries: 0 };
    const isHeadOnly = sizeBytes > maxMessageBytes || this.unreadable.tries >= triesBeforeHeadOnly;
    this.unreadable.tries += 1;
    const mails = await this.read(session, uid, isHeadOnly);
    // Read it was; where it cannot be kept now, it is tried for as long as that takes.
    this.unreadable.tries = 0;
    for (const mail of mails) await this.options.onMail(mail);
    if (marksSeen) await session.markSeen(uid);
    this.log.info('mail.received', {
      outcome: mails.length === 0 ? 'gone' : isHeadOnly ? 'headOnly' : 'stored',
      ...{ bytes: sizeBytes, durationMs: Math.round(performance.now() - beganMs) },
    });
  }

  /** @returns the mail, for each mailbox of ours that it came to; none where it is gone */
  private async read(session: ImapSession, uid: number, isHeadOnly: boolean): Promise<ReceivedMail[]> {
    const arrival = { ip: null, helo: '', envelopeFrom: '' };
    const reader = new MailReader(
      this.options,
      isHeadOnly ? undefined : this.options.origins?.begin(arrival),
    );
    let others: readonly object[] = [];
    try {
      const source = isHeadOnly ? await session.head(uid) : await session.download(uid);
      if (!source) {
        reader.abandon();
        await assertGone(session, uid);
        return [];
      }
      for await (const chunk of Buffer.isBuffer(source) ? [source] : source)
        await reader.write(chunk as Buffer);
      session.assertOpen();
    } catch (error) {
      reader.abandon();
      throw error;
    }
    const mail = await reader.finish((headers) => {
      const [first, ...more] = recipientsIn(headers, this.options.domain);
      others = more;
      return { ...first, envelopeFrom: envelopeFromIn(headers) };
    });
    const whole = isHeadOnly ? { ...mail, isIncomplete: true, attachments: [] } : mail;
    return [whole, ...others.map((other) => ({ ...whole, ...other }))];
  }

  /** Holds on to the claim; gives it up where that was not possible for as long as it lasts. */
  private holdOn(claim: MailboxClaim, leaseMs: number, lost: AbortController): NodeJS.Timeout {
    let heldAtMs = performance.now();
    return setInterval(() => {
      const beganMs = performance.now();
      this.options.mailboxes.hold(claim, leaseMs).then(
        (isOurs) => {
          if (isOurs) heldAtMs = beganMs;
          else lost.abort();
        },
        () => {
          if (performance.now() - heldAtMs > leaseMs) lost.abort();
        },
      );
    }, leaseMs / 3).unref();
  }

  private hasEnded(): boolean {
    return this.ending.signal.aborted;
  }

  private async wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}

const usualReconnectMs = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000];
/** Messages whose sizes are asked for at once. */
const batch = 200;
/** A message that cannot be read whole so often, over as many connections, is kept by its head. */
const triesBeforeHeadOnly = 5;

/** A connection that just ended gives no message either. */
async function assertGone(session: ImapSession, uid: number): Promise<void> {
  if (await session.has(uid)) throw new Error('the mail server did not hand over a message');
}

/** By which all processes know the mailbox. */
function nameOf({ host, user, mailbox }: ImapAccess): string {
  return `imap://${encodeURIComponent(user)}@${host}/${encodeURIComponent(mailbox)}`;
}

/** Codes only: what mail servers say names addresses. */
function faultOf(error: unknown): string {
  const { code, serverResponseCode, name } = error as Record<string, unknown>;
  const said = [code, serverResponseCode].filter(
    (each) => typeof each === 'string' && /^[\w.-]{1,60}$/.test(each),
  );
  return said.join(' ') || (typeof name === 'string' ? name : 'Error');
}
