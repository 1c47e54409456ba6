import fs from 'node:fs';
import { googleFault, googleReason } from './google-errors.js';

const answer = (status: number, name: string) => ({
  status,
  headers: {},
  json: JSON.parse(
    fs.readFileSync(new URL(`./fixtures/answers/${name}.json`, import.meta.url), 'utf8'),
  ) as unknown,
});
const untilResetMs = 5_000;

describe('Google’s error bodies', () => {
  it.each([
    [403, 'error-quota', 'quotaExhausted', untilResetMs],
    [429, 'error-quota', 'quotaExhausted', untilResetMs],
    [400, 'error-rate', 'rateLimited', undefined],
    [400, 'error-key', 'credentials', undefined],
    [400, 'error-grant', 'credentials', undefined],
    [401, 'error-client', 'credentials', undefined],
  ])('say with status %d and %s: %s', (status, name, kind, retryAfterMs) => {
    const fault = googleFault(answer(status, name), untilResetMs);
    expect([fault?.kind, fault?.retryAfterMs]).toEqual([kind, retryAfterMs]);
  });

  it.each(['error-forbidden', 'error-token', 'error-reason', 'error-video-not-found'])(
    'leave %s to whoever asked or to the general rules',
    (name) => {
      expect(googleFault(answer(400, name), untilResetMs)).toBeUndefined();
      expect(googleReason(answer(400, name))).toMatch(/^[a-zA-Z]+$/);
    },
  );

  it.each([
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { error: {} },
    { error: { errors: [] } },
    { error: { errors: [7] } },
  ])('may be anything: %j', (json) => {
    expect(googleReason({ status: 400, headers: {}, json })).toBeUndefined();
  });
});
