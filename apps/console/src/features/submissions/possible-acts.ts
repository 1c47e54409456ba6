import type { DecisionRead, Platform, ResendDecision, Submission } from '#client';
import type { RefusalReason } from './clauses.js';
import { isOnItsWay } from './question.js';

/**
 * What a person can do about a submission.
 *
 * handoff   file the notice by hand, and say so
 * memberLink  give a member a link, beside our own notice
 * answer    answer the platform's question
 * translate put the explanation into a language that the channel reads
 * switch    go on over another channel
 * resend    decide about a notice nobody knows the fate of, or that failed
 * stillThere  tell the platform that what it said to be removed can still be seen
 * look      say what can be seen
 * decision  record what the platform said elsewhere
 * receipt   write down the platform's number
 * address   say that the address was wrong
 * snooze    put it aside, or bring it back
 * withdraw  not send it, or tell the platform that it is withdrawn
 */
export type Act =
  | 'handoff'
  | 'memberLink'
  | 'answer'
  | 'translate'
  | 'switch'
  | 'resend'
  | 'stillThere'
  | 'look'
  | 'decision'
  | 'receipt'
  | 'address'
  | 'snooze'
  | 'withdraw';

/** The acts that the API takes as the submission stands, the most urgent first. */
export function actsOf(submission: Submission, standing?: Standing): readonly Act[] {
  const { delivery, decision, externalRef, question, reminder, word } = submission;
  const isReminded =
    reminder?.state === 'QUEUED' || reminder?.state === 'SENDING' || reminder?.state === 'SENT';
  const possible: Readonly<Record<Act, boolean>> = {
    handoff: delivery === 'HANDOFF_PENDING' && word !== 'blocked',
    // Where the hand-off itself is the member's, its panel has the link.
    memberLink: hasMemberBeside(submission, standing) && !isHandedToMember(submission, standing),
    answer: decision === 'INFO_REQUESTED' && !isOnItsWay(question),
    translate: needsTranslation(submission),
    switch: switchesOf(submission).length > 0,
    resend: resendsOf(submission).length > 0,
    stillThere: word === 'not_really_gone' && !isReminded,
    look: delivery !== 'CANCELLED',
    decision: decisionsOf(submission).length > 0,
    receipt: (delivery === 'SENT' || delivery === 'ACKNOWLEDGED') && externalRef === null,
    address: word !== 'withdrawn' && withdrawable.includes(delivery),
    snooze: attentionWords.includes(word) || submission.snoozedUntil !== null,
    withdraw: word !== 'withdrawn' && withdrawable.includes(delivery),
  };
  return (Object.keys(possible) as Act[]).filter((act) => possible[act]);
}

type Standing = Pick<Platform, 'channels'>;

/** Whether a member has to report it, and staff say so. */
export function isHandedToMember({ delivery, channel }: Submission, standing?: Standing): boolean {
  return delivery === 'HANDOFF_PENDING' && isOfMember(channel, standing);
}

/** The API makes a link for these. */
function hasMemberBeside({ delivery, channel, plan }: Submission, standing?: Standing): boolean {
  const planned = (plan?.channels ?? []).filter(({ role }) => role === 'BESIDE' || role === 'NEXT');
  const ids = [channel, ...planned.map(({ channel: id }) => id)];
  return delivery !== 'CANCELLED' && ids.some((id) => isOfMember(id, standing));
}

function isOfMember(channel: string, standing?: Standing): boolean {
  return standing?.channels.find(({ id }) => id === channel)?.kind === 'IN_APP_BY_MEMBER';
}

/** Channels to go on over: the notice failed for good, or is held back. */
export function switchesOf({ delivery, alternatives }: Submission): readonly string[] {
  return delivery === 'FAILED' || delivery === 'BLOCKED' ? alternatives : [];
}

export function needsTranslation({ delivery, waitingFor }: Submission): boolean {
  return (delivery === 'FAILED' || delivery === 'BLOCKED') && waitingFor === 'NOTICE.TRANSLATION_MISSING';
}

/** What can be decided about a notice that may not have arrived. */
export function resendsOf({ delivery, decision, waitingFor }: Submission): readonly ResendDecision[] {
  // Without the translation it would fail again.
  if (delivery === 'FAILED') return waitingFor === 'NOTICE.TRANSLATION_MISSING' ? [] : ['SEND_MARKED'];
  if (delivery !== 'UNCERTAIN') return [];
  const isAnswered = decision !== 'NONE' || waitingFor === 'PLATFORM.MEMBER_REPORT_FIRST';
  return isAnswered ? ['ARRIVED', 'SEND_MARKED'] : ['ARRIVED', 'SEND_MARKED', 'GIVE_UP'];
}

