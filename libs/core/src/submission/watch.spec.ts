import fc from 'fast-check';
import { plannedSubmission, type SubmissionState } from './state.js';
import { nextLook, type Looked, type WatchRules } from './watch.js';

const dayMs = 86_400_000;
const rules: WatchRules = {
  firstCheckAfterMs: 900_000,
  scheduleMs: [1, 3, 7, 14, 30].map((days) => days * dayMs),
  secondLookAfterMs: 3_600_000,
  watchForMs: 730 * dayMs,
};
const seen = (verification: SubmissionState['verification'], more: Partial<SubmissionState> = {}) => ({
  ...{ ...plannedSubmission('example-mail'), verification },
  ...more,
});
const gone: Looked = {
  ...{ before: seen('GONE'), after: seen('GONE'), looks: 0, lookedAtMs: 0, endsAtMs: rules.watchForMs },
};

describe('when content is looked at again', () => {
  it('is after a day, then at growing waits, then monthly, to the end of the watch', () => {
    const days: number[] = [];
    for (let look = { atMs: 0 as number | null, looks: 0 }; look.atMs !== null;) {
      days.push(look.atMs / dayMs);
      look = nextLook({ ...gone, looks: look.looks, lookedAtMs: look.atMs }, rules);
    }
    expect(days.slice(0, 8)).toEqual([0, 1, 4, 11, 25, 55, 85, 115]);
    expect(days.at(-1)).toBe(715);
    expect(days).toHaveLength(28);
  });

  it('begins anew where something else is seen than before', () => {
    const look = nextLook({ ...gone, after: seen('REAPPEARED'), looks: 9 }, rules);
    expect(look).toEqual({ atMs: dayMs, looks: 1 });
  });

  it('is soon where one look found what is said to be removed', () => {
    const after = seen('LIVE', { secondLook: 'PENDING', doubtedAtMs: 1_000 });
    const at = (lookedAtMs: number) => nextLook({ ...gone, before: after, after, lookedAtMs }, rules).atMs;
    expect(at(1_000)).toBe(3_601_000);
    expect(at(60_000)).toBe(3_601_000);
    expect(at(9_000_000)).toBe(9_000_000);
  });

  it('is never before the look, and never after the end', () => {
    const state = fc.constantFrom(
      gone.after,
      seen('LIVE', { secondLook: 'PENDING', doubtedAtMs: 5 * dayMs }),
    );
    fc.assert(
      fc.property(state, state, fc.nat(40), fc.nat(800), (before, after, looks, day) => {
        const lookedAtMs = day * dayMs;
        const { atMs } = nextLook({ ...gone, before, after, looks, lookedAtMs }, rules);
        if (atMs === null) return expect(lookedAtMs + 30 * dayMs).toBeGreaterThan(rules.watchForMs);
        expect(atMs).toBeGreaterThanOrEqual(lookedAtMs);
        expect(atMs).toBeLessThanOrEqual(rules.watchForMs);
      }),
    );
  });
});
