import type { CategoryCode } from '../taxonomy/category.js';
import { remedyMoves, type Remedy } from '../submission/axes.js';

/**
 * What can still be done about a submission that ended without the content being gone.
 *
 * COMPLAINT_ART20    the platform's internal complaint system, Article 20 DSA
 * ODS_ART21          a certified out-of-court body, Article 21 DSA
 * DSC_ART53          the Digital Services Coordinator, Article 53 DSA
 * NEW_NOTICE         a better notice: with what was missing, by the right channel, or as a notice of illegal content
 * REPORT_COMMENTS    the harassing comments in place of the content that breaks no rule
 * ACCOUNT_RECOVERY   the way back into an account, after which its owner removes the content
 * GDPR_ERASURE       erasure of personal data, Article 17 GDPR; of a child's under 17(1)(f)
 * PRIVACY_COMPLAINT  the platform's own process for content that shows a person
 * DPA_COMPLAINT      the data protection authority, Article 77 GDPR
 * CIVIL_6H           the president of the court, who orders intimate images removed within six hours
 * POLICE             the police or the prosecutor
 */
export const routeCodes = [
  'NEW_NOTICE',
  'REPORT_COMMENTS',
  'ACCOUNT_RECOVERY',
  'COMPLAINT_ART20',
  'ODS_ART21',
  'DSC_ART53',
  'GDPR_ERASURE',
  'PRIVACY_COMPLAINT',
  'DPA_COMPLAINT',
  'CIVIL_6H',
  'POLICE',
] as const;
export type RouteCode = (typeof routeCodes)[number];

/** How a submission ended, where something can follow. */
export const situations = [
  'REFUSED',
  'PARTLY_REFUSED',
  'REVERSED',
  'SILENT',
  'NOT_DECIDED',
  'NOT_RECEIVED',
] as const;
export type Situation = (typeof situations)[number];

/** Why a route is offered: how the submission ended, or what makes this route the fitting one. */
export const routeWhys = [
  ...situations,
  'SYSTEMATIC',
  'PROOF_OR_ADDRESS_MISSING',
  'OTHER_CHANNEL',
  'ILLEGALITY_NOT_CLAIMED',
  'ERASURE_DID_NOT_HELP',
  'ONLY_VIA_POLICE',
] as const;
export type RouteWhy = (typeof routeWhys)[number];

/** Why nothing, or not this route, is offered. */
export const routeHindrances = [
  // of the submission
  'WITHDRAWN',
  'NOT_FILED_YET',
  'CONTENT_GONE',
  'CONTENT_CAME_BACK',
  'PLATFORM_ACTED',
  'ANSWER_FIRST',
  'DECISION_NOT_DUE',
  'ANOTHER_REMEDY_RUNS',
  'REMEDY_ENDED',
  // of the route
  'PRIVATE_SPACE',
  'PLATFORM_NOT_COVERED',
  'NOT_A_DSA_NOTICE',
  'MEMBER_COMPLAINS',
  'NO_BODY_KNOWN',
  'TOO_LATE',
  'DECISION_EXISTS',
  'NO_DECISION',
  'NO_DECISION_ON_CONTENT',
  'NOTICE_NOT_RECEIVED',
  'NOTHING_TO_ADD',
  'NOT_FOR_THIS_CATEGORY',
  'NO_COMMENTS',
  'NO_SUCH_PROCESS',
  'ERASURE_FIRST',
  'NOT_INTIMATE_IMAGES',
  'NO_OFFENCE_NAMED',
] as const;
export type RouteHindrance = (typeof routeHindrances)[number];

/** What a person has to add before it can be sent. */
export const routeNeeds = [
  'OWN_WORDS',
  'EXACT_ADDRESS',
  'DECISION_TEXT',
  'COMMENT_ADDRESSES',
  'ACCOUNT_DETAILS',
  'IDENTITY_PROOF',
  'PERSON_CONCERNED',
  'LAWYER',
  'SUPERVISOR',
] as const;
export type RouteNeed = (typeof routeNeeds)[number];

export interface RouteRule {
  /** Where the submission's remedy moves when the route is taken. */
  readonly remedy: Remedy;
  readonly needs: readonly RouteNeed[];
  /** Checked in this order; the first that holds is told. */
  readonly hindrances: readonly RouteHindrance[];
  /** How the submission must have ended. */
  readonly after: readonly Situation[];
  /** Only for these categories; absent is all. */
  readonly categories?: readonly CategoryCode[];
}

const ofTheDsa = ['PRIVATE_SPACE', 'PLATFORM_NOT_COVERED', 'NOT_A_DSA_NOTICE', 'MEMBER_COMPLAINS'] as const;
const decisions = ['REFUSED', 'PARTLY_REFUSED', 'REVERSED'] as const;

