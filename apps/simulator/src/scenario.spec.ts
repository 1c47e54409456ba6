import type { PlatformSimulation } from '#platform-kit/simulation';
import { idsOfKey, readScenario } from './scenario.js';

const simulation = (platform: string, replies: readonly string[]): PlatformSimulation => ({
  ...{ platform, replies, credentials: {}, mailboxes: {}, defaultSteps: [] },
});
const simulations = new Map([
  ['tubes', simulation('tubes', ['acknowledge', 'removed'])],
  ['letters', simulation('letters', [])],
]);

const good = {
  platform: 'tubes',
  match: { key: 'tubes:video:abc' },
  steps: [
    { afterMs: 0, fault: 'server_error' },
    { afterMs: 500, reply: 'acknowledge' },
    { afterMs: 0, reply: 'removed' },
    { afterMs: 1, fault: 'silence' },
  ],
};

const problemsOf = (body: unknown) => {
  const read = readScenario(body, simulations);
  return 'problems' in read ? read.problems : [];
};

describe('readScenario', () => {
  it.each([
    ['for a key', good],
    ['for a reference', { ...good, match: { reference: 'UF-2026-000123-2-K7QM9A' } }],
    ['for the whole platform', { ...good, match: {} }],
  ])('takes a scenario %s', (_title, body) => {
    expect(readScenario(body, simulations)).toEqual({ scenario: body });
  });

  it('takes a left out match for the whole platform', () => {
    const { platform, steps } = good;
    expect(readScenario({ platform, steps }, simulations)).toEqual({
      scenario: { platform, match: {}, steps },
    });
  });

  it.each([
    ['no object', [], '', 'must be a JSON object'],
    ['an unknown platform', { ...good, platform: 'nobody' }, '/platform', 'must be one of: tubes, letters'],
    ['no platform', { steps: good.steps }, '/platform', 'must be one of: tubes, letters'],
    ['an unknown field', { ...good, delay: 1 }, '/delay', 'known are: platform, match, steps'],
    ['a match that is none', { ...good, match: 'all' }, '/match', 'must be an object'],
    [
      'both ways to match',
      { ...good, match: { key: 'tubes:video:abc', reference: 'UF-2026-000123' } },
      '/match',
      'one of key, reference and next',
    ],
    [
      'an unknown way to match',
      { ...good, match: { url: 'x' } },
      '/match/url',
      'known are: key, reference, next',
    ],
    [
      'a key of another platform',
      { ...good, match: { key: 'letters:post:1' } },
      '/match/key',
      'tubes:kind:id',
    ],
    ['a key without id', { ...good, match: { key: 'tubes:video' } }, '/match/key', 'tubes:kind:id'],
    [
      'a key that is badly encoded',
      { ...good, match: { key: 'tubes:video:%zz' } },
      '/match/key',
      'tubes:kind:id',
    ],
    [
      'a reference that is none',
      { ...good, match: { reference: 'a b' } },
      '/match/reference',
      'UF-2026-000123-2-K7QM9A',
    ],
    ['a next that is none', { ...good, match: { next: false } }, '/match/next', 'must be true'],
    ['no steps', { ...good, steps: undefined }, '/steps', 'list of 1 to 100'],
    ['an empty list of steps', { ...good, steps: [] }, '/steps', 'list of 1 to 100'],
    ['a step that is none', { ...good, steps: ['removed'] }, '/steps/0', 'must be an object'],
    ['a step without wait', { ...good, steps: [{ reply: 'removed' }] }, '/steps/0/afterMs', 'whole number'],
    [
      'a negative wait',
      { ...good, steps: [{ afterMs: -1, reply: 'removed' }] },
      '/steps/0/afterMs',
      'whole number',
    ],
    [
      'a step that does nothing',
      { ...good, steps: [{ afterMs: 0 }] },
      '/steps/0',
      'either a reply or a fault',
    ],
    [
      'a step that does two things',
      { ...good, steps: [{ afterMs: 0, reply: 'removed', fault: 'down' }] },
      '/steps/0',
      'either',
    ],
    [
      'an unknown reply',
      { ...good, steps: [{ afterMs: 0, reply: 'gone' }] },
      '/steps/0/reply',
      'tubes knows: acknowledge, removed',
    ],
    [
      'an unknown reply of one without',
      { platform: 'letters', steps: [{ afterMs: 0, reply: 'x' }] },
      '/steps/0/reply',
      'no replies',
    ],
    [
      'an unknown fault',
      { ...good, steps: [{ afterMs: 0, fault: 'fire' }] },
      '/steps/0/fault',
      'must be one of: down, slow',
    ],
    [
      'a step that waits for something unknown',
      { ...good, steps: [{ afterMs: 0, until: 'rain', reply: 'removed' }] },
      '/steps/0/until',
      'must be one of: answer, reminder',
    ],
    [
      'a fault that waits for a mail of ours',
      { ...good, steps: [{ afterMs: 0, until: 'reminder', fault: 'silence' }] },
      '/steps/0/until',
      'befalls the notice itself',
    ],
    [
      'a fault that waits',
      { ...good, steps: [{ afterMs: 5, fault: 'down' }] },
      '/steps/0/afterMs',
      'must be 0',
    ],
    [
      'a fault behind a reply',
      {
        ...good,
        steps: [
          { afterMs: 0, reply: 'removed' },
          { afterMs: 0, fault: 'down' },
        ],
      },
      '/steps/1/fault',
      'before the first reply',
    ],
    [
      'something after a silence',
      {
        ...good,
        steps: [
          { afterMs: 0, fault: 'silence' },
          { afterMs: 0, reply: 'removed' },
        ],
      },
      '/steps/0/fault',
      'nothing can follow',
    ],
  ])('names the field at %s', (_title, body, pointer, detail) => {
    expect(problemsOf(body)).toContainEqual({
      pointer,
      code: expect.any(String),
      detail: expect.stringContaining(detail),
    });
  });

  it('names every field that is wrong', () => {
    const body = { platform: 'tubes', match: { key: 'x' }, steps: [{ afterMs: 0.5, reply: 'gone' }] };
    expect(problemsOf(body).map(({ pointer }) => pointer)).toEqual([
      '/match/key',
      '/steps/0/afterMs',
      '/steps/0/reply',
    ]);
  });
});

describe('idsOfKey', () => {
  it('gives the decoded ids', () => {
    expect(idsOfKey('tubes:comment:a%3Ab:c')).toEqual({ platform: 'tubes', ids: ['a:b', 'c'] });
  });
});
