import { realClock, type Clock } from '../ports/clock.js';
import type { ScreenshotStore } from '../ports/screenshot-store.js';
import type { WorkLog } from '../ports/work-log.js';

/**
 * Destroys screenshots whose time is over. Whoever added one was told when that is, and no event tells of it again: an
 * event would let the report count as active, and keep all of it longer. Run as often as one likes.
 */
export class ExpireScreenshots {
  private nextRunAtMs = 0;

  constructor(
    private readonly parts: {
      readonly screenshots: Pick<ScreenshotStore, 'expire'>;
      readonly checkEveryMs: number;
      readonly log: WorkLog;
      /** Absent is real time. */
      readonly clock?: Pick<Clock, 'now'>;
    },
  ) {}

  /** @returns how many were destroyed */
  async run(limit = 100): Promise<number> {
    const { screenshots, checkEveryMs, log, clock = realClock } = this.parts;
    if (clock.now() < this.nextRunAtMs) return 0;
    this.nextRunAtMs = clock.now() + checkEveryMs;
    let count = 0;
    for (;;) {
      const some = await screenshots.expire(limit);
      count += some;
      if (some === 0) break;
    }
    if (count > 0) log.info('screenshots.expired', { count });
    return count;
  }
}
