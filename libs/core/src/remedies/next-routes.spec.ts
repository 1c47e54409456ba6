import fc from 'fast-check';
import { askAnswers } from '../asks.js';
import {
  decisions,
  deliveries,
  effects,
  refusalReasons,
  remedies,
  remedyMoves,
  removingEffects,
  verifications,
} from '../submission/axes.js';
import { regimes } from '../platform/manifest.js';
import { categoryCodes, grounds } from '../taxonomy/category.js';
import { endOfMonthsAfterMs } from './belgian-days.js';
import { nextRoutes, type NextRoutes, type RouteQuestion } from './next-routes.js';
import { routeCodes, routeRules, type RouteCode } from './routes.js';

const dayMs = 24 * 60 * 60 * 1000;
const decidedAtMs = Date.parse('2026-03-05T10:00:00Z');

/** A public post, reported as illegal with a platform that everything is known of, and refused a week ago. */
function aQuestion(
  more: Partial<Omit<RouteQuestion, 'submission' | 'platform' | 'category'>> & {
    readonly submission?: Partial<RouteQuestion['submission']>;
    readonly platform?: Partial<RouteQuestion['platform']>;
    readonly category?: Partial<RouteQuestion['category']>;
  } = {},
): RouteQuestion {
  return {
    ...{ regime: 'DSA_ART16', dueAtMs: decidedAtMs - dayMs, isSystematic: false, taken: [] },
    nowMs: decidedAtMs + 7 * dayMs,
    ...more,
    submission: {
      ...{ delivery: 'ACKNOWLEDGED', decision: 'REFUSED', effects: [], refusalReason: 'NO_POLICY_VIOLATION' },
      ...{ verification: 'LIVE', remedy: 'NONE', decidedAtMs, askAnswers: {} },
      ...more.submission,
    },
    platform: {
      ...{
        isPrivateSpace: false,
        isCovered: true,
        hasDsaChannel: true,
        hasComments: true,
        hasPrivacyProcess: true,
      },
      bodies: [
        { key: 'WITH_LIMIT', maxDecisionAgeMonths: 6 },
        { key: 'WITHOUT', maxDecisionAgeMonths: null },
      ],
      ...more.platform,
    },
    category: {
      ...{ code: 'CYBERBULLYING', ground: 'EITHER', intimateImages: false, law: ['harassment'] },
      ...more.category,
    },
  };
}

const offeredIn = ({ offered }: NextRoutes) => offered.map(({ route }) => route);
const reasonFor = ({ notOffered }: NextRoutes, route: RouteCode) =>
  notOffered.find((each) => each.route === route)?.reason;

const ownVideo = { code: 'OWN_CONTENT_LOST_ACCESS', ground: 'POLICY', law: [] } as const;
const intimate = {
  code: 'SEXTING_MINOR_SHARED',
  ground: 'ILLEGAL',
  intimateImages: true,
  law: ['imageSharing'],
} as const;
const hate = { code: 'HATE', ground: 'ILLEGAL', law: ['hate'] } as const;
const group = { code: 'HARASSMENT_GROUP', ground: 'EITHER', law: ['harassment'] } as const;
const dsa: RouteCode[] = ['COMPLAINT_ART20', 'ODS_ART21'];
const personal: RouteCode[] = ['GDPR_ERASURE', 'PRIVACY_COMPLAINT'];

