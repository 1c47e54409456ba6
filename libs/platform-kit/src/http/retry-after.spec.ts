import fc from 'fast-check';
import { retryAfterMs } from './retry-after.js';

const nowMs = Date.UTC(2026, 10, 23, 12, 0, 0);
const dayMs = 86_400_000;

describe('retryAfterMs', () => {
  it.each([
    ['30', 30_000],
    [' 30 ', 30_000],
    ['1.5', 1_500],
    ['0', 1_000],
    ['-5', 1_000],
    ['999999999999', dayMs],
    ['Mon, 23 Nov 2026 12:01:00 GMT', 60_000],
    ['Monday, 23-Nov-26 12:01:00 GMT', 60_000],
    ['Mon Nov 23 12:01:00 2026 GMT', 60_000],
    ['Sun, 22 Nov 2026 12:00:00 GMT', 1_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', dayMs],
  ])('reads %j as %d ms', (header, expected) => {
    expect(retryAfterMs(header, nowMs)).toBe(expected);
  });

  it.each([undefined, '', 'soon', 'Mon, 99 Foo', 'NaN', 'Infinity', '0x10', '1e3'])(
    'does not make up a wait from %j',
    (header) => {
      expect(retryAfterMs(header, nowMs)).toBeUndefined();
    },
  );

  it('always answers nothing or a wait between one second and one day', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.float().map(String), fc.integer().map(String)), (header) => {
        const wait = retryAfterMs(header, nowMs);
        return wait === undefined || (wait >= 1_000 && wait <= dayMs);
      }),
    );
  });
});
