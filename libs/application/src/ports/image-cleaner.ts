import type { ScreenshotType } from './screenshot.js';

/**
 * Why what was sent is no picture that is taken.
 *
 * OTHER_TYPE    its bytes are not those of the type that it is said to be
 * UNREADABLE    it begins as one and cannot be read to its end
 * TOO_LARGE     more pixels than are read
 * ANIMATED      more than one picture
 */
export const imageFaults = ['OTHER_TYPE', 'UNREADABLE', 'TOO_LARGE', 'ANIMATED'] as const;
export type ImageFault = (typeof imageFaults)[number];

export type CleanedImage =
  | { readonly outcome: 'clean'; readonly bytes: Uint8Array }
  | { readonly outcome: 'refused'; readonly fault: ImageFault };

/** Makes a picture anew from its pixels: nothing else of what was sent is in it. */
export interface ImageCleaner {
  clean(bytes: Uint8Array, type: ScreenshotType): Promise<CleanedImage>;
}

/** NOT_THERE: no scanner is set up here. UNREACHABLE: one is, and does not say. */
export type VirusVerdict = 'CLEAN' | 'INFECTED' | 'NOT_THERE' | 'UNREACHABLE';

export interface VirusScanner {
  scan(bytes: Uint8Array): Promise<VirusVerdict>;
}