/** What a person would look up: how it ended, and everything that is open then. */
const rows: readonly [string, Parameters<typeof aQuestion>[0], readonly RouteCode[]][] = [
  ['refused as illegal content', {}, ['REPORT_COMMENTS', ...dsa, ...personal, 'POLICE']],
  [
    'the own video that breaks no rule',
    { regime: 'PLATFORM_PRIORITY', category: ownVideo },
    ['REPORT_COMMENTS', 'ACCOUNT_RECOVERY', ...personal],
  ],
  [
    'the own video, after erasure did not help',
    { regime: 'PLATFORM_PRIORITY', category: ownVideo, taken: ['GDPR_ERASURE'] },
    ['REPORT_COMMENTS', 'ACCOUNT_RECOVERY', ...personal, 'DPA_COMPLAINT'],
  ],
  ['intimate image refused', { category: intimate }, [...dsa, ...personal, 'CIVIL_6H', 'POLICE']],
  [
    'intimate image refused in the priority channel',
    { regime: 'PLATFORM_PRIORITY', category: intimate },
    ['NEW_NOTICE', ...personal, 'CIVIL_6H', 'POLICE'],
  ],
  [
    'a private group refused',
    { regime: 'PLATFORM_PRIORITY', category: group, platform: { isPrivateSpace: true } },
    ['POLICE'],
  ],
  [
    'intimate image in a private chat, reported by a member',
    { regime: 'USER', category: intimate, platform: { isPrivateSpace: true } },
    ['CIVIL_6H', 'POLICE'],
  ],
  ['hate refused', { category: hate }, [...dsa, 'POLICE']],
  [
    'more information wanted, then refused',
    { category: hate, submission: { refusalReason: 'INSUFFICIENT_INFORMATION' } },
    ['NEW_NOTICE', ...dsa, 'POLICE'],
  ],
  [
    'silence past the day it was due',
    { category: hate, submission: { decision: 'NONE', refusalReason: null, decidedAtMs: null } },
    ['DSC_ART53', 'POLICE'],
  ],
  [
    'given up waiting',
    { category: hate, submission: { decision: 'EXPIRED', refusalReason: null } },
    ['DSC_ART53', 'POLICE'],
  ],
  [
    'silence in the priority channel',
    { regime: 'PLATFORM_PRIORITY', category: hate, submission: { decision: 'NONE', refusalReason: null } },
    ['NEW_NOTICE', 'POLICE'],
  ],
  [
    'only blocked in some country',
    {
      category: hate,
      submission: { decision: 'ACTIONED', effects: ['GEO_RESTRICTED'], refusalReason: null },
    },
    [...dsa, 'POLICE'],
  ],
  [
    'taken back',
    { category: hate, submission: { decision: 'REVERSED', refusalReason: null } },
    [...dsa, 'POLICE'],
  ],
  [
    'not found, but there',
    { category: hate, submission: { decision: 'NOT_FOUND', refusalReason: null } },
    ['NEW_NOTICE', 'POLICE'],
  ],
  [
    'decided in another case',
    { category: hate, submission: { decision: 'DUPLICATE', refusalReason: null } },
    ['POLICE'],
  ],
  [
    'never arrived',
    {
      category: intimate,
      submission: { delivery: 'FAILED', decision: 'NONE', refusalReason: null, decidedAtMs: null },
    },
    ['NEW_NOTICE', ...personal, 'CIVIL_6H', 'POLICE'],
  ],
  [
    'refused seven months ago',
    { category: hate, nowMs: Date.parse('2026-10-05T10:00:00Z') },
    ['ODS_ART21', 'POLICE'],
  ],
  ['complained already', { category: hate, submission: { remedy: 'COMPLAINT_ART20' } }, ['ODS_ART21']],
  ['complaint turned down', { category: hate, submission: { remedy: 'UPHELD' } }, ['ODS_ART21', 'POLICE']],
  ['the platform gave in', { submission: { remedy: 'OVERTURNED' } }, []],
  ['gone', { submission: { verification: 'GONE' } }, []],
  ['removed', { submission: { decision: 'ACTIONED', effects: ['CONTENT_REMOVED'] } }, []],
  ['asked, not answered', { submission: { decision: 'INFO_REQUESTED' } }, []],
  [
    'not due yet',
    { submission: { decision: 'UNDER_REVIEW', refusalReason: null }, dueAtMs: decidedAtMs + 30 * dayMs },
    [],
  ],
];

