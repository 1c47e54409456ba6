import { allows, removingEffects, remedyMoves, type RefusalReason } from '../submission/axes.js';
import type { SubmissionState } from '../submission/state.js';
import { isDsa } from '../platform/claim-regime.js';
import type { Regime } from '../platform/manifest.js';
import type { DescribedCategory } from '../taxonomy/category.js';
import { endOfMonthsAfterMs } from './belgian-days.js';
import {
  routeCodes,
  routeRules,
  type RouteCode,
  type RouteHindrance,
  type RouteNeed,
  type RouteWhy,
  type Situation,
} from './routes.js';

/** What decides which routes are open. Times are milliseconds since 1970, UTC. */
export interface RouteQuestion {
  readonly submission: Pick<
    SubmissionState,
    | 'delivery'
    | 'decision'
    | 'effects'
    | 'refusalReason'
    | 'verification'
    | 'remedy'
    | 'decidedAtMs'
    | 'askAnswers'
  >;
  readonly regime: Regime;
  /** When a decision was due; null where nothing was sent. */
  readonly dueAtMs: number | null;
  readonly platform: PlatformRouteFacts;
  readonly category: Pick<DescribedCategory, 'code' | 'ground' | 'intimateImages' | 'law'>;
  /** A supervisor says that the platform fails again and again. */
  readonly isSystematic: boolean;
  /** Routes that were taken for this submission before. */
  readonly taken: readonly RouteCode[];
  readonly nowMs: number;
}

/** What is known of the platform, as far as it is about this target. */
export interface PlatformRouteFacts {
  /** A closed conversation: outside the DSA's rules for online platforms. */
  readonly isPrivateSpace: boolean;
  /** Whether the platform is an online platform in the sense of the DSA at all. */
  readonly isCovered: boolean;
  /** Whether a channel takes notices of illegal content about this target. */
  readonly hasDsaChannel: boolean;
  readonly hasComments: boolean;
  readonly hasPrivacyProcess: boolean;
  /** Certified bodies that take disputes with this platform. */
  readonly bodies: readonly { readonly key: string; readonly maxDecisionAgeMonths: number | null }[];
}

export interface OfferedRoute {
  readonly route: RouteCode;
  /** From when on it is too late; null where no time is set. */
  readonly untilMs: number | null;
  readonly why: RouteWhy;
  readonly needs: readonly RouteNeed[];
  /** For ODS_ART21 alone: each body with its own end. */
  readonly bodies: readonly { readonly key: string; readonly untilMs: number | null }[];
}

export interface NextRoutes {
  readonly offered: readonly OfferedRoute[];
  /** Every other route, with the reason. */
  readonly notOffered: readonly { readonly route: RouteCode; readonly reason: RouteHindrance }[];
}

/** What the law and the platform's own processes still give; never a route that they do not give. */
export function nextRoutes(question: RouteQuestion): NextRoutes {
  const ended = situationOf(question);
  const offered: OfferedRoute[] = [];
  const notOffered: NextRoutes['notOffered'][number][] = [];
  for (const route of routeCodes) {
    const answer = 'reason' in ended ? ended : weigh(route, ended.situation, question);
    if ('reason' in answer) notOffered.push({ route, reason: answer.reason });
    else offered.push(answer);
  }
  return { offered, notOffered };
}

type Refused = { readonly reason: RouteHindrance };

