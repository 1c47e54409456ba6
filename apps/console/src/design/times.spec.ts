import { absoluteTime, relativeTime, startOfDay } from './times.js';

const nowMs = Date.parse('2026-11-27T12:00:00Z');
const inSeconds = (seconds: number) => nowMs + seconds * 1_000;

describe('relativeTime', () => {
  it.each([
    [10, 'en', 'now'],
    [-45, 'en', '1 minute ago'],
    [-7_200, 'nl', '2 uur geleden'],
    [3_600, 'fr', 'dans 1 heure'],
    [-86_400, 'de', 'gestern'],
    [12 * 86_400, 'en', 'in 12 days'],
  ])('puts %i seconds from now in %s as “%s”', (seconds, language, text) => {
    expect(relativeTime(inSeconds(seconds), nowMs, language)).toBe(text);
  });
});

describe('absoluteTime', () => {
  it('gives the clock of Brussels, in winter and in summer', () => {
    expect(absoluteTime(nowMs, 'nl')).toContain('13:00');
    expect(absoluteTime(Date.parse('2026-07-01T12:00:00Z'), 'fr')).toContain('14:00');
  });
});

it.each([
  ['2026-01-15', '2026-01-14T23:00:00.000Z'],
  ['2026-07-01', '2026-06-30T22:00:00.000Z'],
  // The clocks move later on these days.
  ['2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25', '2026-10-24T22:00:00.000Z'],
])('begins the day %s in Brussels at %s', (day, start) => {
  expect(startOfDay(day)).toBe(start);
});
