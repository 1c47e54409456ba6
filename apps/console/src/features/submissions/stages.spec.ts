import type { Submission } from '#client';
import { decisions, deliveries, verifications } from '#core';
import { stages, stagesOf } from './stages.js';
import { aSubmission } from './testing/a-submission.js';

const path = (but: Partial<Submission>) => {
  const states = stagesOf(aSubmission(but));
  return stages.map((stage) => states[stage]).join(' ');
};

describe('the stages of a submission', () => {
  it.each([
    ['queued', { delivery: 'QUEUED' }, 'now open open open open'],
    ['without a way in', { delivery: 'BLOCKED' }, 'yours open open open open'],
    ['tried again later', { delivery: 'RETRY_WAIT' }, 'done now open open open'],
    ['to be filed by hand', { delivery: 'HANDOFF_PENDING' }, 'done yours open open open'],
    ['of unknown fate', { delivery: 'UNCERTAIN' }, 'done yours open open open'],
    ['sent', { delivery: 'SENT' }, 'done done now open open'],
    ['acknowledged', { delivery: 'ACKNOWLEDGED' }, 'done done done now open'],
    ['asked about', { delivery: 'ACKNOWLEDGED', decision: 'INFO_REQUESTED' }, 'done done done yours open'],
    ['refused at once', { delivery: 'SENT', decision: 'REFUSED' }, 'done done skipped bad open'],
    ['removed', { delivery: 'ACKNOWLEDGED', decision: 'ACTIONED' }, 'done done done done now'],
    [
      'removed, yet there',
      { delivery: 'SENT', decision: 'ACTIONED', verification: 'LIVE' },
      'done done skipped done bad',
    ],
    [
      'gone',
      { delivery: 'ACKNOWLEDGED', decision: 'ACTIONED', verification: 'GONE' },
      'done done done done done',
    ],
    ['gone without a word', { delivery: 'SENT', verification: 'GONE' }, 'done done skipped skipped done'],
    ['withdrawn', { delivery: 'CANCELLED' }, 'skipped skipped skipped skipped open'],
  ] as const)('of one %s', (_, state, expected) => {
    expect(path(state)).toBe(expected);
  });

  it('never have a way to go before what is done', () => {
    for (const delivery of deliveries)
      for (const decision of decisions)
        for (const verification of verifications) {
          // What can be seen does not wait for the platform.
          const way = path({ delivery, decision, verification }).split(' ').slice(0, -1).join(' ');
          expect(way).not.toMatch(/(open|now|yours).*(done|bad)/);
        }
  });
});
