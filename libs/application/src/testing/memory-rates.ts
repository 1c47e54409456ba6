import type { MemoryDatabase } from './memory-database.js';

/** Senders that held a result while the store was away have so long to bring it before it counts as lost. */
export const graceAfterStartMs = 5_000;

/** What the rates of platforms have left for all workers together. */
export class MemoryRates {
  constructor(private readonly database: MemoryDatabase) {}

  /** @returns a sixth of a minute's notices at the most; undefined where there is no limit */
  bucketOf(platform: string, perMinute: number | undefined): { tokens: number } | undefined {
    if (perMinute === undefined) return undefined;
    const { rates, startedAtMs } = this.database;
    const nowMs = this.database.now();
    const { tokens, refilledAtMs } = rates.get(platform) ?? { tokens: 0, refilledAtMs: startedAtMs };
    const refilled = tokens + (perMinute * (nowMs - refilledAtMs)) / 60_000;
    const bucket = {
      tokens: Math.min(Math.max(Math.floor(perMinute / 6), 1), refilled),
      refilledAtMs: nowMs,
    };
    rates.set(platform, bucket);
    return bucket;
  }
}
