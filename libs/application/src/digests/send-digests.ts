import {
  addDays,
  instantOf,
  isDayOff,
  isoWeekday,
  localDay,
  type DigestKind,
  type Role,
  type WorkingCalendar,
} from '#core';
import type { ClaimedDigest, DigestStore } from '../ports/digest-store.js';
import type { MailSender } from '../ports/mail-sender.js';
import type { WorkLog } from '../ports/work-log.js';
import { WorkPlaces } from '../work-places.js';
import type { WriteDigest } from './write-digest.js';

export interface SendDigestsParts {
  readonly digests: DigestStore;
  readonly write: WriteDigest;
  readonly mail: MailSender;
  readonly calendar: WorkingCalendar;
  readonly log: WorkLog;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
  readonly settings: {
    /** Minutes of the day on the clock of the calendar; null: none is sent. */
    readonly dailyAtMinute: number | null;
    readonly weeklyAtMinute: number | null;
    readonly leaseMs: number;
    /** Waits between tries of a mail, in milliseconds; the last one repeats until the next digest. */
    readonly retryScheduleMs: readonly number[];
  };
}

const roles: Readonly<Record<DigestKind, readonly Role[]>> = {
  DAILY: ['STAFF', 'ANALYST'],
  WEEKLY: ['SUPERVISOR'],
};
const lookEveryMs = 60_000;
const mailsAtOnce = 2;

/**
 * Mails digests to people with an account: what needs a person on every working day, what became of the week before on
 * the first working day of a week. What a digest says is counted when it leaves; it may arrive twice, with one Message-ID.
 */
export class SendDigests {
  private nextLookAtMs = 0;
  private readonly places: WorkPlaces<ClaimedDigest>;

  constructor(private readonly parts: SendDigestsParts) {
    const { digests, settings, log } = parts;
    this.places = new WorkPlaces({
      places: () => mailsAtOnce,
      claim: (limit) => digests.claim(limit, settings.leaseMs),
      work: (digest) => this.send(digest),
      onClaimError: (error) => log.error('digests.claim_failed', { error }),
    });
  }

  /** Once a minute; cheap otherwise. */
  async run(): Promise<void> {
    const { now, settings } = this.parts;
    const { dailyAtMinute, weeklyAtMinute } = settings;
    if (now() < this.nextLookAtMs || (dailyAtMinute === null && weeklyAtMinute === null)) return;
    this.nextLookAtMs = now() + lookEveryMs;
    await this.plan('DAILY', dailyAtMinute);
    await this.plan('WEEKLY', weeklyAtMinute);
    await this.places.run();
  }

  /** Claims none from now on; those under way go on. */
  stop(): void {
    this.places.stop();
  }

  /** Resolves when none is under way. */
  async settled(): Promise<void> {
    await this.places.settled();
  }

  private async plan(kind: DigestKind, atMinute: number | null): Promise<void> {
    const { calendar, digests, now } = this.parts;
    const day = localDay(now(), calendar.timeZone);
    const isTheDay = kind === 'DAILY' ? !isDayOff(day, calendar) : isFirstOfWeek(day, calendar);
    if (atMinute === null || !isTheDay || now() < instantOf(day, atMinute, calendar.timeZone)) return;
    await digests.plan(kind, day, roles[kind]);
  }

  private async send(digest: ClaimedDigest): Promise<void> {
    const { digests, settings, log } = this.parts;
    const { id, epoch, kind, tries } = digest;
    try {
      const outcome = await this.trySend(digest);
      const isDone = outcome === 'accepted' || outcome === 'empty';
      const nextTryInMs = settings.retryScheduleMs[Math.min(tries, settings.retryScheduleMs.length) - 1] ?? 0;
      const state = outcome === 'empty' ? 'EMPTY' : isDone ? 'SENT' : 'WAITING';
      await digests.close({ id, epoch, state, nextTryInMs });
      log[isDone ? 'info' : 'warn']('digest.mailed', { digestId: id, kind, tries, outcome });
    } catch (error) {
      // Its lease ends, and it is claimed again.
      log.error('digest.failed', { digestId: id, kind, error });
    }
  }

  private async trySend(digest: ClaimedDigest): Promise<string> {
    const mail = await this.parts.write.run(digest, this.parts.now());
    return mail === undefined ? 'empty' : (await this.parts.mail.send(mail)).outcome;
  }
}

/** Whether it is a working day, and no earlier day of its week was one. */
function isFirstOfWeek(day: string, calendar: WorkingCalendar): boolean {
  const earlier = Array.from({ length: isoWeekday(day) - 1 }, (_, index) => addDays(day, -1 - index));
  return !isDayOff(day, calendar) && earlier.every((each) => isDayOff(each, calendar));
}
