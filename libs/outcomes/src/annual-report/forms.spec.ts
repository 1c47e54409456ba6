import { loadTaxonomy } from '#config';
import {
  languages,
  providerActions,
  refusalReasons,
  removalTimes,
  type Language,
  type NoticeCount,
} from '#core';
import { pdfInfo, pdfText, whyNoPoppler } from '../../../../test/support/poppler.js';
import { reportAsCsv } from './as-csv.js';
import { reportAsHtml } from './as-html.js';
import { reportAsPdf } from './as-pdf.js';
import { contentTypeIn } from './content-type.js';
import { annualFigures } from './figures.js';
import { reportPages } from './pages.js';
import { strayTexts } from './personal-data.js';
import { annualReport, type AnnualReport } from './report.js';
import type { Seal } from './seal.js';
import { reportTexts } from './texts/texts.js';

const categories = [...loadTaxonomy().categories.values()];
const contentTypeOf = contentTypeIn(categories);

const few: NoticeCount = {
  ...{ platform: 'snapchat', category: 'HATE', action: 'REFUSED', count: 2 },
  ...{ refusalReason: 'NO_REASON_GIVEN', removedWithin: null },
};
const counts = [
  few,
  ...['facebook', 'left-the-registry', 'youtube'].flatMap((platform, place) =>
    categories.flatMap(({ code }, index) =>
      providerActions.map((action, nth): NoticeCount => ({
        ...{ platform, category: code, action, count: ((index * 7 + nth * 3 + place) % 23) + 1 },
        refusalReason: action === 'REFUSED' ? refusalReasons[index % refusalReasons.length]! : null,
        removedWithin: action === 'REMOVED' ? removalTimes[index % removalTimes.length]! : null,
      })),
    ),
  ),
];
const report = annualReport({
  ...{ year: 2025, timeZone: 'Europe/Brussels', preliminaryOn: null, mode: 'armed' },
  organisation: 'Synthetic <helpline> & friends',
  independence: {
    en: 'Stated <b>in</b> English.',
    fr: 'Dit en français.',
    nl: 'In het Nederlands.',
    de: null,
  },
  figures: annualFigures(counts, contentTypeOf),
  waits: [{ provider: 'youtube', medianHours: 30, ninetiethHours: null }],
});
const seal: Seal = {
  ...{ v: 1, year: 2025, sha256: 'ab'.repeat(32), sealedAt: '2026-01-10T09:00:00.000Z' },
  ...{
    events: { first: 3, last: 12_345, count: 9_876 },
    keyId: 'sk-0123456789abcdef',
    signature: 'c2lnbmF0dXJl',
  },
};
const nameOf = (key: string) => (key === 'youtube' ? 'YouTube' : key);
const pagesIn = (language: Language, of: AnnualReport = report) =>
  reportPages({ report: of, seal: of === report ? seal : null }, language, nameOf);

describe.each(languages)('in %s', (language) => {
  const texts = reportTexts[language];

  it('has a word for every type of content, keyword, action and reason that can come', () => {
    for (const { type, keyword } of categories.map(({ code }) => contentTypeOf(code))) {
      expect([type, texts.types[type]]).toEqual([type, expect.stringMatching(/\w/)]);
      expect([keyword, texts.keywords[keyword]]).toEqual([keyword, expect.stringMatching(/\w/)]);
    }
    expect(JSON.stringify(pagesIn(language))).not.toMatch(/STATEMENT_CATEGORY|KEYWORD_|undefined|[A-Z]{4,}_/);
  });

  it('has the same words in every other language', () => {
    const shape = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .sort()
              .map(([name, part]) => [name, shape(part)]),
          )
        : typeof value;
    expect(shape(texts)).toEqual(shape(reportTexts.en));
  });

  it('is one page of HTML without scripts or addresses, with a name for every table, row and column', () => {
    const html = reportAsHtml(pagesIn(language));
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).not.toMatch(/<script|<link|<img|https?:|javascript:|\son\w+=|<b>|<helpline>/);
    const tables = html.match(/<table[^]*?<\/table>/g) ?? [];
    expect(tables.length).toBeGreaterThan(6);
    for (const table of tables) {
      expect(table).toMatch(/<caption(?: class="heard")?>[^<]+<\/caption>/);
      const [, ...rows] = table.match(/<tr>[^]*?<\/tr>/g) ?? [];
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toMatch(/^<tr><th scope="row">/);
      expect(table).toMatch(/<thead><tr><th scope="col"/);
    }
    const headings = [...html.matchAll(/<h(\d)>/g)].map(([, level]) => level);
    expect(headings).toEqual(['1', ...headings.slice(1).map(() => '2')]);
  });

  it('is a spreadsheet whose lines all have as many fields', () => {
    const lines = reportAsCsv(report, language, nameOf)
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toBe(
      'year,mode,preliminary_on,table,row,row_name,column,column_name,notices,suppressed',
    );
    for (const line of lines) expect(line.match(/(?:^|,)(?:"[^"]*"|[^",]*)/g)).toHaveLength(10);
    expect(lines.some((line) => line.endsWith(',,hidden'))).toBe(true);
    expect(lines.slice(1).every((line) => /,(?:\d+,|,hidden)$/.test(line))).toBe(true);
  });

  const why = whyNoPoppler();
  (why === undefined ? it : it.skip)(
    'is a tagged PDF in this language that says the same as the page',
    async () => {
      const pdf = await reportAsPdf(pagesIn(language));
      expect(pdf.equals(await reportAsPdf(pagesIn(language)))).toBe(true);
      expect(pdfInfo(pdf)).toMatch(/Tagged: +yes/);
      expect(pdf.toString('latin1')).toContain(`/Lang (${language})`);
      const text = pdfText(pdf);
      for (const each of [texts.sections.providers, texts.actions.REFUSED, texts.sections.seal, 'YouTube'])
        expect(text).toContain(each);
      expect(text).not.toContain('□');
    },
  );
});

