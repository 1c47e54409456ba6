import fc from 'fast-check';
import { edgesOf } from './cell-edges.js';

const together = { areMonthsApart: false };

it.each([
  [
    'a year and some days',
    '2024-11-28',
    '2026-02-03',
    '2024-11-28 2024-12-01 2025-01-01 2025-01-01 2026-01-01 2026-01-01 2026-02-01 2026-02-03',
  ],
  [
    'a rolling year',
    '2025-05-15',
    '2026-05-15',
    '2025-05-15 2025-06-01 2025-07-01 2026-04-01 2026-04-01 2026-04-01 2026-05-01 2026-05-15',
  ],
  [
    'some days of two months',
    '2026-01-30',
    '2026-02-03',
    '2026-01-30 2026-02-03 2026-02-03 2026-02-03 2026-02-03 2026-02-03 2026-02-03 2026-02-03',
  ],
  [
    'days of one month',
    '2026-01-10',
    '2026-01-12',
    '2026-01-10 2026-01-12 2026-01-12 2026-01-12 2026-01-12 2026-01-12 2026-01-12 2026-01-12',
  ],
  [
    'until now',
    '2026-11-01',
    'infinity',
    '2026-11-01 2026-11-01 2027-01-01 2027-01-01 infinity infinity infinity infinity',
  ],
  [
    'ever',
    '-infinity',
    'infinity',
    '-infinity -infinity -infinity -infinity infinity infinity infinity infinity',
  ],
  ['never', 'infinity', 'infinity', Array(8).fill('infinity').join(' ')],
])('reads cells as long as they can be: %s', (_name, from, to, edges) => {
  expect(edgesOf(from, to, together).join(' ')).toBe(edges);
});

it('reads no longer cells than months where they are told apart', () => {
  const edges = edgesOf('2024-11-28', '2026-02-03', { areMonthsApart: true });
  expect(edges.join(' ')).toBe(
    '2024-11-28 2024-12-01 2026-02-01 2026-02-01 2026-02-01 2026-02-01 2026-02-01 2026-02-03',
  );
});

it('leaves out no day of a period, and reads none twice', () => {
  const day = fc
    .integer({ min: 0, max: 4_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, fc.boolean(), (one, other, areMonthsApart) => {
      const [from = one, to = other] = [one, other].sort();
      const edges = edgesOf(from, to, { areMonthsApart });
      expect(edges).toHaveLength(8);
      expect([edges[0], edges[7]]).toEqual([from, to]);
      expect([...edges].sort()).toEqual(edges);
      // Each length begins where it is whole.
      for (const edge of edges.slice(1, 7)) expect(edge.endsWith('-01') || edge === to).toBe(true);
    }),
  );
});