describe('the routes after an end', () => {
  it.each(rows)('%s', (_end, more, routes) => {
    expect(offeredIn(nextRoutes(aQuestion(more)))).toEqual(routes);
  });

  it.each([
    ['COMPLAINT_ART20', { regime: 'PLATFORM_PRIORITY' }, 'NOT_A_DSA_NOTICE'],
    ['COMPLAINT_ART20', { regime: 'USER' }, 'MEMBER_COMPLAINS'],
    ['COMPLAINT_ART20', { platform: { isPrivateSpace: true } }, 'PRIVATE_SPACE'],
    ['COMPLAINT_ART20', { submission: { refusalReason: 'OUT_OF_SCOPE_PRIVATE_SPACE' } }, 'PRIVATE_SPACE'],
    ['COMPLAINT_ART20', { platform: { isCovered: false } }, 'PLATFORM_NOT_COVERED'],
    ['COMPLAINT_ART20', { submission: { decision: 'NONE' } }, 'NO_DECISION'],
    ['COMPLAINT_ART20', { submission: { decision: 'DUPLICATE' } }, 'NO_DECISION_ON_CONTENT'],
    ['COMPLAINT_ART20', { nowMs: Date.parse('2026-09-05T22:00:00Z') }, 'TOO_LATE'],
    ['ODS_ART21', { platform: { bodies: [] } }, 'NO_BODY_KNOWN'],
    ['ODS_ART21', { submission: { decision: 'NONE' } }, 'NO_DECISION'],
    ['DSC_ART53', {}, 'DECISION_EXISTS'],
    ['REPORT_COMMENTS', { platform: { hasComments: false } }, 'NO_COMMENTS'],
    ['ACCOUNT_RECOVERY', {}, 'NOT_FOR_THIS_CATEGORY'],
    ['PRIVACY_COMPLAINT', { platform: { hasPrivacyProcess: false } }, 'NO_SUCH_PROCESS'],
    ['DPA_COMPLAINT', {}, 'ERASURE_FIRST'],
    ['CIVIL_6H', {}, 'NOT_INTIMATE_IMAGES'],
    ['POLICE', { category: ownVideo }, 'NO_OFFENCE_NAMED'],
    ['NEW_NOTICE', {}, 'NOTHING_TO_ADD'],
    ['POLICE', { submission: { remedy: 'ALTERNATIVE_ROUTE' } }, 'ANOTHER_REMEDY_RUNS'],
    ['POLICE', { submission: { remedy: 'ORDER_SERVED' } }, 'REMEDY_ENDED'],
    ['POLICE', { submission: { delivery: 'HANDOFF_PENDING', decision: 'NONE' } }, 'NOT_FILED_YET'],
    ['POLICE', { submission: { delivery: 'CANCELLED' } }, 'WITHDRAWN'],
    ['POLICE', { submission: { verification: 'REAPPEARED' } }, 'CONTENT_CAME_BACK'],
  ] as const)('%s is not there where %j: %s', (route, more, reason) => {
    expect(reasonFor(nextRoutes(aQuestion(more)), route)).toBe(reason);
  });

  it('end with the last day of the sixth month in Belgium', () => {
    const lastMs = Date.parse('2026-09-05T21:59:59.999Z');
    const { offered } = nextRoutes(aQuestion({ nowMs: lastMs }));
    expect(offered.find(({ route }) => route === 'COMPLAINT_ART20')?.untilMs).toBe(lastMs + 1);
    expect(offered.find(({ route }) => route === 'ODS_ART21')).toMatchObject({
      untilMs: null,
      bodies: [
        { key: 'WITH_LIMIT', untilMs: lastMs + 1 },
        { key: 'WITHOUT', untilMs: null },
      ],
    });
  });

  it('lead to the police where the platform answers to nobody else', () => {
    const answered = aQuestion({
      category: group,
      submission: { askAnswers: { IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' } },
    });
    expect(nextRoutes(answered).offered).toMatchObject([{ route: 'POLICE', why: 'ONLY_VIA_POLICE' }]);
  });

  it('let a supervisor tell the coordinator of a platform that fails again and again', () => {
    const { offered } = nextRoutes(aQuestion({ isSystematic: true }));
    expect(offered.find(({ route }) => route === 'DSC_ART53')).toMatchObject({ why: 'SYSTEMATIC' });
  });
});

const someOf = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: 3 });
const anyQuestion: fc.Arbitrary<RouteQuestion> = fc.record({
  submission: fc.record({
    delivery: fc.constantFrom(...deliveries),
    decision: fc.constantFrom(...decisions),
    effects: someOf(effects),
    refusalReason: fc.option(fc.constantFrom(...refusalReasons)),
    verification: fc.constantFrom(...verifications),
    remedy: fc.constantFrom(...remedies),
    decidedAtMs: fc.option(fc.constant(decidedAtMs)),
    askAnswers: fc.record({ IDENTIFY_ADMINS: fc.constantFrom(...askAnswers) }),
  }),
  regime: fc.constantFrom(...regimes),
  dueAtMs: fc.option(fc.integer({ min: decidedAtMs - 30 * dayMs, max: decidedAtMs + 400 * dayMs })),
  platform: fc.record({
    ...{ isPrivateSpace: fc.boolean(), isCovered: fc.boolean(), hasDsaChannel: fc.boolean() },
    ...{ hasComments: fc.boolean(), hasPrivacyProcess: fc.boolean() },
    bodies: fc.array(
      fc.record({ key: fc.constant('BODY'), maxDecisionAgeMonths: fc.option(fc.constantFrom(3, 6)) }),
      { maxLength: 2 },
    ),
  }),
  category: fc.record({
    code: fc.constantFrom(...categoryCodes),
    ground: fc.constantFrom(...grounds),
    intimateImages: fc.boolean(),
    law: fc.constantFrom([], ['imageSharing'], ['harassment']),
  }),
  isSystematic: fc.boolean(),
  taken: someOf(routeCodes),
  nowMs: fc.integer({ min: decidedAtMs, max: decidedAtMs + 400 * dayMs }),
});

