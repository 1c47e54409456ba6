import { durationText } from './duration.js';

describe('durationText', () => {
  it.each([
    [0, 'en', '1 minute'],
    [40, 'en', '40 minutes'],
    [90, 'en', '1.5 hours'],
    [60 * 24, 'de', '24 Stunden'],
    [60 * 48, 'fr', '2\u00a0jours'],
    [3_600, 'nl', '2,5 dagen'],
    [1_440 * 31.4, 'en', '31 days'],
  ])('puts %i minutes in %s as “%s”', (minutes, language, text) => {
    expect(durationText(minutes, language)).toBe(text);
  });
});