export type ReadableDecision = DecisionRead['decision'];

/** Decisions that may follow the present one, or say it again with other words. */
export function decisionsOf({ delivery, decision }: Submission): readonly ReadableDecision[] {
  // A decision proves that the platform has the notice: one that cannot have left cannot have been decided.
  return receivable.includes(delivery) ? following[decision] : [];
}

export type Effect = Submission['effects'][number];

/** Everything a platform may say that it did, the usual first. */
export const effects: readonly Effect[] = [
  ...(['CONTENT_REMOVED', 'CONTENT_DISABLED', 'ACCOUNT_TERMINATED', 'ACCOUNT_SUSPENDED'] as const),
  ...(['GROUP_DISABLED', 'GROUP_ADMINS_ACTIONED', 'ACCOUNT_WARNED', 'GEO_RESTRICTED'] as const),
  ...(['AGE_RESTRICTED', 'CONTENT_DEMOTED', 'INTERACTION_RESTRICTED', 'CONTENT_LABELLED'] as const),
  ...(['DELISTED', 'FEATURE_LIMITED', 'HASH_BLOCKED', 'DATA_PRESERVED'] as const),
  ...(['REFERRED_TO_AUTHORITIES', 'OTHER'] as const),
];

/** Everything a platform may say why it refused. */
export const refusalReasons: readonly RefusalReason[] = [
  ...(['NO_POLICY_VIOLATION', 'NOT_ILLEGAL_IN_JURISDICTION', 'INSUFFICIENT_INFORMATION'] as const),
  ...(['CANNOT_IDENTIFY_CONTENT', 'OUT_OF_SCOPE_PRIVATE_SPACE', 'NOT_THE_RIGHT_CHANNEL'] as const),
  ...(['NOTIFIER_NOT_ACCEPTED', 'NO_REASON_GIVEN'] as const),
];

/** Words that need a person. */
export const attentionWords: readonly Submission['word'][] = [
  ...(['info_requested', 'staff_action', 'reappeared', 'not_really_gone'] as const),
  ...(['reversed', 'delivery_uncertain', 'blocked', 'failed'] as const),
];

type Deliveries = readonly Submission['delivery'][];

const withdrawable: Deliveries = [
  ...(['PLANNED', 'BLOCKED', 'QUEUED', 'RETRY_WAIT'] as const),
  ...(['UNCERTAIN', 'HANDOFF_PENDING', 'FAILED', 'SENT', 'ACKNOWLEDGED'] as const),
];
const receivable: Deliveries = [
  ...(['SENT', 'ACKNOWLEDGED', 'SENDING'] as const),
  ...(['RETRY_WAIT', 'UNCERTAIN', 'HANDOFF_PENDING'] as const),
];

/** acts.spec.ts holds this to the rules of the core. */
const following: Readonly<Record<Submission['decision'], readonly ReadableDecision[]>> = {
  NONE: ['ACTIONED', 'REFUSED', 'UNDER_REVIEW', 'INFO_REQUESTED', 'NOT_FOUND', 'DUPLICATE', 'EXPIRED'],
  UNDER_REVIEW: ['ACTIONED', 'REFUSED', 'INFO_REQUESTED', 'NOT_FOUND', 'DUPLICATE', 'EXPIRED'],
  INFO_REQUESTED: ['ACTIONED', 'REFUSED', 'EXPIRED'],
  INFO_SUPPLIED: ['ACTIONED', 'REFUSED', 'UNDER_REVIEW', 'INFO_REQUESTED', 'NOT_FOUND', 'EXPIRED'],
  ACTIONED: ['ACTIONED', 'REVERSED', 'UNDER_REVIEW', 'INFO_REQUESTED'],
  REVERSED: ['ACTIONED', 'REFUSED'],
  REFUSED: ['ACTIONED', 'REFUSED', 'UNDER_REVIEW'],
  NOT_FOUND: ['UNDER_REVIEW'],
  DUPLICATE: ['ACTIONED', 'REFUSED'],
  EXPIRED: ['ACTIONED', 'REFUSED', 'UNDER_REVIEW'],
};
