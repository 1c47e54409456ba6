import type {
  KeptScreenshot,
  ScreenshotHolder,
  ScreenshotStore,
  SealedScreenshot,
} from '../ports/screenshot-store.js';
import type { ScreenshotWrite } from '../ports/screenshot.js';
import type { Erasure } from '../ports/staff-acts.js';
import type { MemoryDatabase, ScreenshotRow } from './memory-database.js';

/** Screenshots in memory. */
export class MemoryScreenshotStore implements ScreenshotStore {
  constructor(private readonly database: MemoryDatabase) {}

  async holder(reportId: string): Promise<ScreenshotHolder | undefined> {
    const report = this.database.reports.get(reportId);
    if (!report || this.database.erased.has(reportId)) return undefined;
    const kept = this.database.screenshots.filter((row) => row.reportId === reportId);
    return { category: report.filed.category, screenshots: kept.map(({ id }) => id) };
  }

  async list(reportId: string): Promise<readonly KeptScreenshot[]> {
    return this.lasting(reportId).map(({ reportId: _report, sealed: _sealed, ...kept }) => kept);
  }

  async find(reportId: string, id: string): Promise<SealedScreenshot | undefined> {
    const row = this.lasting(reportId).find((each) => each.id === id);
    const reportReference = this.database.reports.get(reportId)?.filed.reference;
    if (!row || reportReference === undefined) return undefined;
    const { reportId: _report, ...kept } = row;
    return { ...kept, reportReference, key: this.database.keyOf(id) };
  }

  async expire(limit: number): Promise<number> {
    const nowMs = this.database.now();
    const over = this.database.screenshots.filter(({ expiresAtMs }) => expiresAtMs <= nowMs).slice(0, limit);
    destroy(this.database, (row) => over.includes(row));
    return over.length;
  }

  private lasting(reportId: string): ScreenshotRow[] {
    const nowMs = this.database.now();
    return this.database.screenshots.filter((row) => row.reportId === reportId && row.expiresAtMs > nowMs);
  }
}

export function writeScreenshot(database: MemoryDatabase, write: ScreenshotWrite): void {
  if (write.kind === 'destroyed')
    return destroy(database, ({ reportId, id }) => reportId === write.reportId && write.ids.includes(id));
  const { kind: _kind, category: _category, key, by, ...row } = write;
  database.keys.set(write.id, key);
  database.screenshots.push({ ...row, by: by.name });
}

/** Of an erasure what screenshots depend on: the keys, and that the report is erased. */
export function erase(database: MemoryDatabase, { reportId }: Erasure): void {
  database.erased.add(reportId);
  database.keys.delete(reportId);
  destroy(database, (row) => row.reportId === reportId);
}

function destroy(database: MemoryDatabase, isMeant: (row: ScreenshotRow) => boolean): void {
  for (const row of database.screenshots.filter(isMeant)) {
    database.keys.delete(row.id);
    database.screenshots.splice(database.screenshots.indexOf(row), 1);
  }
}
