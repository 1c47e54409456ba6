import { isNewEnough } from './node-version.mjs';

it.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['24.0.0', true],
  ['20.18.9', false],
  ['18.20.0', false],
  ['9.99.0', false],
])('says of Node %s whether it is at least 20.19', (running, isEnough) => {
  expect(isNewEnough(running, '>=20.19')).toBe(isEnough);
});