/** How the submission ended, or why nothing is to be done about it now. */
function situationOf({
  submission,
  dueAtMs,
  nowMs,
}: RouteQuestion): { readonly situation: Situation } | Refused {
  const { delivery, decision, effects, verification } = submission;
  if (delivery === 'CANCELLED') return { reason: 'WITHDRAWN' };
  if (verification === 'GONE') return { reason: 'CONTENT_GONE' };
  if (verification === 'REAPPEARED') return { reason: 'CONTENT_CAME_BACK' };
  switch (decision) {
    case 'REFUSED':
    case 'REVERSED':
      return { situation: decision };
    case 'ACTIONED':
      return effects.some((effect) => removingEffects.includes(effect))
        ? { reason: 'PLATFORM_ACTED' }
        : { situation: 'PARTLY_REFUSED' };
    case 'EXPIRED':
      return { situation: 'SILENT' };
    case 'NOT_FOUND':
    case 'DUPLICATE':
      return { situation: 'NOT_DECIDED' };
    case 'INFO_REQUESTED':
      return { reason: 'ANSWER_FIRST' };
    case 'NONE':
    case 'UNDER_REVIEW':
    case 'INFO_SUPPLIED':
      if (delivery === 'FAILED') return { situation: 'NOT_RECEIVED' };
      if (delivery !== 'SENT' && delivery !== 'ACKNOWLEDGED') return { reason: 'NOT_FILED_YET' };
      return dueAtMs !== null && nowMs >= dueAtMs ? { situation: 'SILENT' } : { reason: 'DECISION_NOT_DUE' };
  }
}

function weigh(route: RouteCode, situation: Situation, question: RouteQuestion): OfferedRoute | Refused {
  const { remedy, needs, hindrances, after } = routeRules[route];
  const { remedy: now } = question.submission;
  if (!allows(remedyMoves, now, remedy))
    return { reason: remedyMoves[now].length === 0 ? 'REMEDY_ENDED' : 'ANOTHER_REMEDY_RUNS' };
  const hindrance = hindrances.find((each) => isHindered[each]?.(route, question, situation));
  if (hindrance !== undefined) return { reason: hindrance };
  const isSystematic = route === 'DSC_ART53' && question.isSystematic;
  if (!after.includes(situation) && !isSystematic) return { reason: notAfter[situation] };
  const bodies = route === 'ODS_ART21' ? openBodies(question) : [];
  const untilMs = route === 'COMPLAINT_ART20' ? complaintUntilMs(question) : latest(bodies);
  const isLate = route === 'ODS_ART21' && bodies.length === 0;
  if (isLate || (untilMs !== null && question.nowMs >= untilMs)) return { reason: 'TOO_LATE' };
  return { route, untilMs, why: whyOf(route, situation, question), needs, bodies };
}

/** Told where the route follows another end. */
const notAfter: Readonly<Record<Situation, RouteHindrance>> = {
  REFUSED: 'DECISION_EXISTS',
  PARTLY_REFUSED: 'DECISION_EXISTS',
  REVERSED: 'DECISION_EXISTS',
  SILENT: 'NO_DECISION',
  NOT_DECIDED: 'NO_DECISION_ON_CONTENT',
  NOT_RECEIVED: 'NOTICE_NOT_RECEIVED',
};

type Hindered = (route: RouteCode, question: RouteQuestion, situation: Situation) => boolean;

const isHindered: Readonly<Partial<Record<RouteHindrance, Hindered>>> = {
  PRIVATE_SPACE: (_route, question) => isPrivate(question),
  PLATFORM_NOT_COVERED: (_route, { platform }) => !platform.isCovered,
  NOT_A_DSA_NOTICE: (_route, { regime }) => regime === 'PLATFORM_PRIORITY',
  MEMBER_COMPLAINS: (_route, { regime }) => regime === 'USER',
  NO_BODY_KNOWN: (_route, { platform }) => platform.bodies.length === 0,
  NOTHING_TO_ADD: (_route, question, situation) => newNoticeWhy(question, situation) === undefined,
  NOT_FOR_THIS_CATEGORY: (route, { category }) =>
    routeRules[route].categories?.includes(category.code) === false,
  NO_COMMENTS: (_route, { platform }) => !platform.hasComments,
  NO_SUCH_PROCESS: (_route, { platform }) => !platform.hasPrivacyProcess,
  // Ended without the content being gone, or nothing would be asked here.
  ERASURE_FIRST: (_route, { taken }) => !taken.includes('GDPR_ERASURE'),
  // The order is about the offence of sharing intimate images without consent, and no other.
  NOT_INTIMATE_IMAGES: (_route, { category }) =>
    !category.intimateImages || !category.law.includes('imageSharing'),
  NO_OFFENCE_NAMED: (_route, { category }) => category.law.length === 0,
};

