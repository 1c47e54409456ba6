import { callerWordOf, callerWords } from './caller-word.js';
import { words } from './word.js';

describe('what a caller reads', () => {
  it('says something of every word, and every sentence is said of one', () => {
    expect(new Set(words.map((word) => callerWordOf[word]))).toEqual(new Set(callerWords));
  });

  it('calls gone only what was looked for', () => {
    const said = (word: (typeof words)[number]) => callerWordOf[word];
    expect([
      said('removed'),
      said('gone_verified'),
      said('gone_unexplained'),
      said('not_really_gone'),
    ]).toEqual([...['SAID_GONE', 'GONE', 'GONE_UNEXPLAINED', 'STILL_THERE']]);
  });
});
