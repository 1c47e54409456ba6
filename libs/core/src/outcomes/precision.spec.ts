import { precisionOf } from './precision.js';

it.each([
  [
    { judged: 5, actedOn: 3 },
    { share: 0.6, isLow: true },
  ],
  [
    { judged: 10, actedOn: 7 },
    { share: 0.7, isLow: false },
  ],
  [
    { judged: 17, actedOn: 17 },
    { share: 1, isLow: false },
  ],
])('warns below the line and not on it: %o', (cases, precision) => {
  expect(precisionOf(cases, 0.7)).toEqual(precision);
});

it.each([0, 1, 4])('says nothing of %i cases', (judged) => {
  expect(precisionOf({ judged, actedOn: 0 }, 0.7)).toEqual({ share: null, isLow: false });
});
