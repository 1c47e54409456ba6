import fc from 'fast-check';
import { excerpt, minuteOf, plain, secondOf, table, wrap } from './layout.js';

describe('layout', () => {
  it('leaves nothing in a text that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // eslint-disable-next-line no-control-regex -- these are the characters looked for
        expect(plain(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
      }),
    );
    expect(plain('two\nlines, Noël, مرحبا')).toBe('two lines, Noël, مرحبا');
  });

  it('breaks lines at spaces and keeps every word whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,30}$/)),
        fc.integer({ min: 20, max: 80 }),
        (words, columns) => {
          const wrapped = wrap(words.join(' '), columns, '  ');
          expect(wrapped.split(/\s+/).filter(Boolean)).toEqual(words);
          for (const line of wrapped.split('\n').filter((each) => each.trim().includes(' ')))
            expect(line.length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });

  it('lines columns up and ends lines where they end', () => {
    expect(
      table(
        [
          ['a', 'bb', 'c'],
          ['aaa', 'b', ''],
        ],
        ' ',
      ),
    ).toBe(' a    bb  c\n aaa  b');
  });

  it('shows times in the zone of the reader', () => {
    expect(minuteOf('2026-07-01T22:30:15.000Z', 'Europe/Brussels')).toBe('2026-07-02 00:30');
    expect(secondOf('2026-11-23T13:02:05.000Z', 'UTC')).toBe('2026-11-23 13:02:05');
  });

  it('cuts long texts short', () => {
    expect(excerpt('a b c d', 5)).toBe('a b…');
    expect(excerpt(' a b ', 5)).toBe('a b');
  });
});
