import { isReferenceStart, readReportSearch } from './report-search.js';

describe('readReportSearch', () => {
  it('takes known filters', () => {
    const search = {
      list: 'due',
      status: 'RESOLVED',
      attention: 'any',
      wait: 'long',
      platform: 'snapchat',
      category: 'HATE',
      sla: 'BREACHED',
      q: 'UF-2026',
    };
    expect(readReportSearch(search)).toEqual(search);
  });

  it('leaves out what is no filter, is empty, or is not text', () => {
    const search = {
      list: 'theirs',
      status: 'GONE',
      sla: 'LATE',
      wait: 'short',
      attention: 7,
      platform: '',
      category: { a: 1 },
      q: '  ',
      x: 'y',
    };
    expect(readReportSearch(search)).toEqual({});
  });

  it('takes what a figure leads to, for the API to judge', () => {
    const behind = {
      noticedFrom: '2026-01-01',
      noticedTo: '2027-01-01',
      regime: 'DSA_ART22',
      deadline: 'DECISION_KEPT',
    };
    expect(readReportSearch({ ...behind, sent: true, effect: { a: 1 } })).toEqual({
      ...behind,
      sent: 'true',
    });
  });

  it('takes a number in the address for the text it was, and cuts what is too long', () => {
    expect(readReportSearch({ q: 2026 })).toEqual({ q: '2026' });
    expect(readReportSearch({ q: 'U'.repeat(100) }).q).toHaveLength(30);
  });
});

describe('isReferenceStart', () => {
  it.each(['', 'U', 'uf-', 'UF-2026-0001', ' UF-2026-000123 ', '2026'])('takes %p for one', (typed) => {
    expect(isReferenceStart(typed)).toBe(true);
  });

  it.each(['https://youtu.be/x', 'youtu.be/x', '@synthetic.name', 'UFO', 'synthetic name'])(
    'never lets %p into the address of the page',
    (typed) => {
      expect(isReferenceStart(typed)).toBe(false);
    },
  );
});
