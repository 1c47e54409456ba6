import type { RefusalReason } from '../submission/axes.js';

/**
 * What the provider did about a notice, as the yearly report of a trusted flagger counts it (DSA Article 22(3)): each
 * notice has one, by its last decision.
 *
 * REMOVED           it made the content unreachable
 * RESTRICTED        it acted otherwise: for some countries or ages, a warning, less reach
 * REFUSED           it decided not to act
 * REVERSED          it acted and took that back
 * NOT_FOUND         it found nothing any more, or knew of it already
 * GONE_UNEXPLAINED  it decided nothing, and the content vanished: no success of the notice
 * NO_DECISION       it decided nothing, or the notice was withdrawn before
 */
export const providerActions = [
  'REMOVED',
  'RESTRICTED',
  'REFUSED',
  'REVERSED',
  'NOT_FOUND',
  'GONE_UNEXPLAINED',
  'NO_DECISION',
] as const;
export type ProviderAction = (typeof providerActions)[number];

/** From when a notice was sent to the first decision to remove, as the association of hotlines counts it. */
export const removalTimes = ['WITHIN_1_DAY', 'WITHIN_3_DAYS', 'WITHIN_6_DAYS', 'LATER'] as const;
export type RemovalTime = (typeof removalTimes)[number];

/** A count below this, but for none, is not published: it may tell who is meant. */
export const smallestPublishedCount = 5;

/** How many notices are alike in everything that the report tells. */
export interface NoticeCount {
  readonly platform: string;
  /** The incident category of its report. */
  readonly category: string;
  readonly action: ProviderAction;
  /** Of REFUSED alone. */
  readonly refusalReason: RefusalReason | null;
  /** Of REMOVED alone. */
  readonly removedWithin: RemovalTime | null;
  readonly count: number;
}
