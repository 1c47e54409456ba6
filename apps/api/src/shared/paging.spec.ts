import fc from 'fast-check';
import { decodeCursor, encodeCursor, pageOf } from './paging.js';

const id = '01a209aa-69a6-7b23-974e-ef61cd62c16a';
const asCursor = (text: string) => Buffer.from(text).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.uuid(), (createdAtMs, uuid) => {
        expect(decodeCursor(encodeCursor(createdAtMs, uuid))).toEqual({
          createdAt: new Date(createdAtMs).toISOString(),
          id: uuid,
        });
      }),
    );
    expect(decodeCursor(undefined)).toBeUndefined();
  });

  it.each([
    ...['xyz', '', asCursor('1'), asCursor(`1.${id}x`), asCursor(`-1.${id}`), asCursor(`1e3.${id}`)],
    // These would be read, and break the statement: a year of five digits, and no UUID.
    ...[asCursor(`999999999999999.${id}`), asCursor(`1.${'-'.repeat(36)}`), asCursor(`1.${'f'.repeat(36)}`)],
  ])('that is not ours (%s) is refused', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow('CURSOR.UNKNOWN');
  });
});

describe('a page', () => {
  it('says where the next one begins, only where there is one', () => {
    expect(pageOf([1, 2, 3], 2, String)).toEqual({ page: [1, 2], nextCursor: '2' });
    expect(pageOf([1, 2], 2, String)).toEqual({ page: [1, 2], nextCursor: null });
    expect(pageOf([], 2, String)).toEqual({ page: [], nextCursor: null });
  });
});
