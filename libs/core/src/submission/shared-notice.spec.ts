import fc from 'fast-check';
import type { ReportSubmission, SubmissionFact } from '../report/report-state.js';
import {
  asNoticesStand,
  companionsOf,
  forWholeNotice,
  groupNotices,
  handOverNotices,
  leaderOf,
} from './shared-notice.js';
import { plannedSubmission, type SubmissionState } from './state.js';

const one = (id: string, state: Partial<SubmissionState>, noticeOf?: string): ReportSubmission => ({
  ...{ id, platform: 'one' },
  state: { ...plannedSubmission('mail'), ...state },
  ...(noticeOf === undefined ? {} : { noticeOf }),
});
const ids = (submissions: readonly { readonly id: string }[]) => submissions.map(({ id }) => id);

describe('which targets share a notice', () => {
  it('are those of one kind, as many as the channel takes', () => {
    const each = (kind: string | null, most = 2) => ({ kind, most });
    expect(
      groupNotices([
        each('a'),
        each('b'),
        each('a'),
        each('a'),
        each(null),
        each('b'),
        each(null),
        each('a'),
      ]),
    ).toEqual([null, null, 0, null, null, 1, null, 3]);
    expect(groupNotices([each('a', 1), each('a', 1)])).toEqual([null, null]);
  });

  it('never are more than the channel takes, and each is in one', () => {
    const given = fc.array(fc.constantFrom('a', 'b', null), { maxLength: 60 });
    fc.assert(
      fc.property(given, fc.integer({ min: 1, max: 7 }), (kinds, most) => {
        const leaders = groupNotices(kinds.map((kind) => ({ kind, most })));
        leaders.forEach((leader, index) => {
          if (leader === null) return;
          expect(leader).toBeLessThan(index);
          expect([leaders[leader], kinds[leader]]).toEqual([null, kinds[index]]);
        });
        const sizes = leaders.map((leader, index) =>
          leader === null ? leaders.filter((each) => each === index).length + 1 : 0,
        );
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(most);
        for (const kind of ['a', 'b']) {
          const count = kinds.filter((each) => each === kind).length;
          const notices = leaders.filter((leader, index) => leader === null && kinds[index] === kind).length;
          expect(notices).toBe(Math.ceil(count / most));
        }
      }),
    );
  });
});

describe('where the targets of a notice stand', () => {
  it('is where the one that leads stands, while the notice is on its way', () => {
    const waiting = { delivery: 'RETRY_WAIT', waitingFor: 'PLATFORM.RATE_LIMITED' } as const;
    const submissions = [
      one('lead', waiting),
      one('same', { delivery: 'QUEUED' }, 'lead'),
      one('gone', { delivery: 'CANCELLED' }, 'lead'),
      one('alone', { delivery: 'QUEUED' }),
    ];
    expect(
      asNoticesStand(submissions).map(({ state: { delivery, waitingFor } }) => [delivery, waitingFor]),
    ).toEqual([
      ['RETRY_WAIT', 'PLATFORM.RATE_LIMITED'],
      ['RETRY_WAIT', 'PLATFORM.RATE_LIMITED'],
      ['CANCELLED', null],
      ['QUEUED', null],
    ]);
  });

  it('is their own once it was sent', () => {
    const submissions = [one('lead', { delivery: 'SENDING' }), one('told', { delivery: 'SENT' }, 'lead')];
    expect(asNoticesStand(submissions)[1]?.state.delivery).toBe('SENT');
  });
});

describe('a fact about a notice', () => {
  const sent = { delivery: 'SENT' } as const;
  const removed: SubmissionFact = {
    ...{ submissionId: 'lead', fact: { kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] } },
  };

  it('is true of all that it names', () => {
    const submissions = [one('lead', sent), one('second', sent, 'lead'), one('third', sent, 'lead')];
    expect(forWholeNotice({ submissions }, [removed])).toEqual([
      removed,
      { ...removed, submissionId: 'second', isAlso: true },
      { ...removed, submissionId: 'third', isAlso: true },
    ]);
    expect(forWholeNotice({ submissions }, [{ ...removed, submissionId: 'second' }])).toHaveLength(1);
  });

  it('is not true of what was decided otherwise, was withdrawn, or waits for a person', () => {
    const submissions = [
      one('lead', sent),
      one('refused', { ...sent, decision: 'REFUSED' }, 'lead'),
      one('withdrawn', { ...sent, isWithdrawn: true }, 'lead'),
      one('by-hand', { delivery: 'HANDOFF_PENDING' }, 'lead'),
      one('other', sent),
    ];
    expect(forWholeNotice({ submissions }, [removed])).toEqual([removed]);
    expect(companionsOf(submissions, 'lead').map(({ id }) => id)).toEqual(['refused']);
  });
});

describe('who acts for a notice', () => {
  it('is the one that leads, while both stand at the same', () => {
    const failed = { delivery: 'FAILED' } as const;
    const submissions = [
      one('lead', failed),
      one('same', failed, 'lead'),
      one('by-hand', { delivery: 'HANDOFF_PENDING' }, 'lead'),
    ];
    expect(['lead', 'same', 'by-hand', 'unknown'].map((id) => leaderOf(submissions, id))).toEqual([
      ...['lead', 'lead', 'by-hand', 'unknown'],
    ]);
    const asked = [
      one('lead', { delivery: 'SENT', decision: 'ACTIONED' }),
      one('own', { delivery: 'SENT', decision: 'INFO_REQUESTED' }, 'lead'),
    ];
    expect(leaderOf(asked, 'own')).toBe('own');
  });
});

describe('where the one that leads was withdrawn before the notice left', () => {
  it('the next one leads, and the others follow it', () => {
    const queued = { delivery: 'QUEUED' } as const;
    const submissions = [
      one('lead', { delivery: 'CANCELLED' }),
      one('gone', { delivery: 'CANCELLED' }, 'lead'),
      one('second', queued, 'lead'),
      one('third', queued, 'lead'),
      one('elsewhere', queued, 'another'),
      one('another', queued),
    ];
    const handed = handOverNotices(submissions);
    expect(ids(handed.leaders)).toEqual(['second']);
    expect(handed.submissions.map(({ noticeOf }) => noticeOf ?? null)).toEqual([
      ...[null, 'second', null, 'second', 'another', null],
    ]);
  });

  it('nothing changes where none is left, or it was sent', () => {
    const submissions = [
      one('lead', { delivery: 'SENT', isWithdrawn: true }),
      one('second', { delivery: 'SENT' }, 'lead'),
      one('cancelled', { delivery: 'CANCELLED' }),
    ];
    expect(handOverNotices(submissions)).toEqual({ submissions, leaders: [] });
  });
});