/** What must hold of every route that is offered. */
function promises(question: RouteQuestion, { offered, notOffered }: NextRoutes): void {
  const { submission, regime, platform, category, dueAtMs, nowMs, isSystematic } = question;
  expect([...offered, ...notOffered].map(({ route }) => route).sort()).toEqual([...routeCodes].sort());
  for (const { route, untilMs, bodies } of offered) {
    const { remedy, categories } = routeRules[route];
    expect(remedyMoves[submission.remedy]).toContain(remedy);
    if (categories) expect(categories).toContain(category.code);
    expect(
      ['CANCELLED', 'PLANNED', 'QUEUED', 'BLOCKED'].includes(submission.delivery) &&
        submission.decision === 'NONE',
    ).toBe(false);
    expect(submission.verification).not.toBe('GONE');
    if (untilMs !== null) expect(nowMs).toBeLessThan(untilMs);
    if (route === 'COMPLAINT_ART20' || route === 'ODS_ART21' || route === 'DSC_ART53') {
      expect(['DSA_ART22', 'DSA_ART16']).toContain(regime);
      expect(platform).toMatchObject({ isPrivateSpace: false, isCovered: true });
      expect(category.code).not.toBe('HARASSMENT_GROUP');
    }
    if (route === 'COMPLAINT_ART20' || route === 'ODS_ART21') {
      expect(['REFUSED', 'ACTIONED', 'REVERSED']).toContain(submission.decision);
      expect(
        submission.effects.some(
          (each) => submission.decision === 'ACTIONED' && removingEffects.includes(each),
        ),
      ).toBe(false);
      expect(submission.decidedAtMs).not.toBeNull();
    }
    if (route === 'COMPLAINT_ART20') expect(nowMs).toBeLessThan(endOfMonthsAfterMs(decidedAtMs, 6));
    if (route === 'ODS_ART21') expect(bodies.length).toBeGreaterThan(0);
    if (route === 'DSC_ART53' && !isSystematic) {
      expect(['NONE', 'UNDER_REVIEW', 'INFO_SUPPLIED', 'EXPIRED']).toContain(submission.decision);
      if (submission.decision !== 'EXPIRED') expect(nowMs).toBeGreaterThanOrEqual(dueAtMs ?? Infinity);
    }
    if (route === 'CIVIL_6H')
      expect([category.intimateImages, category.law]).toEqual([true, ['imageSharing']]);
    if (route === 'DPA_COMPLAINT') expect(question.taken).toContain('GDPR_ERASURE');
  }
}

describe('no route is offered that the law does not give', () => {
  it('in any state a submission can be in', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => promises(question, nextRoutes(question))),
      { numRuns: 3_000 },
    );
  });

  it('for every decision, reason, regime, kind of space, category and date', () => {
    const dates = [
      '2026-03-06T10:00:00Z',
      '2026-09-05T21:59:00Z',
      '2026-09-05T22:00:00Z',
      '2027-03-06T10:00:00Z',
    ];
    const facts = { platform: { hasComments: true }, dueAtMs: Date.parse('2026-09-01T00:00:00Z') };
    let count = 0;
    for (const decision of decisions)
      for (const refusalReason of decision === 'REFUSED' ? refusalReasons : [null])
        for (const regime of regimes)
          for (const isPrivateSpace of [true, false])
            for (const code of categoryCodes)
              for (const now of dates) {
                const intimateImages = code.startsWith('SEX') || code === 'NCII_ADULT';
                const law = intimateImages ? ['imageSharing'] : ['harassment'];
                const question = aQuestion({
                  ...{ ...facts, regime, nowMs: Date.parse(now) },
                  platform: { isPrivateSpace },
                  submission: { decision, refusalReason },
                  category: { code, intimateImages, law: intimateImages ? ['imageSharing'] : law },
                });
                const answer = nextRoutes(question);
                const { offered, notOffered } = answer;
                if (offered.length + notOffered.length !== routeCodes.length)
                  throw new Error('a route is missing');
                if (count % 97 === 0) promises(question, answer);
                const isDsa = regime === 'DSA_ART22' || regime === 'DSA_ART16';
                const has = (route: RouteCode) => offered.some((each) => each.route === route);
                const isPublic =
                  !isPrivateSpace &&
                  code !== 'HARASSMENT_GROUP' &&
                  refusalReason !== 'OUT_OF_SCOPE_PRIVATE_SPACE';
                const isDecided =
                  decision === 'REFUSED' || decision === 'REVERSED' || decision === 'ACTIONED';
                const inTime = question.nowMs < Date.parse('2026-09-05T22:00:00Z');
                if (has('COMPLAINT_ART20') !== (isDsa && isPublic && isDecided && inTime))
                  throw new Error(JSON.stringify(question));
                if (has('ODS_ART21') !== (isDsa && isPublic && isDecided))
                  throw new Error(JSON.stringify(question));
                count += 1;
              }
    expect(count).toBe((decisions.length + refusalReasons.length - 1) * 4 * 2 * 20 * 4);
  });
});
