import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AnnualReports, reportAsHtml, reportPages } from '#outcomes';
import { addKey } from '../support/keys.js';
import { describeInBrowser } from './support/office.js';

const statements = Object.fromEntries(
  ['EN', 'FR', 'NL', 'DE'].map((each) => [`UNIFLAG_OUTCOMES__INDEPENDENCE__${each}`, `Synthetic ${each}.`]),
);
const seals = {
  env: { ...statements, UNIFLAG_OUTCOMES__SIGNING_KEY: randomBytes(32).toString('base64') },
};

/** Of a year in which something was hidden and something was not. */
async function anAnnualReport(): Promise<string> {
  const counts = ['facebook', 'youtube'].flatMap((platform) =>
    [40, 3].map((count) => ({
      ...{ platform, category: 'HATE', refusalReason: null, removedWithin: null, count },
      action: count === 3 ? ('GONE_UNEXPLAINED' as const) : ('NO_DECISION' as const),
    })),
  );
  const reports = new AnnualReports(
    {
      counts: () => Promise.resolve({ counts, events: { first: 1, last: 2, count: 2 }, snapshot: '1:1:' }),
      waits: () => Promise.resolve([]),
      laterEvents: () => Promise.resolve([]),
      kept: () => Promise.resolve(undefined),
      keep: () => Promise.resolve(true),
    },
    {
      ...{ timeZone: 'Europe/Brussels', organisation: 'Synthetic helpline', key: null },
      independence: { en: 'Synthetic.', fr: 'Synthétique.', nl: 'Synthetisch.', de: 'Synthetisch.' },
      contentTypeOf: () => ({
        ...{ type: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH', keyword: 'KEYWORD_HATE_SPEECH' },
      }),
    },
  );
  return reportAsHtml(reportPages(await reports.read(2020, 'armed', Date.now()), 'de', (key) => key));
}

describeInBrowser(
  'the annual report',
  (office) => {
    it('is downloaded in four forms, sealed once, and counted again', async () => {
      const desk = await office.openDesk({ apiKey: await addKey(office.house, ['SUPERVISOR']) });
      const { page } = desk;
      await desk.go('/');
      await page.getByRole('link', { name: 'Annual report' }).click();
      await page.getByRole('heading', { name: 'Annual report', level: 1 }).waitFor();
      await page.getByText('Not sealed: these figures can still change.').waitFor();
      await page.getByLabel('Language of the files').selectOption('nl');
      for (const [button, extension, begins] of [
        ['PDF', 'pdf', '%PDF'],
        ['Web page (HTML)', 'html', '<!doctype html>\n<html lang="nl">'],
        ['Table (CSV)', 'csv', '\uFEFFyear,'],
        ['Data (JSON)', 'json', '{"report":'],
      ] as const) {
        const coming = page.waitForEvent('download');
        await page.getByRole('button', { name: button }).click();
        const file = await coming;
        expect(file.suggestedFilename()).toMatch(new RegExp(`^annual-report-\\d{4}-nl\\.${extension}$`));
        const bytes = await readFile(await file.path());
        expect(bytes.toString().startsWith(begins)).toBe(true);
      }

      await page.getByRole('button', { name: 'Seal the report' }).click();
      await page.getByRole('button', { name: 'Seal it' }).click();
      await page.getByText('Sealed', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Count the year again' }).click();
      await page.getByText('The same: counted again, it gives the same bytes.').waitFor();
    });

    it.each([360, 1_440])('is a page that keeps to WCAG 2.2 AA when it is %i pixels wide', async (width) => {
      const desk = await office.openDesk({ width });
      const paper = await desk.page.context().newPage();
      await paper.setContent(await anAnnualReport());
      expect(await paper.getByRole('table').count()).toBeGreaterThan(6);
      expect(await desk.breaches(paper)).toEqual([]);
      // Wide tables scroll by themselves.
      expect(await paper.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });

    it('says that a year is not over, and what is a trial', async () => {
      const desk = await office.openDesk({
        ...{ language: 'de', apiKey: await addKey(office.house, ['AUDITOR']) },
      });
      const { page } = desk;
      await desk.go('/annual-report');
      await page.getByLabel('Jahr').selectOption(String(new Date().getFullYear()));
      await page.getByText('Das Jahr ist noch nicht vorbei').waitFor();
      await page.getByLabel('Ein Versuch, aus dem, was nur geprobt wurde').check();
      await page.getByText('Ein Versuch: Keine dieser Meldungen').waitFor();
      expect(await page.getByRole('button', { name: 'Bericht versiegeln' }).count()).toBe(0);
    });
  },
  seals,
);
