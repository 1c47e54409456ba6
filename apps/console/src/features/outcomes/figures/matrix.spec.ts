import type { OutcomeGroup } from '#client';
import { behind } from './behind.js';
import {
  asksAnswered,
  byCode,
  decisionsBy,
  medianHours,
  ownDeadlines,
  platformDeadlines,
  reappearances,
} from './matrix.js';
import type { Asked } from './outcome-search.js';

const wait = { medianMinutes: null, ninetiethMinutes: null, ended: 0, stillOpen: 0 };

function aGroup(group: Partial<OutcomeGroup>): OutcomeGroup {
  return {
    ...{ platform: null, channel: null, regime: 'DSA_ART22', category: null, team: null, month: null },
    ...{ submissions: 0, sent: 0, words: {}, decisions: {}, effects: {}, refusalReasons: {} },
    ...{ asks: [], platformDeadlines: [], ownDeadlines: [] },
    waits: { acknowledgement: wait, decision: wait, verifiedGone: wait },
    uncertain: { sends: 0, decisions: [], markedResends: [] },
    reappearances: { gone: 0, reappeared: 0 },
    ...group,
  };
}

const named = (key: string) => `name of ${key}`;
const labels = (some: readonly { label: string }[]) => some.map(({ label }) => label);

it('puts codes in rows, the most frequent first, and platforms in columns with a look of their own', () => {
  const groups = [
    aGroup({ platform: 'b', words: { sent: 1, refused: 3 } }),
    aGroup({ platform: 'c', words: { sent: 4 } }),
  ];
  const matrix = byCode(groups, {
    tally: ({ words }) => words,
    codeName: named,
    platforms: ['a', 'b', 'c'].map((key) => ({ key, label: key })),
    figure: (word) => ({ word: word as 'sent' }),
  });
  expect(labels(matrix.rows)).toEqual(['name of sent', 'name of refused']);
  expect(matrix.columns.map(({ key, look }) => [key, look])).toEqual([
    ['b', 1],
    ['c', 2],
  ]);
  expect([matrix.value('sent', 'c'), matrix.value('refused', 'b'), matrix.value('refused', 'c')]).toEqual([
    4, 3, 0,
  ]);
  expect(matrix.figure?.('sent', 'c')).toEqual({ word: 'sent', platform: 'c' });
});

it('puts the decisions there are in an order that stays, by platform and by month', () => {
  const groups = [
    aGroup({ month: '2026-02', decisions: { NONE: 1, REFUSED: 2 } }),
    aGroup({ month: '2025-12', decisions: { ACTIONED: 5 } }),
  ];
  const matrix = decisionsBy('month', groups, { row: named, decision: named });
  expect(labels(matrix.rows)).toEqual(['name of 2025-12', 'name of 2026-02']);
  expect(labels(matrix.columns)).toEqual(['name of ACTIONED', 'name of REFUSED', 'name of NONE']);
  expect(matrix.figure?.('2026-02', 'REFUSED')).toEqual({ month: '2026-02', decision: 'REFUSED' });
});

it('shows how times of platforms ended, and leads to the reports of each end', () => {
  const times = { kept: 2, breached: 1, open: 0, ended: 0 };
  const none = { kept: 0, breached: 0, open: 0, ended: 0 };
  const groups = [
    aGroup({
      platform: 'a',
      platformDeadlines: [
        { expectation: 'ACKNOWLEDGEMENT', ...none },
        { expectation: 'DECISION', ...times },
      ],
    }),
  ];
  const matrix = platformDeadlines(groups, {
    row: (platform, awaited) => `${platform} ${awaited}`,
    end: named,
  });
  expect(labels(matrix.rows)).toEqual(['a DECISION']);
  expect(matrix.value('DECISION a', 'breached')).toBe(1);
  expect(matrix.figure?.('DECISION a', 'breached')).toEqual({ platform: 'a', deadline: 'DECISION_BREACHED' });
});

it('shows our own times, what was asked and answered, and what came back', () => {
  const group = aGroup({
    platform: 'a',
    ownDeadlines: [{ expectation: 'ANSWER', kept: 1, breached: 0, open: 0, overdue: 2 }],
    asks: [{ ask: 'REMOVE_CONTENT', asked: 5, answered: 3, answers: { YES: 3, NOT_ANSWERED: 1 } }],
    reappearances: { gone: 4, reappeared: 1 },
  });
  expect(ownDeadlines(group, { row: named, end: named }).value('ANSWER', 'overdue')).toBe(2);
  const asked = asksAnswered(group, { ask: named, answer: named });
  expect(asked.value('REMOVE_CONTENT', 'YES')).toBe(3);
  // Those that say nothing of it are without an answer too.
  expect(asked.value('REMOVE_CONTENT', 'NOT_ANSWERED')).toBe(2);
  expect(asked.figure?.('REMOVE_CONTENT', 'YES')).toEqual({ ask: 'REMOVE_CONTENT', askAnswer: 'YES' });
  const back = reappearances([group, aGroup({ platform: 'b' })], { row: named, column: named });
  expect(labels(back.rows)).toEqual(['name of a']);
  expect(back.figure?.('a', 'reappeared')).toEqual({ platform: 'a', content: 'CAME_BACK' });
  expect(back.isStacked).toBe(false);
});

it('draws medians in hours, and nothing where nobody can say', () => {
  const decision = { ...wait, medianMinutes: 90 };
  const group = aGroup({ platform: 'a', waits: { acknowledgement: wait, decision, verifiedGone: wait } });
  const matrix = medianHours([group], { row: named, column: named });
  expect([matrix.value('a', 'decision'), matrix.value('a', 'acknowledgement')]).toEqual([1.5, 0]);
});

it('leads from a figure to the list with what the page asks for, and to the days of its month', () => {
  const asked: Asked = {
    ...({ period: 'own', mode: 'armed' } as const),
    ...{ from: '2026-03-10', to: '2026-06-01', platform: 'a', team: 'North' },
  };
  expect(behind(asked, 'USER', { platform: 'b', decision: 'ACTIONED', month: '2026-03' })).toEqual({
    ...{ mode: 'armed', regime: 'USER', platform: 'b', team: 'North', decision: 'ACTIONED' },
    ...{ noticedFrom: '2026-03-10', noticedTo: '2026-04-01' },
  });
  expect(behind(asked, 'USER', {})).toMatchObject({
    platform: 'a',
    noticedFrom: '2026-03-10',
    noticedTo: '2026-06-01',
  });
});
