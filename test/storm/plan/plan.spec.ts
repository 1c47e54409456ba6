import { faultOfTry, scriptOf } from './messages.js';
import { leastOfEach, links, planOf, processFaults, type PlanOptions } from './plan.js';
import { addressOf, stormPlatforms, targetIn } from './targets.js';

const options: PlanOptions = {
  ...{ seed: 7, backend: 'redis', reports: 60, faults: 30, leaseMs: 3_000, hasClockSteps: true },
};

describe('the plan of a storm', () => {
  it('is the same for the same seed', () => {
    expect(planOf(options)).toEqual(planOf(options));
  });

  it('is another one for another seed, backend or number of faults', () => {
    const others: Partial<PlanOptions>[] = [{ seed: 8 }, { backend: 'postgres' }, { faults: 31 }];
    const shas = [options, ...others.map((other) => ({ ...options, ...other }))].map(
      (each) => planOf(each).sha256,
    );
    expect(new Set(shas).size).toBe(shas.length);
  });

  it.each(['redis', 'postgres'] as const)(
    'has every fault of a process three times where it has room for it, on %s',
    (backend) => {
      const { faults } = planOf({ ...options, backend });
      for (const kind of [...processFaults.always, ...processFaults[backend]])
        expect({
          kind,
          often: faults.filter((fault) => fault.kind === kind).length >= leastOfEach,
        }).toEqual({ kind, often: true });
    },
  );

  it('strikes within its time, at processes and connections that are there', () => {
    const { faults, phaseMs, reports } = planOf({ ...options, faults: 200 });
    expect(faults).toHaveLength(200);
    for (const { atMs, kind, on } of faults) {
      expect(atMs).toBeLessThan(phaseMs);
      if (kind === 'cut' || kind === 'halfOpen' || kind === 'latency') expect(links('redis')).toContain(on);
    }
    for (const { atMs } of reports) expect(atMs).toBeLessThan(phaseMs);
  });

  it('moves no clock where none can be moved', () => {
    const { faults } = planOf({ ...options, faults: 200, hasClockSteps: false });
    expect(faults.filter(({ kind }) => kind === 'stepClock')).toEqual([]);
  });

  it('keeps clocks within what signatures allow', () => {
    const { faults } = planOf({ ...options, faults: 300 });
    for (const { byMs } of faults.filter(({ kind }) => kind === 'stepClock'))
      expect(Math.abs(byMs)).toBeLessThan(240_000);
  });

  it('strikes before and after sends that go well otherwise', () => {
    const { sendPoints, reports, seed } = planOf({ ...options, reports: 200 });
    const platformOf = new Map(
      reports.flatMap(({ targets }) => targets.map(({ target, platform }) => [target, platform])),
    );
    expect(sendPoints.size).toBeGreaterThanOrEqual(4 * leastOfEach);
    for (const target of sendPoints.keys())
      expect(faultOfTry(seed, platformOf.get(target) ?? '', target, 1)).toBeUndefined();
  });

  it('gives every target a number of its own', () => {
    const targets = planOf({ ...options, reports: 300 }).reports.flatMap((report) =>
      report.targets.map(({ target }) => target),
    );
    expect(new Set(targets).size).toBe(targets.length);
  });
});

describe('what befalls a message', () => {
  it('depends on seed, target and try alone', () => {
    const asked = (numbers: readonly number[]) =>
      numbers.map((number) => faultOfTry(3, 'lookup-example', 17, number));
    expect(asked([4, 3, 2, 1]).reverse()).toEqual(asked([1, 2, 3, 4]));
  });

  it('ends after a few tries, so that every notice gets through', () => {
    for (let target = 1; target < 500; target += 1)
      expect(faultOfTry(3, 'dedupe-example', target, 5)).toBeUndefined();
  });

  it('spoils answers rarely where a person would have to decide', () => {
    const spoiled = (platform: string) =>
      Array.from({ length: 2_000 }, (_, target) => faultOfTry(5, platform, target, 1)).filter(
        (fault) => fault !== undefined && ['slow', 'rubbish', 'close', 'lost_response'].includes(fault),
      ).length;
    expect(spoiled('instagram')).toBeLessThan(80);
    expect(spoiled('lookup-example')).toBeGreaterThan(250);
  });

  it('writes the replies of a script in their order, far enough apart for the dates of mails', () => {
    for (let target = 1; target < 200; target += 1) {
      const { replies } = scriptOf(9, 'facebook', target);
      for (const [index, { afterMs }] of replies.entries())
        if (index > 0) expect(afterMs - (replies[index - 1]?.afterMs ?? 0)).toBeGreaterThan(1_000);
    }
  });
});

describe('the number of a target', () => {
  it.each(stormPlatforms.map(({ key }) => key))('is found again in an address of %s', (key) => {
    expect(targetIn(`See ${addressOf(key, 4_711)} for it.`)).toBe(4_711);
  });
});
