import { ourExpectations, platformExpectations, precisionOf } from '#core';
import type { DecidedBy, JudgedNotices, OutcomeGroup, WaitFigures } from '#persistence';
import type { DecidedByDto, OutcomeGroupDto, PrecisionDto, WaitDto } from './outcomes.dto.js';

export function presentGroup(group: OutcomeGroup): OutcomeGroupDto {
  const { platform, channel, regime, category, team, month, submissions, sent } = group;
  const { words, decisions, effects, refusalReasons, gone, reappeared, waits } = group;
  return {
    ...{ platform, channel, regime, category, team, month, submissions, sent },
    ...{ words, decisions, effects, refusalReasons },
    asks: Object.entries(group.asks).map(([ask, { asked, answers }]) => {
      const { NOT_ANSWERED: _not, ...answered } = answers;
      return { ask, asked, answered: sumOf(answered), answers };
    }),
    platformDeadlines: platformExpectations.map((expectation) => {
      const ends = group.deadlines[expectation] ?? {};
      const { KEPT: kept = 0, BREACHED: breached = 0, OPEN: open = 0, ENDED: ended = 0 } = ends;
      return { expectation, kept, breached, open, ended };
    }),
    ownDeadlines: ourExpectations.map((expectation) => {
      const ends = group.ours[expectation] ?? {};
      const { KEPT: kept = 0, BREACHED: breached = 0, OPEN: open = 0, OVERDUE: overdue = 0 } = ends;
      return { expectation, kept, breached, open, overdue };
    }),
    waits: {
      acknowledgement: presentWait(waits['ACKNOWLEDGEMENT']),
      decision: presentWait(waits['DECISION']),
      verifiedGone: presentWait(waits['VERIFIED_GONE']),
    },
    uncertain: {
      sends: group.unknownSends,
      decisions: group.resendDecisions.map((each) => {
        const { by, roles, count } = presentDecider(each);
        return { decision: each.decision, by, roles, count };
      }),
      markedResends: group.markedResends.map(presentDecider),
    },
    reappearances: { gone, reappeared },
  };
}

export function presentPrecision(notices: JudgedNotices, line: number): PrecisionDto {
  const { regime, category, platform, judged, actedOn } = notices;
  const { share, isLow } = precisionOf(notices, line);
  return { regime, category, platform, judged, actedOn, share, warning: isLow };
}

function presentWait(wait: WaitFigures | undefined): WaitDto {
  return wait ?? { medianMinutes: null, ninetiethMinutes: null, ended: 0, stillOpen: 0 };
}

function presentDecider({ by, roles, count }: DecidedBy): DecidedByDto {
  return { by, roles: [...roles], count };
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
