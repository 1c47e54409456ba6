import type { ReportCipher } from '../ports/cipher.js';
import type { ScreenshotType } from '../ports/screenshot.js';
import type { ScreenshotStore } from '../ports/screenshot-store.js';
import { screenshotField } from './add-screenshot.js';

export interface OpenedScreenshot {
  readonly reportReference: string;
  readonly type: ScreenshotType;
  readonly bytes: Uint8Array;
}

/** Opens one screenshot for whoever asked for it. */
export class OpenScreenshot {
  constructor(
    private readonly parts: {
      readonly screenshots: Pick<ScreenshotStore, 'find'>;
      readonly cipher: Pick<ReportCipher, 'openKey'>;
    },
  ) {}

  /** @returns undefined where there is none, or none any more */
  async run(reportId: string, id: string): Promise<OpenedScreenshot | undefined> {
    const found = await this.parts.screenshots.find(reportId, id);
    if (!found) return undefined;
    const { reportReference, type, sealed } = found;
    const key = await this.parts.cipher.openKey(id, found.key);
    return { reportReference, type, bytes: key.openBytes(sealed, screenshotField) };
  }
}
