import fc from 'fast-check';
import { timesUntilEnded, type WaitsOfLength } from './survival.js';

const timeUntilEnded = (waits: readonly WaitsOfLength[], share: number) => timesUntilEnded(waits, [share])[0];

const ended = (...lengths: number[]) => lengths.map((length) => ({ length, ended: 1, stillOpen: 0 }));
const open = (...lengths: number[]) => lengths.map((length) => ({ length, ended: 0, stillOpen: 1 }));

/** Weeks in remission under 6-MP. Source: E. J. Freireich et al., Blood 21 (1963); the median is known to be 23. */
const remissions = [
  ...ended(6, 6, 6, 7, 10, 13, 16, 22, 23),
  ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
];

it('finds the published median of a known study', () => {
  expect(timeUntilEnded(remissions, 0.5)).toBe(23);
});

it.each([
  // S(6) = 18/21 = 0.857, S(7) = 0.807, S(10) = 0.753, S(13) = 0.690
  [0.14, 6],
  [0.15, 7],
  [0.2, 10],
  [0.3, 13],
])('follows its curve: %f have ended after %i weeks', (share, weeks) => {
  expect(timeUntilEnded(remissions, share)).toBe(weeks);
});

it('reads several shares off one curve, in their order', () => {
  expect(timesUntilEnded(remissions, [0.9, 0.5, 0.15])).toEqual([null, 23, 7]);
});

it('knows no time that the curve does not reach', () => {
  expect(timeUntilEnded(remissions, 0.9)).toBeNull();
  expect(timeUntilEnded(open(1, 2, 3), 0.5)).toBeNull();
  expect(timeUntilEnded([], 0.5)).toBeNull();
});

it('is the plain quantile where all have ended', () => {
  expect(timeUntilEnded(ended(...Array.from({ length: 10 }, (_each, index) => index + 1)), 0.9)).toBe(9);
  expect(timeUntilEnded(ended(4), 0.9)).toBe(4);
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1 }), fc.constantFrom(0.5, 0.9), (lengths, share) => {
      const sorted = [...lengths].sort((one, other) => one - other);
      const place = Math.ceil(lengths.length * share - 1e-9) - 1;
      expect(timeUntilEnded(ended(...lengths), share)).toBe(sorted[place]);
    }),
  );
});

const waits = fc.array(
  fc.record<WaitsOfLength>({ length: fc.nat(30), ended: fc.nat(3), stillOpen: fc.nat(3) }),
);

it('does not depend on order, nor on how waits of the same length are put together', () => {
  fc.assert(
    fc.property(waits, fc.constantFrom(0.5, 0.9), (some, share) => {
      const apart = some.flatMap(({ length, ...each }) => [
        ...Array.from({ length: each.stillOpen }, () => ({ length, ended: 0, stillOpen: 1 })),
        ...Array.from({ length: each.ended }, () => ({ length, ended: 1, stillOpen: 0 })),
      ]);
      return timeUntilEnded(some, share) === timeUntilEnded(apart.reverse(), share);
    }),
  );
});

it('never says that it went faster because one more goes on', () => {
  fc.assert(
    fc.property(waits, fc.nat(30), (some, length) => {
      const without = timeUntilEnded(some, 0.5) ?? Infinity;
      return (timeUntilEnded([...some, { length, ended: 0, stillOpen: 1 }], 0.5) ?? Infinity) >= without;
    }),
  );
});

it('hits a share exactly in spite of rounding', () => {
  for (let many = 10; many < 2_000; many += 10) {
    const lengths = Array.from({ length: many }, (_each, index) => index + 1);
    expect(timeUntilEnded(ended(...lengths), 0.5)).toBe(many / 2);
    expect(timeUntilEnded(ended(...lengths), 0.9)).toBe((many * 9) / 10);
  }
});
