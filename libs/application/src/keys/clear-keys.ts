import { instantOf, localDay } from '#core';
import type { KeyClearing } from '../ports/key-store.js';
import type { WorkLog } from '../ports/work-log.js';

/**
 * Takes away what is left of destroyed keys, once a day. Run as often as one likes: it looks now and then, so that what was
 * in the way, or a night without a worker, is made up for.
 */
export class ClearKeys {
  private nextLookAtMs = 0;

  constructor(
    private readonly parts: {
      readonly clearing: KeyClearing;
      readonly log: WorkLog;
      readonly settings: {
        /** Minute of the day. */
        readonly atMinute: number;
        readonly timeZone: string;
      };
      /** Milliseconds since 1970; absent is real time. */
      readonly now?: () => number;
    },
  ) {}

  async run(): Promise<void> {
    const { clearing, log, settings, now = Date.now } = this.parts;
    const nowMs = now();
    if (nowMs < this.nextLookAtMs) return;
    this.nextLookAtMs = nowMs + lookEveryMs;
    const answer = await clearing.clear(lastTimeOf(settings, nowMs));
    if (answer.outcome === 'cleared') log.info('security.keys_cleared', { durationMs: answer.durationMs });
    if (answer.outcome === 'busy' || answer.outcome === 'notAllowed')
      log.warn('security.keys_not_cleared', { code: `KEYS.CLEARING_${codes[answer.outcome]}` });
  }
}

const lookEveryMs = 5 * 60_000;
const dayMs = 24 * 60 * 60_000;
const codes = { busy: 'BUSY', notAllowed: 'NOT_ALLOWED' } as const;

/** When the clock last showed that minute of the day. */
function lastTimeOf({ atMinute, timeZone }: { atMinute: number; timeZone: string }, nowMs: number): number {
  const today = instantOf(localDay(nowMs, timeZone), atMinute, timeZone);
  return today <= nowMs ? today : instantOf(localDay(nowMs - dayMs, timeZone), atMinute, timeZone);
}
