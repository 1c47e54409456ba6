import { randomBytes } from 'node:crypto';
import { signatureCheck, signingKeyFrom } from '#security';
import {
  AnnualReports,
  type AnnualReportSettings,
  type AnnualReportSources,
  type KeptReport,
} from './annual-reports.js';
import type { NoticeCount } from '#core';

const keyOf = () => {
  const signer = signingKeyFrom(randomBytes(32).toString('base64'), 'key');
  return { signer, isSigned: signatureCheck(signer.publicPem) };
};
const key = keyOf();

const settings: AnnualReportSettings = {
  ...{ timeZone: 'Europe/Brussels', organisation: 'Synthetic', key },
  independence: { en: 'Stated.', fr: 'Déclaré.', nl: 'Verklaard.', de: 'Erklärt.' },
  contentTypeOf: () => ({ type: 'STATEMENT_CATEGORY_VIOLENCE', keyword: 'KEYWORD_OTHER' }),
};
const notices: NoticeCount = {
  ...{ platform: 'youtube', category: 'THREAT', action: 'REFUSED', count: 12 },
  ...{ refusalReason: 'NO_REASON_GIVEN', removedWithin: null },
};

/** What the database would be asked, and what it keeps. */
function tables(counted: readonly NoticeCount[] = [notices]) {
  const kept = new Map<number, KeptReport>();
  const asked: { from: string; to: string }[] = [];
  let counts = counted;
  const sources: AnnualReportSources = {
    counts: ({ from, to }) => {
      asked.push({ from: from.toISOString(), to: to.toISOString() });
      return Promise.resolve({ counts, events: { first: 1, last: 40, count: 30 }, snapshot: '1:1:' });
    },
    waits: () => Promise.resolve([{ provider: 'youtube', medianHours: 2, ninetiethHours: null }]),
    laterEvents: () => Promise.resolve([]),
    kept: (year) => Promise.resolve(kept.get(year)),
    keep: (year, report) => {
      if (kept.has(year)) return Promise.resolve(false);
      kept.set(year, report);
      return Promise.resolve(true);
    },
  };
  return { sources, asked, kept, becomes: (other: readonly NoticeCount[]) => void (counts = other) };
}

const in2026 = Date.parse('2026-03-01T12:00:00Z');

it('asks for a year from midnight to midnight in Brussels', async () => {
  const { sources, asked } = tables();
  await new AnnualReports(sources, settings).read(2025, 'armed', in2026);
  expect(asked).toEqual([{ from: '2024-12-31T23:00:00.000Z', to: '2025-12-31T23:00:00.000Z' }]);
});

it.each([
  ['2025-12-31T22:59:59.999Z', '2025-12-31', 'NOT_OVER', false],
  ['2025-12-31T23:00:00.000Z', null, 'sealed', true],
])(
  'knows on the clock of Brussels whether 2025 is over: at %s',
  async (now, preliminaryOn, outcome, hasBegun) => {
    const reports = new AnnualReports(tables().sources, settings);
    const nowMs = Date.parse(now);
    expect((await reports.read(2025, 'armed', nowMs)).report.preliminaryOn).toBe(preliminaryOn);
    expect(reports.hasBegun(2026, nowMs)).toBe(hasBegun);
    const sealed = await reports.seal(2025, nowMs);
    expect(typeof sealed === 'string' ? sealed : 'sealed').toBe(outcome);
  },
);

it.each<[string, Partial<AnnualReportSettings>]>([
  ['NO_KEY', { key: null }],
  ['NO_STATEMENT', { independence: { ...settings.independence, de: null } }],
])('seals nothing and says %s', async (why, missing) => {
  const { sources, kept } = tables();
  expect(await new AnnualReports(sources, { ...settings, ...missing }).seal(2025, in2026)).toBe(why);
  expect(kept.size).toBe(0);
});

it('keeps the first of two that are sealed at the same moment', async () => {
  const { sources, kept } = tables();
  const reports = new AnnualReports(sources, settings);
  const both = await Promise.all([reports.seal(2025, in2026), reports.seal(2025, in2026 + 1)]);
  expect(both.filter((each) => each === 'SEALED')).toHaveLength(1);
  expect(kept.size).toBe(1);
});

it('hands out what was sealed, whatever is counted later, and a trial beside it', async () => {
  const { sources, becomes } = tables();
  const reports = new AnnualReports(sources, settings);
  const sealed = await reports.seal(2025, in2026);
  becomes([{ ...notices, count: 99 }]);
  expect(await reports.read(2025, 'armed', in2026)).toEqual(sealed);
  const { report, seal } = await reports.read(2025, 'rehearsed', in2026);
  expect([report.mode, report.figures.notices, seal]).toEqual(['rehearsed', 99, null]);
});

it('says of a key that changed since that the seal is of another one', async () => {
  const { sources } = tables();
  await new AnnualReports(sources, settings).seal(2025, in2026);
  const states = await Promise.all(
    [key, keyOf(), null].map((each) =>
      new AnnualReports(sources, { ...settings, key: each }).compare(2025, in2026),
    ),
  );
  expect(states.map((each) => each?.sealState)).toEqual(['HOLDS', 'SIGNED_ELSEWHERE', 'SIGNED_ELSEWHERE']);
});

it('tells a statement, a provider or a count that became another one, a hidden one too', async () => {
  const { sources, becomes } = tables();
  await new AnnualReports(sources, settings).seal(2025, in2026);
  becomes([{ ...notices, count: 3 }]);
  const later = new AnnualReports(sources, {
    ...settings,
    independence: { ...settings.independence, nl: 'Anders.' },
  });
  const { changes } = (await later.compare(2025, in2026))!;
  expect(changes).toEqual(
    expect.arrayContaining([
      { where: 'independence/nl', sealed: 'Verklaard.', now: 'Anders.' },
      { where: 'figures/providers/youtube/actions/REFUSED', sealed: 12, now: null },
      { where: 'waits/youtube/medianHours', sealed: 2 },
    ]),
  );
});

it('lets nothing out that is none of its codes', async () => {
  const { sources, kept } = tables([{ ...notices, platform: 'An Peeters' }]);
  const reports = new AnnualReports(sources, settings);
  await expect(reports.read(2025, 'armed', in2026)).rejects.toThrow(
    /^the report holds what is no code, at [a-z/, ]+$/,
  );
  await expect(reports.seal(2025, in2026)).rejects.toThrow('no code');
  expect(kept.size).toBe(0);
});
