import { usualWaitOf } from '#core';
import type { KnownNotices, NoticeHistoryStore } from '../ports/notice-history-store.js';
import { sendModes, type SendMode } from '../ports/report-store.js';
import type { WorkLog } from '../ports/work-log.js';

/** Notices that are alike, as they are counted. */
export interface CountedNotices extends Omit<KnownNotices, 'usually'> {
  readonly decided: number;
  /** How long it takes until a quarter, and three quarters, are decided; null where too few were. */
  readonly quarterMinutes: number | null;
  readonly threeQuartersMinutes: number | null;
}

export interface CountNoticeHistoryParts {
  readonly history: NoticeHistoryStore;
  /** Counts the notices that were sent from a time on; takes seconds where there are very many. */
  readonly count: (mode: SendMode, from: Date) => Promise<readonly CountedNotices[]>;
  readonly log: WorkLog;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
}

const pastMs = 365 * 86_400_000;
const countEveryMs = 60 * 60_000;
const lookEveryMs = 60_000;

/**
 * Learns from the notices of the last 365 days how long platforms usually take and how often they act: once an hour, in one
 * worker of all. What is only rehearsed is kept apart.
 */
export class CountNoticeHistory {
  private nextLookAtMs = 0;
  private counting: Promise<void> | undefined;

  constructor(private readonly parts: CountNoticeHistoryParts) {}

  /** Begins to count where it is time; cheap otherwise. Nothing waits for it. */
  run(): void {
    const { now, log } = this.parts;
    if (this.counting || now() < this.nextLookAtMs) return;
    this.nextLookAtMs = now() + lookEveryMs;
    this.counting = this.countAll()
      // What was known before stands, and it is tried again when it is due the next time.
      .catch((error: unknown) => log.error('outcomes.history_failed', { error }))
      .finally(() => {
        this.counting = undefined;
      });
  }

  /** Resolves when nothing is being counted. */
  async settled(): Promise<void> {
    await this.counting;
  }

  private async countAll(): Promise<void> {
    const { history, count, log, now } = this.parts;
    for (const mode of sendModes) {
      if (!(await history.claim(mode, countEveryMs))) continue;
      const beganAtMs = now();
      const counted = await count(mode, new Date(beganAtMs - pastMs));
      await history.keep(mode, counted.map(known));
      log.info('outcomes.history_counted', { mode, kinds: counted.length, durationMs: now() - beganAtMs });
    }
  }
}

function known({
  platform,
  channel,
  category,
  regime,
  judged,
  actedOn,
  ...waits
}: CountedNotices): KnownNotices {
  return { platform, channel, category, regime, judged, actedOn, usually: usualWaitOf(waits) };
}
