import { askedFor, readOutcomeSearch } from './outcome-search.js';

const day = '2026-11-28';

describe('readOutcomeSearch', () => {
  it('takes texts and numbers under the names of filters, and nothing else', () => {
    expect(
      readOutcomeSearch({ platform: ' facebook ', team: 7, category: { a: 1 }, mode: '', x: 'y' }),
    ).toEqual({ platform: 'facebook', team: '7' });
    expect(readOutcomeSearch({ team: 'a'.repeat(300) }).team).toHaveLength(100);
  });
});

describe('askedFor', () => {
  it('asks for what went to platforms this year where the address says nothing', () => {
    expect(askedFor({}, day)).toEqual({
      asked: { period: 'this-year', mode: 'armed', from: '2026-01-01', to: '2027-01-01' },
      mistakes: [],
    });
  });

  it('takes every filter', () => {
    const search = {
      mode: 'rehearsed',
      regime: 'USER',
      platform: 'x',
      channel: 'y',
      category: 'HATE',
      team: 'North',
    };
    expect(askedFor({ ...search, period: 'last-month' }, day)).toEqual({
      asked: { ...search, period: 'last-month', from: '2026-10-01', to: '2026-11-01' },
      mistakes: [],
    });
  });

  it('takes own days with the last one in them, and what is not said from the year', () => {
    const days = (from?: string, until?: string) =>
      askedFor({ period: 'own', ...(from && { from }), ...(until && { until }) }, day);
    expect(days('2026-03-01', '2026-03-31').asked).toMatchObject({ from: '2026-03-01', to: '2026-04-01' });
    expect(days('2026-03-01').asked).toMatchObject({ from: '2026-03-01', to: '2027-01-01' });
    expect(days('2026-05-05', '2026-05-05')).toMatchObject({ asked: { to: '2026-05-06' }, mistakes: [] });
  });

  it('names what is no filter, and goes on without it', () => {
    const wrong = { period: 'own', from: '2026-02-30', until: 'soon', mode: 'both', regime: 'DSA' };
    expect(askedFor(wrong, day)).toEqual({
      asked: { period: 'own', mode: 'armed', from: '2026-01-01', to: '2027-01-01' },
      mistakes: ['mode', 'regime', 'from', 'until'],
    });
    expect(askedFor({ period: 'own', from: '2026-03-02', until: '2026-03-01' }, day)).toMatchObject({
      asked: { from: '2026-03-02', to: '2026-03-03' },
      mistakes: ['until'],
    });
    expect(askedFor({ period: 'ever' }, day)).toMatchObject({
      asked: { period: 'this-year' },
      mistakes: ['period'],
    });
  });
});
