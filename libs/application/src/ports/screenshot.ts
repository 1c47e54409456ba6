import type { Actor } from './staff-acts.js';

/** What is kept as a screenshot, as it was made anew from what was sent. */
export const screenshotTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ScreenshotType = (typeof screenshotTypes)[number];

/** Written in the transaction that changes its report. */
export type ScreenshotWrite =
  | {
      readonly kind: 'added';
      readonly id: string;
      readonly reportId: string;
      /** The report's, under its lock. */
      readonly category: string;
      readonly type: ScreenshotType;
      readonly sizeBytes: number;
      readonly isScanned: boolean;
      readonly sealed: Uint8Array;
      /** Its own, as it is stored. */
      readonly key: { readonly wrapped: Uint8Array; readonly wrappingKeyId: string };
      readonly addedAtMs: number;
      readonly expiresAtMs: number;
      readonly by: Actor;
    }
  /** Row and key. */
  | { readonly kind: 'destroyed'; readonly reportId: string; readonly ids: readonly string[] };
