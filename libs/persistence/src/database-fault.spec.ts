import { checkServerVersion } from './database-fault.js';

it.each([150_000, 160_004, 180_000])('takes PostgreSQL %i', (version) => {
  expect(() => checkServerVersion(version)).not.toThrow();
});

it.each([140_013, 90_624, 0])('refuses PostgreSQL %i, and says what to do', (version) => {
  expect(() => checkServerVersion(version)).toThrow(/is too old: 15 or newer is needed\. Upgrade/);
});
