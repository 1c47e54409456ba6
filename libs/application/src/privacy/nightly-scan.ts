import { instantOf, localDay } from '#core';
import type { MailSender } from '../ports/mail-sender.js';
import type { PictureScan, PictureScanStore, ScanNews, SignedPictureScan } from '../ports/picture-scans.js';
import type { WorkLog } from '../ports/work-log.js';

export interface NightlyScanParts {
  readonly scans: PictureScanStore;
  /** Looks through everything; ends with an error where the signal says so. */
  readonly scan: (signal: AbortSignal) => Promise<PictureScan>;
  readonly sign: (scan: PictureScan) => SignedPictureScan['signed'];
  readonly mail: MailSender;
  readonly log: WorkLog;
  readonly settings: {
    /** Minute of the day at which it begins; null never. */
    readonly atMinute: number | null;
    readonly timeZone: string;
    /** Who is told where something is found, or nothing could be looked at. */
    readonly alertTo: readonly string[];
    readonly from: string;
    /** Domain of Message-IDs. */
    readonly messageDomain: string;
  };
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Without a scan that ended: then somebody is told. */
const lateAfterDays = 3;
const lookEveryMs = 60_000;
/** Where no mail server took it. */
const tellAgainMs = 60 * 60_000;

/**
 * Looks once a night, in one worker of all, whether a picture lies anywhere; keeps the signed result, and tells the operator
 * of what was found, and of scans that do not come to an end.
 */
export class NightlyScan {
  private nextLookAtMs = 0;
  private nextTellAtMs = 0;
  private scanning: Promise<void> | undefined;
  private readonly over = new AbortController();

  constructor(private readonly parts: NightlyScanParts) {}

  /** Begins it where it is time; cheap otherwise. A scan takes long: nothing waits for it. */
  async run(): Promise<void> {
    const { now, scans, settings, log } = this.parts;
    const { atMinute, timeZone } = settings;
    if (atMinute === null || this.scanning || this.over.signal.aborted || now() < this.nextLookAtMs) return;
    this.nextLookAtMs = now() + lookEveryMs;
    const day = localDay(now(), timeZone);
    const isDue = now() >= instantOf(day, atMinute, timeZone) && (await scans.claim(day));
    this.scanning = (isDue ? this.scan(day) : Promise.resolve())
      .then(() => this.tell())
      .catch((error: unknown) => {
        if (!this.over.signal.aborted) log.error('privacy.scan_failed', { error });
      })
      .finally(() => {
        this.scanning = undefined;
      });
  }

  /** Resolves when no scan is under way. */
  async settled(): Promise<void> {
    await this.scanning;
  }

  /** Ends the scan that is under way; another worker makes it an hour later. */
  stop(): void {
    this.over.abort();
  }

  private async scan(day: string): Promise<void> {
    const { now, scans, scan, sign, log } = this.parts;
    const beganAtMs = now();
    try {
      const result = await scan(this.over.signal);
      await scans.keep(day, { ...result, signed: sign(result) });
      const found = result.places.reduce((sum, { findings }) => sum + findings.length, 0);
      const looked = result.places.reduce((sum, place) => sum + place.looked, 0);
      log.info('privacy.scanned', { day, looked, found, durationMs: now() - beganAtMs });
    } catch (error) {
      // It is tried again an hour later; who is to be told that none ends for days, is told below.
      if (!this.over.signal.aborted) log.error('privacy.scan_failed', { day, error });
    }
  }

  private async tell(): Promise<void> {
    const { now, scans, log } = this.parts;
    if (now() < this.nextTellAtMs) return;
    for (const news of await scans.news(lateAfterDays)) {
      const { day, found } = news;
      if (found === null) log.error('privacy.scan_late', { day, lateAfterDays });
      else log.error('privacy.picture_found', { day, found });
      if (await this.mailed(news)) await scans.told(day);
      else this.nextTellAtMs = now() + tellAgainMs;
    }
  }

  private async mailed({ day, found }: ScanNews): Promise<boolean> {
    const { mail, settings, log } = this.parts;
    const { from, alertTo, messageDomain } = settings;
    for (const [index, to] of alertTo.entries()) {
      const { outcome } = await mail.send({
        ...{ from, to, replyTo: from, ...wordsOf(found) },
        messageId: `privacy-${day}-${found === null ? 'late' : 'found'}-${index}@${messageDomain}`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      if (outcome === 'accepted') continue;
      log.warn('privacy.not_told', { day, outcome });
      return false;
    }
    return true;
  }
}

function wordsOf(found: number | null): { readonly subject: string; readonly text: string } {
  if (found === null)
    return {
      subject: 'Uniflag: the nightly scan for pictures does not come to an end',
      text: `For ${lateAfterDays} days no scan for pictures has ended. The worker's log says why (privacy.scan_failed).\n`,
    };
  return {
    subject: `Uniflag: the nightly scan found ${found} picture${found === 1 ? '' : 's'}`,
    text: [
      'Something that looks like a picture, a film or a page lies where none may be. This mail says nothing of it.',
      'Where: GET /v1/retention/picture-scans (supervisors and auditors), or npx uniflag privacy scan.',
      'Treat it as your instructions for abuse images say. Do not open it, and do not copy it.',
      '',
    ].join('\n'),
  };
}
