import { holdsAll } from './install.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/@swc/core-darwin-arm64': { version: '1.16.22', optional: true },
};

it('is content with the packages of this system', () => {
  expect(holdsAll(wanted, { 'node_modules/pg': { version: '8.23.1' } })).toBe(true);
});

it('installs again when a package is missing or of another version', () => {
  expect(holdsAll(wanted, {})).toBe(false);
  expect(holdsAll(wanted, { 'node_modules/pg': { version: '8.22.0' } })).toBe(false);
});
