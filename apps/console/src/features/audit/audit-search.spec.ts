import { askedFor, readAuditSearch } from './audit-search.js';

it('asks for whole days of Brussels, the last of them included', () => {
  expect(askedFor({ from: '2026-07-01', until: '2026-11-28', caller: 'x' })).toEqual({
    asked: { from: '2026-06-30T22:00:00.000Z', to: '2026-11-28T23:00:00.000Z', caller: 'x' },
    hasMistakes: false,
  });
});

it('leaves out a day that is none, and says so', () => {
  expect(askedFor({ from: '2026-02-30' })).toEqual({ asked: {}, hasMistakes: true });
});

it('takes known texts from the address alone', () => {
  expect(readAuditSearch({ report: ' UF-2026-000123 ', caller: 7, other: 'x', from: '' })).toEqual({
    report: 'UF-2026-000123',
  });
});
