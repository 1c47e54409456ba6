import type { PlatformMode } from '../ports/report-store.js';
import type { PlatformStanding, PlatformStore } from '../ports/send-store.js';
import { newPlatform, type MemoryDatabase } from './memory-database.js';

/** How each platform stands, in memory. */
export class MemoryPlatformStore implements PlatformStore {
  constructor(private readonly database: MemoryDatabase) {}

  async list(): Promise<readonly PlatformStanding[]> {
    return [...this.database.platforms]
      .map(([platform, { stoppedFrom: _stoppedFrom, ...row }]) => ({ platform, ...row }))
      .sort((one, other) => (one.platform < other.platform ? -1 : 1));
  }

  async setMode(platform: string, mode: PlatformMode, by: string): Promise<void> {
    const row = this.database.platform(platform);
    const stoppedFrom = mode === 'stopped' && row.mode !== 'stopped' ? row.mode : row.stoppedFrom;
    const changed = { ...newPlatform, mode, stoppedFrom, changedAtMs: this.database.now(), changedBy: by };
    if (row.mode !== mode || !this.database.platforms.has(platform))
      this.database.platforms.set(platform, changed);
    this.database.committed();
  }

  async hold(platform: string, holdMs: number, code: string): Promise<void> {
    const row = this.database.platform(platform);
    const heldUntilMs = Math.max(row.heldUntilMs ?? 0, this.database.now() + holdMs);
    this.database.platforms.set(platform, { ...row, heldUntilMs, heldBecause: code });
    this.database.committed();
  }

  async useQuota(platform: string, windowEndMs: number, units: number, limit: number): Promise<boolean> {
    const window = `${platform} ${windowEndMs}`;
    const used = (this.database.quotas.get(window) ?? 0) + units;
    if (used > limit) return false;
    this.database.quotas.set(window, used);
    return true;
  }
}
