import { aSubmission } from '../submissions/testing/a-submission.js';
import { hasEnded } from './has-ended.js';

describe('asking what can still be done', () => {
  it.each([
    [{ word: 'refused' }, true],
    [{ word: 'expired' }, true],
    [{ word: 'contested', remedy: 'ODS_ART21' }, true],
    [{ word: 'acknowledged', sla: 'BREACHED' }, true],
    [{ word: 'refused', remedy: 'ALTERNATIVE_ROUTE' }, true],
    [{ word: 'acknowledged' }, false],
    [{ word: 'gone_verified' }, false],
    [{ word: 'queued' }, false],
  ] as const)('makes sense of %j: %s', (standing, is) => {
    expect(hasEnded(aSubmission(standing))).toBe(is);
  });
});
