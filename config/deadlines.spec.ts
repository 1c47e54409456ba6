import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOfSpan } from '#core';
import { checkDeadlines, ConfigError, loadConfig, workingCalendar } from './index.js';
import { publicHolidays } from './holidays.js';

const load = (env: Record<string, string> = {}) => loadConfig({ env }, ['deadlines']).deadlines;
const problemsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the public holidays of Belgium', () => {
  it.each([
    [2025, '04-21', '05-29', '06-09'],
    [2026, '04-06', '05-14', '05-25'],
    [2027, '03-29', '05-06', '05-17'],
    [2032, '03-29', '05-06', '05-17'],
  ])(
    'in %d are the ten of the law, with Easter Monday on %s',
    (year, easterMonday, ascension, whitMonday) => {
      const isHoliday = publicHolidays('BE');
      const days = Array.from({ length: 366 }, (_, day) =>
        new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10),
      ).filter((day) => day.startsWith(String(year)));
      const fixed = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'];
      const expected = [...fixed, easterMonday, ascension, whitMonday].map((day) => `${year}-${day}`).sort();
      expect(days.filter(isHoliday)).toEqual(expected);
    },
  );

  it('can be left out', () => {
    expect(publicHolidays(null)('2026-12-25')).toBe(false);
  });
});

describe('the deadlines', () => {
  it('run round the clock for critical reports, and in the working calendar of Belgium for all others', () => {
    const { critical, other, ...rest } = load();
    expect(critical).toMatchObject({
      firstLook: { elapsedMs: 3_600_000 },
      decision: { elapsedMs: 172_800_000 },
    });
    expect(other).toMatchObject({ acknowledgement: { workingDays: 1 }, decision: { workingDays: 7 } });
    const calendar = workingCalendar({ critical, other, ...rest });
    // From Monday before the national day at noon: the 21st is left out.
    const start = Date.parse('2026-07-20T12:00:00+02:00');
    expect(new Date(endOfSpan(start, other.acknowledgement, calendar)).toISOString()).toBe(
      '2026-07-22T10:00:00.000Z',
    );
  });

  it('take spans, null and platforms from the environment', () => {
    const { critical, platforms } = load({
      UNIFLAG_DEADLINES__CRITICAL__DECISION: '2wd',
      UNIFLAG_DEADLINES__CRITICAL__REGULATOR_DRAFT: '',
      UNIFLAG_DEADLINES__PLATFORMS__SNAPCHAT__OTHER__ANSWER: '12h',
    });
    expect(critical).toMatchObject({ decision: { workingDays: 2 }, regulatorDraft: null });
    expect(platforms).toEqual({ snapchat: { other: { answer: { elapsedMs: 43_200_000 } } } });
  });

  it.each([
    [
      'CRITICAL__DECISION',
      'soon',
      'critical.decision must be a span such as 1h, 7d, or 2wd for working days, at most a year, but is "soon"',
    ],
    ['CRITICAL__DECISION', '900wd', 'critical.decision must be a span'],
    ['WORKING_HOURS__OPENS', '9', 'workingHours.opens must be a time of day such as "09:00"'],
    ['WORKING_HOURS__CLOSES', '08:00', 'workingHours.closes must be later than deadlines.workingHours.opens'],
    [
      'WORKING_HOURS__TIME_ZONE',
      'Belgium',
      'workingHours.timeZone must be a time zone such as Europe/Brussels',
    ],
    ['WORKING_HOURS__HOLIDAYS_OF', 'XX', 'workingHours.holidaysOf must be one of BE'],
    ['WORKING_HOURS__WEEKDAYS', '1,8', 'workingHours.weekdays.1 must be at most 7'],
  ])('say what is wrong with %s=%s', (name, value, sentence) => {
    const problems = problemsOf(() => load({ [`UNIFLAG_DEADLINES__${name}`]: value }));
    expect(problems).toEqual([expect.stringContaining(`deadlines.${sentence}`)]);
  });

  it('name platforms that are there', () => {
    const deadlines = load({ UNIFLAG_DEADLINES__PLATFORMS__FACEBOK__OTHER__ANSWER: '12h' });
    expect(problemsOf(() => checkDeadlines(deadlines, []))).toEqual([
      expect.stringContaining('deadlines.platforms.facebok is no platform'),
    ]);
  });

  it('name categories that are there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'uniflag-deadlines-'));
    const file = join(folder, 'own.yaml');
    const withCategory = (code: string) => {
      writeFileSync(file, `deadlines:\n  categories:\n    ${code}: { decision: 6h }\n`);
      return load({ UNIFLAG_CONFIG: file }).categories;
    };
    try {
      expect(withCategory('SEXTORTION')).toEqual({ SEXTORTION: { decision: { elapsedMs: 21_600_000 } } });
      expect(problemsOf(() => withCategory('SEXTORSION'))).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
