import { readLogSearch } from './log-search.js';
import { changesOf, everything, withEntry } from './terms.js';

it('names what was changed alone', () => {
  const before = { ...everything, url: 'https://consumer.example/', events: ['report.*'] };
  expect(changesOf(before, { ...before })).toEqual({});
  expect(changesOf(before, { ...before, events: ['report.*'], platforms: ['youtube'] })).toEqual({
    platforms: ['youtube'],
  });
  expect(changesOf(before, { ...before, events: null })).toEqual({ events: null });
});

it('lets a group take the place of its types, and leaves those of others', () => {
  const chosen = ['report.created', 'submission.sent', 'report.held'];
  expect(withEntry(chosen, 'report.*', true)).toEqual(['submission.sent', 'report.*']);
  expect(withEntry(chosen, 'report.held', false)).toEqual(['report.created', 'submission.sent']);
  expect(withEntry(['report.*'], 'report.*', false)).toEqual([]);
});

it('takes filters of the log from the address, and nothing else', () => {
  expect(readLogSearch({ state: 'EXHAUSTED', type: 'submission.sent', other: 'x' })).toEqual({
    state: 'EXHAUSTED',
    type: 'submission.sent',
  });
  expect(readLogSearch({ state: 'nothing', type: 7 })).toEqual({});
});