/** Content that shows or names the person who asks for help, or is the person's own. */
const aboutOnePerson: readonly CategoryCode[] = [
  'SEXTING_MINOR_SHARED',
  'SEXTORTION',
  'VOYEURISM',
  'NCII_ADULT',
  'CYBERBULLYING',
  'VIOLENCE_FILMED',
  'IMPERSONATION',
  'OWN_CONTENT_LOST_ACCESS',
  'PRIVACY_DOXXING',
];

/**
 * Route -> when the law, or the platform's own process, gives it.
 *
 * Source: Regulation (EU) 2022/2065, Articles 20, 21 and 53; Regulation (EU) 2016/679, Articles 17 and 77; Act of
 * 4 May 2020 for the order of the court. Texts, bodies and how sure they are: config/remedies.
 */
export const routeRules: Readonly<Record<RouteCode, RouteRule>> = {
  NEW_NOTICE: {
    remedy: 'ALTERNATIVE_ROUTE',
    needs: ['OWN_WORDS', 'EXACT_ADDRESS'],
    hindrances: ['NOTHING_TO_ADD'],
    after: situations,
  },
  REPORT_COMMENTS: {
    remedy: 'ALTERNATIVE_ROUTE',
    needs: ['COMMENT_ADDRESSES'],
    hindrances: ['NOT_FOR_THIS_CATEGORY', 'NO_COMMENTS'],
    after: decisions,
    categories: ['OWN_CONTENT_LOST_ACCESS', 'CYBERBULLYING', 'VIOLENCE_FILMED', 'PRIVACY_DOXXING'],
  },
  ACCOUNT_RECOVERY: {
    remedy: 'ALTERNATIVE_ROUTE',
    needs: ['PERSON_CONCERNED', 'ACCOUNT_DETAILS', 'IDENTITY_PROOF'],
    hindrances: ['NOT_FOR_THIS_CATEGORY'],
    after: situations,
    categories: ['OWN_CONTENT_LOST_ACCESS', 'ACCOUNT_HIJACK'],
  },
  COMPLAINT_ART20: {
    remedy: 'COMPLAINT_ART20',
    needs: ['OWN_WORDS'],
    hindrances: ofTheDsa,
    after: decisions,
  },
  ODS_ART21: {
    remedy: 'ODS_ART21',
    needs: ['OWN_WORDS', 'EXACT_ADDRESS', 'DECISION_TEXT'],
    hindrances: [...ofTheDsa, 'NO_BODY_KNOWN'],
    after: decisions,
  },
  DSC_ART53: {
    remedy: 'DSC_ART53',
    needs: ['SUPERVISOR', 'OWN_WORDS'],
    hindrances: ofTheDsa,
    after: ['SILENT'],
  },
  GDPR_ERASURE: {
    remedy: 'ALTERNATIVE_ROUTE',
    needs: ['PERSON_CONCERNED', 'EXACT_ADDRESS', 'IDENTITY_PROOF'],
    hindrances: ['NOT_FOR_THIS_CATEGORY', 'PRIVATE_SPACE'],
    after: situations,
    categories: aboutOnePerson,
  },
  PRIVACY_COMPLAINT: {
    remedy: 'ALTERNATIVE_ROUTE',
    needs: ['PERSON_CONCERNED', 'EXACT_ADDRESS'],
    hindrances: ['NOT_FOR_THIS_CATEGORY', 'PRIVATE_SPACE', 'NO_SUCH_PROCESS'],
    after: situations,
    categories: aboutOnePerson,
  },
  DPA_COMPLAINT: {
    remedy: 'ALTERNATIVE_ROUTE',
    needs: ['PERSON_CONCERNED', 'EXACT_ADDRESS'],
    hindrances: ['NOT_FOR_THIS_CATEGORY', 'PRIVATE_SPACE', 'ERASURE_FIRST'],
    after: situations,
    categories: aboutOnePerson,
  },
  CIVIL_6H: {
    remedy: 'CIVIL_OR_PROSECUTOR',
    needs: ['PERSON_CONCERNED', 'EXACT_ADDRESS', 'LAWYER'],
    hindrances: ['NOT_INTIMATE_IMAGES'],
    after: situations,
  },
  POLICE: {
    remedy: 'CIVIL_OR_PROSECUTOR',
    needs: ['PERSON_CONCERNED', 'EXACT_ADDRESS'],
    hindrances: ['NO_OFFENCE_NAMED'],
    after: situations,
  },
};

/** How a remedy that runs can end; opening another one is no end. */
export function remedyOutcomes(remedy: Remedy): readonly Remedy[] {
  const opened = Object.values(routeRules).map((rule) => rule.remedy);
  return remedyMoves[remedy].filter((next) => !opened.includes(next));
}
