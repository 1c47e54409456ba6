import { changeReport, screenshotBar, type DescribedCategory, type ScreenshotBar } from '#core';
import type { ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type { ImageCleaner, ImageFault, VirusScanner } from '../ports/image-cleaner.js';
import type { Change, ReportStore } from '../ports/report-store.js';
import type { ScreenshotType } from '../ports/screenshot.js';
import type { KeptScreenshot, ScreenshotHolder, ScreenshotStore } from '../ports/screenshot-store.js';
import type { Actor } from '../ports/staff-acts.js';

export interface UploadRules {
  readonly isOn: boolean;
  readonly keepForMs: number;
  readonly mostPerReport: number;
}

/** A picture as somebody sent it. */
export interface SentPicture {
  readonly bytes: Uint8Array;
  readonly type: ScreenshotType;
}

export interface AddScreenshotInput {
  readonly reportId: string;
  readonly by: Actor;
  /** Reads it, once nothing of the report is in the way. */
  readonly read: () => Promise<SentPicture>;
}

export type UploadRefusal =
  | {
      readonly outcome: 'refused';
      readonly code: 'UPLOAD.NOT_ALLOWED_FOR_CATEGORY';
      readonly bar: ScreenshotBar;
    }
  | { readonly outcome: 'refused'; readonly code: 'UPLOAD.IMAGE'; readonly fault: ImageFault }
  | {
      readonly outcome: 'refused';
      /** UNSCANNED: the scanner does not answer, and nothing is let through without it. */
      readonly code: 'UPLOAD.OFF' | 'UPLOAD.TOO_MANY' | 'UPLOAD.INFECTED' | 'UPLOAD.UNSCANNED';
    };

export type AddScreenshotAnswer =
  | { readonly outcome: 'done'; readonly screenshot: KeptScreenshot }
  | { readonly outcome: 'notFound' }
  | UploadRefusal;

/**
 * Keeps a screenshot of a report whose category allows one: looked at by the virus scanner where there is one, made anew
 * from its pixels, encrypted with a key of its own, for a while.
 */
export class AddScreenshot {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly screenshots: Pick<ScreenshotStore, 'holder'>;
      readonly images: ImageCleaner;
      readonly scanner: VirusScanner;
      readonly cipher: Pick<ReportCipher, 'newKey'>;
      readonly ids: Pick<IdSource, 'uuid'>;
      readonly categories: ReadonlyMap<string, DescribedCategory>;
      readonly rules: UploadRules;
    },
  ) {}

  /**
   * What is in the way of one more.
   *
   * @returns null where nothing is
   * @throws ErasedReport
   */
  async check(reportId: string): Promise<Exclude<AddScreenshotAnswer, { outcome: 'done' }> | null> {
    const holder = await this.parts.screenshots.holder(reportId);
    return holder ? this.hindrance(holder) : { outcome: 'notFound' };
  }

  /** Throws what `read` throws. @throws ErasedReport */
  async run({ reportId, by, read }: AddScreenshotInput): Promise<AddScreenshotAnswer> {
    const { reports, images, scanner, cipher, ids, rules } = this.parts;
    const early = await this.check(reportId);
    if (early) return early;
    const { bytes, type } = await read();
    const verdict = await scanner.scan(bytes);
    if (verdict === 'INFECTED') return { outcome: 'refused', code: 'UPLOAD.INFECTED' };
    if (verdict === 'UNREACHABLE') return { outcome: 'refused', code: 'UPLOAD.UNSCANNED' };
    const image = await images.clean(bytes, type);
    if (image.outcome === 'refused') return { outcome: 'refused', code: 'UPLOAD.IMAGE', fault: image.fault };
    const id = ids.uuid();
    const { key, row } = await cipher.newKey(id);
    const sealed = key.seal(image.bytes, screenshotField);
    const kept = { id, type, sizeBytes: image.bytes.length, isScanned: verdict === 'CLEAN' };
    return reports.change<AddScreenshotAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report || report.isErased) return { change: nothing, result: { outcome: 'notFound' } };
      const late = this.hindrance(report);
      if (late) return { change: nothing, result: late };
      const times = { addedAtMs: nowMs, expiresAtMs: nowMs + rules.keepForMs };
      const detail = { actor: 'STAFF', untilMs: times.expiresAtMs } as const;
      const told = changeReport(report.state, [], nowMs, [{ type: 'report.screenshot_added', detail }]);
      const change: Change = {
        reports: [{ state: told.report, events: told.events, timing: [] }],
        screenshots: [
          { kind: 'added', reportId, category: report.category, ...kept, ...times, sealed, key: row, by },
        ],
      };
      return { change, result: { outcome: 'done', screenshot: { ...kept, ...times, by: by.name } } };
    });
  }

  private hindrance({ category, screenshots }: ScreenshotHolder): UploadRefusal | null {
    const { rules, categories } = this.parts;
    const bar = screenshotBar([categories.get(category)]);
    // What the law forbids is said also where uploads are off: switching them on would not help.
    if (bar) return { outcome: 'refused', code: 'UPLOAD.NOT_ALLOWED_FOR_CATEGORY', bar };
    if (!rules.isOn) return { outcome: 'refused', code: 'UPLOAD.OFF' };
    if (screenshots.length >= rules.mostPerReport) return { outcome: 'refused', code: 'UPLOAD.TOO_MANY' };
    return null;
  }
}

/** Name of the sealed field that a screenshot is. */
export const screenshotField = 'screenshot';

const nothing: Change = { reports: [] };
