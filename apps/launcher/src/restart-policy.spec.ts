import { afterDeath } from './restart-policy.js';

const policy = { quickMs: 10_000, waitsMs: [500, 2_000] };
const quick = 1_000;
const long = 60_000;

it.each([
  [[quick], { next: 'restart', waitMs: 500 }],
  [[quick, quick], { next: 'restart', waitMs: 2_000 }],
  [[quick, quick, quick], { next: 'giveUp' }],
  [[long], { next: 'restart', waitMs: 500 }],
  [[quick, quick, long], { next: 'restart', waitMs: 500 }],
  [[quick, long, quick, quick], { next: 'restart', waitMs: 2_000 }],
])('after lives of %j ms: %j', (lifetimesMs, decision) => {
  expect(afterDeath(lifetimesMs, policy)).toEqual(decision);
});
