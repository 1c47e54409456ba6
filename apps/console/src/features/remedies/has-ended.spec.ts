import { aSubmission } from '../submissions/testing/a-submission.js';
import { hasEnded } from './has-ended.js';

const clock = (expectation: 'DECISION' | 'FIRST_LOOK') =>
  ({ whose: 'PLATFORM', expectation, dueAt: '2026-11-27T08:00:00.000Z' }) as const;

describe('asking what can still be done', () => {
  it.each([
    [{ word: 'refused' }, true],
    [{ word: 'expired' }, true],
    [{ word: 'contested', remedy: 'ODS_ART21' }, true],
    [{ word: 'acknowledged', sla: 'BREACHED', clock: clock('DECISION') }, true],
    [{ word: 'staff_action', sla: 'BREACHED', clock: clock('FIRST_LOOK') }, false],
    [{ word: 'refused', remedy: 'ALTERNATIVE_ROUTE' }, true],
    [{ word: 'acknowledged' }, false],
    [{ word: 'gone_verified' }, false],
    [{ word: 'queued' }, false],
  ] as const)('makes sense of %j: %s', (standing, is) => {
    expect(hasEnded(aSubmission(standing))).toBe(is);
  });
});
