import { callerRoles, categoryCodes, languages } from '#core';
import { annualReportOfWeek, type ReportOfWeek } from '../week/annual-report-of-week.js';
import { behaviours, platformKeys } from '../week/behaviours.js';
import { adviceCategories, planWeek } from '../week/plan.js';
import { runWeek } from '../week/run-week.js';
import { weekTable } from '../week/table.js';

jest.setTimeout(180_000);

describe('the week', () => {
  const whole = planWeek(1, 200);

  it('has every behaviour on every platform that knows it, every category, role and language', () => {
    const targets = whole.flatMap((report) => report.targets);
    const played = new Set(targets.map(({ platform, behaviour }) => `${behaviour.name} on ${platform}`));
    const every = behaviours.flatMap(({ name, on }) => on.map((platform) => `${name} on ${platform}`));
    expect(every.filter((each) => !played.has(each))).toEqual([]);
    expect(new Set(targets.map(({ input }) => input)).size).toBe(targets.length);
    const categories = new Set([...whole.map(({ category }) => category), ...adviceCategories]);
    expect([...categories].sort()).toEqual([...categoryCodes].sort());
    expect(new Set(whole.map(({ role }) => role)).size).toBe(callerRoles.length);
    expect(new Set(whole.map(({ language }) => language)).size).toBe(languages.length);
    expect(whole.filter(({ targets: some }) => some.length === 4).length).toBeGreaterThan(0);
  });

  it('ends as planned, with nothing unmatched that should match', async () => {
    const result = await runWeek({ plan: whole.slice(0, 40) });
    expect(result.differences).toEqual([]);
    expect([...new Set(result.cells.map(({ platform }) => platform))].sort()).toEqual(
      [...platformKeys].sort(),
    );
  });

  it('leaves a yearly report that holds nothing of a report or a person, and no small count that can be told', async () => {
    let seen: ReportOfWeek | undefined;
    const { differences } = await runWeek({
      plan: whole.slice(0, 40),
      isTrustedFlagger: true,
      lookAt: async (house, filed) => void (seen = await annualReportOfWeek(house, filed)),
    });
    expect(differences).toEqual([]);
    expect(seen?.report.figures.notices).toBeGreaterThan(20);
    expect([seen?.files.size, seen?.found, seen?.narrowed]).toEqual([13, [], []]);
    expect(seen?.lookedFor).toBeGreaterThan(100);
    expect(seen?.hidden).toBeGreaterThan(5);
  });

  it('says what went otherwise than planned', async () => {
    const report = whole.find(({ targets: [first] }) => first?.behaviour.name === 'mailbox full')!;
    const [target] = report.targets;
    const behaviour = { ...target!.behaviour, word: 'acknowledged', replies: { UNMATCHED: 1 } } as const;
    const { platform } = target!;
    const result = await runWeek({ plan: [{ ...report, targets: [{ ...target!, behaviour }] }] });
    expect(result.differences).toEqual([
      expect.stringContaining('planned acknowledged MAIL.BOUNCED_FULL, seen failed MAIL.BOUNCED_FULL'),
      `${platform}, acknowledged: 1 planned, 0 seen`,
      `${platform}, failed: 0 planned, 1 seen`,
      `${platform}, reply UNMATCHED: 1 planned, 0 seen`,
    ]);
    expect(weekTable(result)).toMatch(/^failed .*1≠0/m);
  });
});