it('says in every form what it is not: published, sealed, written', () => {
  const trial: AnnualReport = { ...report, mode: 'rehearsed', preliminaryOn: '2025-11-28' };
  const html = reportAsHtml(pagesIn('de', trial));
  for (const text of [
    'Probe: Keine dieser Meldungen',
    'Stand vom 28. November 2025',
    'Nicht versiegelt',
    'noch nicht verfasst',
  ])
    expect(html).toContain(text);
});

it('tells a wait only of providers whose counts are all published, and are enough', () => {
  const figures = annualFigures(
    [
      ...['facebook', 'youtube', 'snapchat'].map((platform): NoticeCount => ({
        ...{
          platform,
          category: 'HATE',
          action: 'REFUSED',
          refusalReason: 'NO_REASON_GIVEN',
          removedWithin: null,
        },
        count: { facebook: 10, youtube: 9, snapchat: 40 }[platform] ?? 0,
      })),
      {
        ...{
          platform: 'snapchat',
          category: 'HATE',
          action: 'NOT_FOUND',
          refusalReason: null,
          removedWithin: null,
        },
        count: 2,
      },
    ],
    contentTypeOf,
  );
  const waits = ['facebook', 'snapchat', 'youtube', 'nobody'].map((provider) => ({
    ...{ provider, medianHours: 1, ninetiethHours: 2 },
  }));
  const told = annualReport({ ...report, figures, waits }).waits.map(({ provider }) => provider);
  const whole = figures.providers.filter(({ actions }) => !Object.values(actions).includes(null));
  expect(told).toEqual(whole.map(({ provider }) => provider).filter((provider) => provider !== 'youtube'));
  expect(told).not.toContain('snapchat');
});

describe('the scan for what is in no list', () => {
  it('finds nothing in a report', () => {
    expect(strayTexts(report)).toEqual([]);
  });

  it.each<[string, (whole: any) => void]>([
    ['figures/types/keywords/?', (whole) => (whole.figures.types[0].keywords['An Peeters'] = 7)],
    ['figures/types/type', (whole) => (whole.figures.types[0].type = 'an.peeters@example.org')],
    ['figures/providers/provider', (whole) => (whole.figures.providers[0].provider = '+32 470 12 34 56')],
    ['waits/provider', (whole) => whole.waits.push({ provider: '@an_peeters' })],
    ['?', (whole) => (whole.note = 'hello')],
    ['preliminaryOn', (whole) => (whole.preliminaryOn = '28 November')],
    ['figures/notices', (whole) => (whole.figures.notices = 4.5)],
    ['figures/notices', (whole) => (whole.figures.notices = 'UF-2026-000001')],
  ])('finds what stands at %s, and does not say what it is', (where, spoil) => {
    const whole = structuredClone(report);
    spoil(whole);
    const found = strayTexts(whole);
    expect(found[0]).toBe(where);
    expect(found.join()).not.toMatch(/Peeters|peeters|470|hello|UF-/);
  });
});
