import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { loadTaxonomy } from '#config';
import { categoryCodes, changeReport, screenshotBar, type CategoryCode } from '#core';
import { AesReportCipher, LocalKeyService, wrappingKeyFrom } from '#security';
import { SharpImageCleaner } from '#security/uploads';
import { silentLog } from '#telemetry';
import { EraseReport } from '../../retention/erase-reports.js';
import { AddScreenshot, type AddScreenshotAnswer } from '../../screenshots/add-screenshot.js';
import { destroyedBy, RemoveScreenshot } from '../../screenshots/destroy-screenshots.js';
import { ExpireScreenshots } from '../../screenshots/expire-screenshots.js';
import { OpenScreenshot } from '../../screenshots/open-screenshot.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

const dayMs = 86_400_000;
const keepForMs = 30 * dayMs;
const by = { id: 'one', name: 'Desk one' };
/** One transparent pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** What the stores promise about screenshots: that none outlives its permission. */
export function describeScreenshots(bench: StoreBench, fixture: () => StoreFixture): void {
  const { categories } = loadTaxonomy();
  const wrappingKey = wrappingKeyFrom(randomBytes(32).toString('base64'));
  const cipher = new AesReportCipher(new LocalKeyService([wrappingKey]));
  const images = new SharpImageCleaner(silentLog);
  const adding = (rules = {}) =>
    new AddScreenshot({
      ...{ reports: bench.stores.reports, screenshots: bench.stores.screenshots, images, cipher, categories },
      ...{ scanner: { scan: async () => 'NOT_THERE' as const }, ids: { uuid: uuidv7 } },
      rules: { isOn: true, keepForMs, mostPerReport: 3, ...rules },
    });
  const add = async (reportId: string): Promise<AddScreenshotAnswer> =>
    adding().run({ reportId, by, read: async () => ({ bytes: picture, type: 'image/png' }) });
  const added = async (reportId: string): Promise<string> => {
    const answer = await add(reportId);
    if (answer.outcome !== 'done') throw new Error(`not added: ${JSON.stringify(answer)}`);
    return answer.screenshot.id;
  };
  const correct = (reportId: string, category: CategoryCode) =>
    bench.stores.reports.change([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) throw new Error('no such report');
      const { notes, screenshots } = destroyedBy(report, category, categories);
      const note = { type: 'report.corrected', detail: { corrected: ['category'] } } as const;
      const { report: state, events } = changeReport(report.state, [], nowMs, [note, ...notes]);
      const reports = [{ state, events, timing: [] }];
      return {
        change: { reports, corrections: [{ reportId, category }], screenshots },
        result: notes.length,
      };
    });
  const erase = (reportId: string) =>
    new EraseReport({
      ...{ reports: bench.stores.reports, ids: { uuid: uuidv7 } },
      retention: { keptBecause: async () => undefined } as never,
    }).run(reportId, by);
  const open = (reportId: string, id: string) =>
    new OpenScreenshot({ screenshots: bench.stores.screenshots, cipher }).run(reportId, id);
  const expire = () =>
    new ExpireScreenshots({
      ...{ screenshots: bench.stores.screenshots, checkEveryMs: 0, log: silentLog },
    }).run();
  const list = (reportId: string) => bench.stores.screenshots.list(reportId);

  describe('screenshots', () => {
    it('are kept encrypted, each with a key of its own, and opened for whoever asks', async () => {
      const { id, reference } = await bench.file([]);
      const [first, second] = [await added(id), await added(id)];
      expect(await list(id)).toMatchObject([
        { id: first, type: 'image/png', isScanned: false, by: 'Desk one' },
        { id: second },
      ]);
      const kept = await bench.stores.screenshots.find(id, first);
      const other = await bench.stores.screenshots.find(id, second);
      expect(Buffer.from(kept!.sealed).includes('PNG')).toBe(false);
      await expect(cipher.openKey(first, other!.key)).rejects.toThrow();
      const opened = await open(id, first);
      expect(opened).toMatchObject({ reportReference: reference, type: 'image/png' });
      expect(Buffer.from(opened!.bytes).toString('latin1', 1, 4)).toBe('PNG');
      for (const { sizeBytes, addedAtMs, expiresAtMs } of await list(id))
        expect([sizeBytes, expiresAtMs - addedAtMs]).toEqual([opened!.bytes.length, keepForMs]);
    });

    it('belong to their report alone', async () => {
      const [{ id }, other] = [await bench.file([]), await bench.file([])];
      const picture = await added(id);
      expect(await open(other.id, picture)).toBeUndefined();
      expect(await new RemoveScreenshot(bench.stores.reports).run(other.id, picture)).toBe('notFound');
      expect(await list(id)).toHaveLength(1);
    });

    it('are refused where uploads are off, where there are enough, and of no report', async () => {
      const { id } = await bench.file([]);
      expect(await adding({ isOn: false }).check(id)).toMatchObject({ code: 'UPLOAD.OFF' });
      for (let n = 0; n < 3; n += 1) await added(id);
      expect(await add(id)).toMatchObject({ outcome: 'refused', code: 'UPLOAD.TOO_MANY' });
      expect(await add(uuidv7())).toEqual({ outcome: 'notFound' });
      expect(await list(id)).toHaveLength(3);
    });

    it('are no more than there may be, also where they come at the same moment', async () => {
      const { id } = await bench.file([]);
      const answers = await Promise.all(Array.from({ length: 6 }, () => add(id)));
      expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(3);
      expect(await list(id)).toHaveLength(3);
    });

    it('are destroyed one by one, once, and the timeline tells', async () => {
      const { id } = await bench.file([]);
      const picture = await added(id);
      const before = (await bench.read(id)).state.lastSequence;
      const remove = new RemoveScreenshot(bench.stores.reports);
      expect([await remove.run(id, picture), await remove.run(id, picture)]).toEqual(['done', 'notFound']);
      expect(await open(id, picture)).toBeUndefined();
      expect((await bench.read(id)).state.lastSequence).toBe(before + 1);
    });

    it('are gone when their time is over, before anybody sweeps', async () => {
      const { id } = await bench.file([]);
      const picture = await added(id);
      await fixture().pass(keepForMs - 60_000);
      expect([await expire(), (await list(id)).length]).toEqual([0, 1]);
      await fixture().pass(120_000);
      expect([await list(id), await open(id, picture)]).toEqual([[], undefined]);
      expect((await bench.read(id)).screenshots).toEqual([picture]);
      expect([await expire(), await expire()]).toEqual([1, 0]);
      expect((await bench.read(id)).screenshots).toEqual([]);
    });

    it('stay where the other category may have them as well', async () => {
      const { id } = await bench.file([]);
      await added(id);
      expect(await correct(id, 'HATE')).toBe(0);
      expect(await list(id)).toHaveLength(1);
      expect(await correct(id, 'SEXTORTION')).toBe(1);
      expect((await bench.read(id)).screenshots).toEqual([]);
    });

    it('are taken of each category only where its storage rule says so', async () => {
      for (const category of categoryCodes) {
        const { id } = await bench.file([]);
        await correct(id, category);
        const bar = screenshotBar([categories.get(category)]);
        const refused = { outcome: 'refused', code: 'UPLOAD.NOT_ALLOWED_FOR_CATEGORY', bar };
        expect([category, await add(id)]).toMatchObject([
          category,
          bar === null ? { outcome: 'done' } : refused,
        ]);
        expect((await bench.read(id)).screenshots).toHaveLength(bar === null ? 1 : 0);
      }
    });

    it('are never there of a report that may have none, in any order of what can happen', async () => {
      const step = fc.oneof(
        fc.constant({ does: 'add' } as const),
        fc.constantFrom(...categoryCodes).map((category) => ({ does: 'correct', category }) as const),
        fc.constant({ does: 'erase' } as const),
        fc.integer({ min: 1, max: 40 }).map((days) => ({ does: 'pass', days }) as const),
        fc.constant({ does: 'expire' } as const),
        fc.constantFrom(...categoryCodes).map((category) => ({ does: 'race', category }) as const),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...categoryCodes),
          fc.array(step, { minLength: 1, maxLength: 8 }),
          async (start, steps) => {
            const { id } = await bench.file([]);
            await correct(id, start);
            for (const each of steps) {
              const { isErased } = await bench.read(id);
              if (each.does === 'add') await add(id).catch(erasedAlready);
              else if (each.does === 'correct' && !isErased) await correct(id, each.category);
              else if (each.does === 'erase') await erase(id);
              else if (each.does === 'pass') await fixture().pass(each.days * dayMs);
              else if (each.does === 'expire') await expire();
              else if (each.does === 'race' && !isErased)
                await Promise.all([add(id), correct(id, each.category), add(id)]);
              const after = await bench.read(id);
              const bar = screenshotBar([categories.get(after.category)]);
              if (bar !== null || after.isErased) expect(after.screenshots).toEqual([]);
            }
          },
        ),
        { numRuns: 25 },
      );
    }, 180_000);
  });
}

/** What is asked of an erased report is answered with that. */
function erasedAlready(error: unknown): void {
  if ((error as Error).name !== 'ErasedReport') throw error;
}
