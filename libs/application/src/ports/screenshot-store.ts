import type { LockedReport, WrappedKey } from './report-store.js';
import type { ScreenshotType } from './screenshot.js';

/** A screenshot, without itself. */
export interface KeptScreenshot {
  readonly id: string;
  readonly type: ScreenshotType;
  readonly sizeBytes: number;
  /** Whether a virus scanner looked at what was sent. */
  readonly isScanned: boolean;
  /** Who added it. */
  readonly by: string;
  readonly addedAtMs: number;
  /** From then on it is gone. */
  readonly expiresAtMs: number;
}

export interface SealedScreenshot extends KeptScreenshot {
  readonly reportReference: string;
  /** Encrypted with a key of its own, as `screenshot`. */
  readonly sealed: Uint8Array;
  readonly key: WrappedKey;
}

/** A report, as far as it decides whether it may have another one. */
export type ScreenshotHolder = Pick<LockedReport, 'category' | 'screenshots'>;

/** Written with the change of a report, whose category is then known; read here. */
export interface ScreenshotStore {
  /** @throws ErasedReport */
  holder(reportId: string): Promise<ScreenshotHolder | undefined>;
  /** In the order in which they were added; those whose time is over are gone. */
  list(reportId: string): Promise<readonly KeptScreenshot[]>;
  find(reportId: string, id: string): Promise<SealedScreenshot | undefined>;
  /**
   * Destroys those whose time is over, with their keys.
   *
   * @returns how many
   */
  expire(limit: number): Promise<number>;
}
