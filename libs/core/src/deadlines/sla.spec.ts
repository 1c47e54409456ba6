import { words } from '../submission/word.js';
import { noClocks, runningClock, slaOf, turnAt, worstSla } from './sla.js';

const hourMs = 3_600_000;
const dueSoonMs = 6 * hourMs;
const dueAtMs = 100 * hourMs;
const late = { ...noClocks, dueAtMs, staffDueAtMs: dueAtMs };

describe('slaOf', () => {
  it.each([
    [dueAtMs - dueSoonMs - 1, 'ON_TRACK'],
    [dueAtMs - dueSoonMs, 'DUE_SOON'],
    [dueAtMs - 1, 'DUE_SOON'],
    [dueAtMs, 'BREACHED'],
  ])('says at %d ms that a sent notice is %s', (nowMs, sla) => {
    expect(slaOf('sent', { ...noClocks, dueAtMs }, nowMs, dueSoonMs)).toBe(sla);
  });

  it('pauses while the platform waits for us, however late we are', () => {
    expect(slaOf('info_requested', late, dueAtMs + 1, dueSoonMs)).toBe('PAUSED');
  });

  it('counts the time of whoever is waited for, and of nobody else', () => {
    const overdue = words.filter((word) => slaOf(word, late, dueAtMs, dueSoonMs) === 'BREACHED');
    expect(overdue).toEqual(words.filter((word) => ['PLATFORM', 'LOOK'].includes(turnAt(word) ?? '')));
    expect(words.filter((word) => turnAt(word) === undefined)).toEqual([
      ...['queued', 'restricted', 'removed', 'gone_verified', 'gone_unexplained', 'refused'],
      ...['target_not_found', 'duplicate', 'expired', 'contested', 'withdrawn'],
    ]);
  });

  it('is in time where no time was set', () => {
    for (const word of words.filter((each) => each !== 'info_requested'))
      expect(slaOf(word, noClocks, dueAtMs, dueSoonMs)).toBe('ON_TRACK');
  });
});

describe('runningClock', () => {
  const clocks = { ...noClocks, dueAtMs: 20, acknowledgeDueAtMs: 10, staffDueAtMs: 30 };

  it('runs to the acknowledgement until there is one, then to the decision', () => {
    expect(runningClock('sent', clocks)).toEqual({
      whose: 'PLATFORM',
      expectation: 'ACKNOWLEDGEMENT',
      dueAtMs: 10,
    });
    for (const word of ['acknowledged', 'under_review'] as const)
      expect(runningClock(word, clocks)).toEqual({ whose: 'PLATFORM', expectation: 'DECISION', dueAtMs: 20 });
  });

  it('runs to the decision where no acknowledgement is due before it', () => {
    for (const acknowledgeDueAtMs of [null, 20, 25])
      expect(runningClock('sent', { ...clocks, acknowledgeDueAtMs })?.expectation).toBe('DECISION');
  });

  it('runs for us while we are to answer or to look, and for nobody once it is over', () => {
    expect(runningClock('info_requested', clocks)).toMatchObject({
      whose: 'STAFF',
      expectation: 'ANSWER',
      dueAtMs: 30,
    });
    expect(runningClock('failed', clocks)).toMatchObject({
      whose: 'STAFF',
      expectation: 'FIRST_LOOK',
      dueAtMs: 30,
    });
    expect(runningClock('removed', clocks)).toBeNull();
  });
});

describe('worstSla', () => {
  const clock = (dueAt: number) => ({ whose: 'PLATFORM', expectation: 'DECISION', dueAtMs: dueAt }) as const;

  it('is the worst of the submissions, with the clock in that state that ends first', () => {
    expect(
      worstSla([
        { sla: 'ON_TRACK', clock: clock(1) },
        { sla: 'BREACHED', clock: clock(9) },
        { sla: 'PAUSED', clock: null },
        { sla: 'BREACHED', clock: clock(7) },
        { sla: 'DUE_SOON', clock: clock(3) },
      ]),
    ).toEqual({ sla: 'BREACHED', clock: clock(7) });
  });

  it('is in time where nobody is waited for', () => {
    expect(worstSla([])).toEqual({ sla: 'ON_TRACK', clock: null });
  });
});