/** A private group stays one on whatever platform; and what the platform calls private is argued with the platform. */
function isPrivate({ platform, category, submission }: RouteQuestion): boolean {
  return (
    platform.isPrivateSpace ||
    category.code === 'HARASSMENT_GROUP' ||
    submission.refusalReason === 'OUT_OF_SCOPE_PRIVATE_SPACE'
  );
}

/** Open for at least six months from the day we are told. Source: Article 20(1) and (2) DSA. */
const complaintMonths = 6;

function complaintUntilMs({ submission: { decidedAtMs } }: RouteQuestion): number {
  return decidedAtMs === null ? 0 : endOfMonthsAfterMs(decidedAtMs, complaintMonths);
}

function openBodies({ platform, submission: { decidedAtMs }, nowMs }: RouteQuestion): OfferedRoute['bodies'] {
  if (decidedAtMs === null) return [];
  return platform.bodies
    .map(({ key, maxDecisionAgeMonths }) => ({
      key,
      untilMs: maxDecisionAgeMonths === null ? null : endOfMonthsAfterMs(decidedAtMs, maxDecisionAgeMonths),
    }))
    .filter(({ untilMs }) => untilMs === null || nowMs < untilMs);
}

function latest(bodies: OfferedRoute['bodies']): number | null {
  const ends = bodies.map(({ untilMs }) => untilMs);
  return ends.length === 0 || ends.includes(null) ? null : Math.max(...ends.map(Number));
}

function whyOf(route: RouteCode, situation: Situation, question: RouteQuestion): RouteWhy {
  const isOnlyViaPolice = Object.values(question.submission.askAnswers).includes('ONLY_VIA_POLICE');
  if (route === 'NEW_NOTICE') return newNoticeWhy(question, situation) ?? situation;
  if (route === 'DPA_COMPLAINT') return 'ERASURE_DID_NOT_HELP';
  if (route === 'POLICE' && isOnlyViaPolice) return 'ONLY_VIA_POLICE';
  return route === 'DSC_ART53' && situation !== 'SILENT' ? 'SYSTEMATIC' : situation;
}

const mendedByNewNotice: Readonly<Partial<Record<RefusalReason, RouteWhy>>> = {
  INSUFFICIENT_INFORMATION: 'PROOF_OR_ADDRESS_MISSING',
  CANNOT_IDENTIFY_CONTENT: 'PROOF_OR_ADDRESS_MISSING',
  NOT_THE_RIGHT_CHANNEL: 'OTHER_CHANNEL',
};

/** What a second notice would say that the first did not; the same again would be an unfounded one. */
function newNoticeWhy(question: RouteQuestion, situation: Situation): RouteWhy | undefined {
  const { submission, regime, platform, category } = question;
  const mended = submission.refusalReason === null ? undefined : mendedByNewNotice[submission.refusalReason];
  if (situation === 'REFUSED' && mended !== undefined) return mended;
  if (submission.decision === 'NOT_FOUND') return 'PROOF_OR_ADDRESS_MISSING';
  if (situation === 'NOT_DECIDED') return undefined;
  if (situation === 'NOT_RECEIVED') return 'OTHER_CHANNEL';
  const mayClaim = category.ground === 'ILLEGAL' || category.ground === 'EITHER';
  const isReached = platform.isCovered && platform.hasDsaChannel && !isPrivate(question);
  return !isDsa(regime) && mayClaim && isReached ? 'ILLEGALITY_NOT_CLAIMED' : undefined;
}
