/**
 * The four axes of a submission, each a table: state -> states it may move to.
 *
 * delivery      did the notice travel?         moved by the worker
 * decision      what did the platform say?     moved by replies
 * verification  what do we or a member see?    moved by checks
 * remedy        what do we do about a refusal? moved by staff
 *
 * A missing entry means the move is refused. An empty list is a terminal state.
 */
export const deliveryMoves = {
  PLANNED: ['BLOCKED', 'QUEUED', 'HANDOFF_PENDING', 'CANCELLED'],
  BLOCKED: ['QUEUED', 'HANDOFF_PENDING', 'CANCELLED', 'FAILED'],
  QUEUED: ['SENDING', 'CANCELLED', 'BLOCKED', 'HANDOFF_PENDING'],
  SENDING: ['SENT', 'RETRY_WAIT', 'UNCERTAIN', 'FAILED', 'ACKNOWLEDGED'],
  RETRY_WAIT: ['SENDING', 'SENT', 'ACKNOWLEDGED', 'CANCELLED', 'FAILED', 'BLOCKED', 'HANDOFF_PENDING'],
  UNCERTAIN: ['SENT', 'QUEUED', 'FAILED', 'ACKNOWLEDGED', 'CANCELLED'],
  HANDOFF_PENDING: ['SENT', 'CANCELLED', 'FAILED'],
  SENT: ['ACKNOWLEDGED', 'FAILED', 'UNCERTAIN'],
  ACKNOWLEDGED: [],
  FAILED: ['QUEUED', 'HANDOFF_PENDING', 'CANCELLED', 'BLOCKED'],
  CANCELLED: [],
} as const;

export const decisionMoves = {
  NONE: ['UNDER_REVIEW', 'INFO_REQUESTED', 'ACTIONED', 'REFUSED', 'NOT_FOUND', 'DUPLICATE', 'EXPIRED'],
  UNDER_REVIEW: ['INFO_REQUESTED', 'ACTIONED', 'REFUSED', 'NOT_FOUND', 'DUPLICATE', 'EXPIRED'],
  INFO_REQUESTED: ['INFO_SUPPLIED', 'EXPIRED', 'ACTIONED', 'REFUSED'],
  INFO_SUPPLIED: ['INFO_REQUESTED', 'ACTIONED', 'REFUSED', 'UNDER_REVIEW', 'NOT_FOUND', 'EXPIRED'],
  ACTIONED: ['REVERSED', 'ACTIONED', 'INFO_REQUESTED', 'UNDER_REVIEW'],
  REVERSED: ['ACTIONED', 'REFUSED'],
  REFUSED: ['ACTIONED', 'UNDER_REVIEW'],
  NOT_FOUND: ['UNDER_REVIEW'],
  DUPLICATE: ['ACTIONED', 'REFUSED'],
  EXPIRED: ['UNDER_REVIEW', 'ACTIONED', 'REFUSED'],
} as const;

export const verificationMoves = {
  UNCHECKED: ['LIVE', 'GONE', 'LIMITED', 'UNCHECKABLE'],
  LIVE: ['GONE', 'LIMITED', 'UNCHECKABLE'],
  LIMITED: ['GONE', 'LIVE', 'UNCHECKABLE'],
  GONE: ['REAPPEARED', 'LIVE'],
  REAPPEARED: ['GONE', 'LIMITED', 'LIVE'],
  UNCHECKABLE: ['LIVE', 'GONE', 'LIMITED'],
} as const;

export const remedyMoves = {
  NONE: ['COMPLAINT_ART20', 'ODS_ART21', 'DSC_ART53', 'CIVIL_OR_PROSECUTOR', 'ALTERNATIVE_ROUTE'],
  COMPLAINT_ART20: ['UPHELD', 'OVERTURNED', 'ODS_ART21', 'DSC_ART53'],
  ODS_ART21: ['UPHELD', 'OVERTURNED', 'INADMISSIBLE'],
  DSC_ART53: ['CLOSED_BY_DSC'],
  CIVIL_OR_PROSECUTOR: ['ORDER_SERVED'],
  ALTERNATIVE_ROUTE: ['NONE'],
  UPHELD: ['ODS_ART21', 'CIVIL_OR_PROSECUTOR', 'ALTERNATIVE_ROUTE'],
  OVERTURNED: [],
  INADMISSIBLE: ['ALTERNATIVE_ROUTE'],
  CLOSED_BY_DSC: [],
  ORDER_SERVED: [],
} as const;

export type Delivery = keyof typeof deliveryMoves;
export type Decision = keyof typeof decisionMoves;
export type Verification = keyof typeof verificationMoves;
export type Remedy = keyof typeof remedyMoves;

export const deliveries = Object.keys(deliveryMoves) as Delivery[];
export const decisions = Object.keys(decisionMoves) as Decision[];
export const verifications = Object.keys(verificationMoves) as Verification[];
export const remedies = Object.keys(remedyMoves) as Remedy[];

/** What a platform did, in the words of the DSA Transparency Database where it has one. */
export const effects = [
  'CONTENT_REMOVED',
  'CONTENT_DISABLED',
  'GEO_RESTRICTED',
  'AGE_RESTRICTED',
  'CONTENT_DEMOTED',
  'INTERACTION_RESTRICTED',
  'CONTENT_LABELLED',
  'ACCOUNT_WARNED',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_TERMINATED',
  'GROUP_DISABLED',
  'GROUP_ADMINS_ACTIONED',
  'DELISTED',
  'FEATURE_LIMITED',
  'REFERRED_TO_AUTHORITIES',
  'DATA_PRESERVED',
  'HASH_BLOCKED',
  'OTHER',
] as const;
export type Effect = (typeof effects)[number];

/** Effects after which the content itself can no longer be reached. */
export const removingEffects: readonly Effect[] = [
  'CONTENT_REMOVED',
  'CONTENT_DISABLED',
  'GROUP_DISABLED',
  'ACCOUNT_TERMINATED',
  'ACCOUNT_SUSPENDED',
];

export const refusalReasons = [
  'NO_POLICY_VIOLATION',
  'NOT_ILLEGAL_IN_JURISDICTION',
  'INSUFFICIENT_INFORMATION',
  'NOT_THE_RIGHT_CHANNEL',
  'OUT_OF_SCOPE_PRIVATE_SPACE',
  'CANNOT_IDENTIFY_CONTENT',
  'NOTIFIER_NOT_ACCEPTED',
  'NO_REASON_GIVEN',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Remedies that keep a refused submission contested. */
export const runningRemedies: readonly Remedy[] = [
  'COMPLAINT_ART20',
  'ODS_ART21',
  'DSC_ART53',
  'CIVIL_OR_PROSECUTOR',
];

/** Whether a table lets one state move to another. */
export function allows<S extends string>(
  moves: Record<S, readonly string[]>,
  from: S,
  to: NoInfer<S>,
): boolean {
  return moves[from].includes(to);
}
