import { runningWait, usualWaitOf } from './usual-wait.js';

const dayMinutes = 1_440;
const sixDays = { decided: 5, quarterMinutes: 2 * dayMinutes, threeQuartersMinutes: 6 * dayMinutes };

describe('usualWaitOf', () => {
  it('is in whole hours: from one begun, to one ended', () => {
    expect(usualWaitOf(sixDays)).toEqual({ fromHours: 48, toHours: 144 });
    expect(usualWaitOf({ decided: 5, quarterMinutes: 59, threeQuartersMinutes: 61 })).toEqual({
      ...{ fromHours: 0, toHours: 2 },
    });
  });

  it.each([
    ['four decisions', { decided: 4 }],
    ['too few decided to know the first quarter', { quarterMinutes: null }],
    ['too few decided to know three quarters', { threeQuartersMinutes: null }],
  ])('is not known from %s', (_what, but) => {
    expect(usualWaitOf({ ...sixDays, ...but })).toBeNull();
  });
});

describe('runningWait', () => {
  const sentAtMs = Date.UTC(2026, 10, 20, 8);
  const usual = { fromHours: 48, toHours: 144 };
  const usuallyByMs = Date.UTC(2026, 10, 26, 8);

  it('is longer than usual once the later time is over, and not at it', () => {
    expect(runningWait(usual, sentAtMs, usuallyByMs)).toEqual({ ...usual, usuallyByMs, isLonger: false });
    expect(runningWait(usual, sentAtMs, usuallyByMs + 1)).toMatchObject({ isLonger: true });
  });
});
