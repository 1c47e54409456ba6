import type { Platform, Submission } from '#client';
import { isOnItsWay } from './question.js';

/** What is to come for a submission, by whom, and when. */
export interface NextStep {
  readonly kind: NextStepKind;
  /** When: ISO 8601; null where nobody can say. */
  readonly at: string | null;
  /** Code of why, such as `PLATFORM.RATE_LIMITED`. */
  readonly because: string | null;
  readonly by: NextStepBy;
}

/** Who is next: nobody here, since it comes by itself; a person, who may; a person, who must. */
export type NextStepBy = 'itself' | 'mayPerson' | 'mustPerson';

const steps = {
  itself: [
    ...(['leaves', 'sending', 'retry', 'held', 'stopped', 'look', 'answering', 'withdrawn'] as const),
    ...(['secondLook', 'told', 'telling', 'refiled', 'watchEnded'] as const),
    ...([
      'decisionDue',
      'reminded',
      'decisionOpen',
      'noDecision',
      'contested',
      'goneUnexplained',
      'goneConfirmed',
    ] as const),
  ],
  mayPerson: [
    ...(['memberIsTold', 'lookYourself', 'lookDue', 'lookSecond', 'restricted', 'refused'] as const),
    ...(['notFound', 'duplicate', 'expired'] as const),
  ],
  mustPerson: [
    ...([
      'reportHeld',
      'translationMissing',
      'channelClosed',
      'withdrawnByHand',
      'blocked',
      'handoff',
      'uncertain',
      'failed',
      'answer',
      'answerAgain',
      'answerUncertain',
    ] as const),
    ...(['overdue', 'remindByHand', 'stillThere', 'reappeared', 'reversed'] as const),
  ],
} as const satisfies Record<NextStepBy, readonly string[]>;
export type NextStepKind = (typeof steps)[NextStepBy][number];
export const nextStepKinds: readonly NextStepKind[] = Object.values(steps).flat();

/** What the platform may be in the way of. */
type Standing = Pick<Platform, 'mode' | 'heldUntil' | 'heldBecause' | 'channels'>;

/**
 * What happens next, in order. Never empty.
 *
 * @param standing how the platform stands; absent while that is not known
 */
export function nextSteps(
  submission: Submission,
  standing: Standing | undefined,
  nowMs: number,
): readonly NextStep[] {
  if (submission.repeatedBy !== null) return [step('refiled')];
  const all = [...stepsTowards(submission, standing, nowMs), ...looks(submission, nowMs)];
  return all.length > 0 ? all : [step('lookYourself')];
}

/** When it is looked at next: by the platform's own lookup, or by a person; or that nobody looks any more. */
function looks({ nextCheckAt, lookDueAt, watchEndsAt, secondLook }: Submission, nowMs: number): NextStep[] {
  const isSecond = secondLook === 'PENDING';
  if (nextCheckAt !== null) return [step(isSecond ? 'secondLook' : 'look', { at: nextCheckAt })];
  if (lookDueAt !== null) return [step(isSecond ? 'lookSecond' : 'lookDue', { at: lookDueAt })];
  return watchEndsAt !== null && !isAfter(watchEndsAt, nowMs)
    ? [step('watchEnded', { at: watchEndsAt })]
    : [];
}

function stepsTowards(
  submission: Submission,
  standing: Standing | undefined,
  nowMs: number,
): readonly NextStep[] {
  const { delivery, verification, waitingFor: because, word } = submission;
  if (word === 'withdrawn') return [step(submission.withdrawal?.byHand ? 'withdrawnByHand' : 'withdrawn')];
  // Only a hold blocks what has a way in.
  if (word === 'blocked' && delivery !== 'BLOCKED') return [step('reportHeld')];
  switch (delivery) {
    case 'CANCELLED':
      return [step('withdrawn')];
    case 'PLANNED':
    case 'QUEUED':
    case 'RETRY_WAIT':
      return [beforeSending(submission, standing, nowMs)];
    case 'SENDING':
      return [step('sending')];
    case 'BLOCKED':
      if (because === 'NOTICE.TRANSLATION_MISSING') return [step('translationMissing')];
      if (because === 'CHANNEL.DEAD' || because === 'CHANNEL.OFF') return [step('channelClosed')];
      return [step('blocked', { because })];
    case 'HANDOFF_PENDING':
      return [step('handoff', { because })];
    case 'UNCERTAIN':
      return [step('uncertain', { because })];
    case 'FAILED':
      return [step('failed', { because })];
    case 'SENT':
    case 'ACKNOWLEDGED':
      return verification === 'REAPPEARED' ? [step('reappeared')] : afterSending(submission, standing, nowMs);
  }
}

function beforeSending(
  { nextTryAt, waitingFor }: Submission,
  standing: Standing | undefined,
  nowMs: number,
): NextStep {
  if (standing?.mode === 'stopped') return step('stopped');
  const heldUntil = standing?.heldUntil ?? null;
  if (isAfter(heldUntil, nowMs) && (nextTryAt === null || Date.parse(heldUntil) > Date.parse(nextTryAt)))
    return step('held', { at: heldUntil, because: standing?.heldBecause ?? waitingFor });
  if (isAfter(nextTryAt, nowMs)) return step('retry', { at: nextTryAt, because: waitingFor });
  return step('leaves');
}

function afterSending(
  submission: Submission,
  standing: Standing | undefined,
  nowMs: number,
): readonly NextStep[] {
  const { decision, verification, word, nextCheckAt, lookDueAt } = submission;
  if (word === 'contested') return [step('contested')];
  switch (decision) {
    case 'NONE':
    case 'UNDER_REVIEW':
    case 'INFO_SUPPLIED':
      return verification === 'GONE'
        ? [step('goneUnexplained')]
        : [decisionAwaited(submission, standing, nowMs)];
    case 'INFO_REQUESTED':
      return [answerAwaited(submission)];
    case 'ACTIONED':
      if (verification === 'GONE') return [step('goneConfirmed')];
      if (word === 'not_really_gone') return [stillThere(submission)];
      if (word === 'restricted') return [step('restricted')];
      return nextCheckAt === null && lookDueAt === null ? [step('lookYourself')] : [];
    case 'REFUSED':
      return [step('refused')];
    case 'NOT_FOUND':
      return [step('notFound')];
    case 'DUPLICATE':
      return [step('duplicate')];
    case 'EXPIRED':
      return [step('expired')];
    case 'REVERSED':
      return [step('reversed')];
  }
}

function decisionAwaited(
  { channel, dueAt, escalation }: Submission,
  standing: Standing | undefined,
  nowMs: number,
): NextStep {
  const decisionBy = standing?.channels.find(({ id }) => id === channel)?.decisionBy;
  if (decisionBy === 'NONE') return step('noDecision');
  if (decisionBy === 'MEMBER') return step('memberIsTold');
  if (dueAt === null) return step('decisionOpen');
  if (isAfter(dueAt, nowMs)) return step('decisionDue', { at: dueAt });
  const [reminder] = [...escalation.messages].reverse();
  if (reminder && onItsWay.includes(reminder.state))
    return step('reminded', { at: dueAt, because: reminder.code });
  const isLeftToUs = remindedSteps.includes(escalation.step) && !reminder;
  return step(isLeftToUs ? 'remindByHand' : 'overdue', { at: dueAt, because: reminder?.code ?? null });
}

function stillThere({ reminder: told }: Submission): NextStep {
  const because = told?.code ?? null;
  if (told?.state === 'SENT') return step('told', { at: told.givenAt });
  if (told?.state === 'QUEUED' || told?.state === 'SENDING') return step('telling', { because });
  return step('stillThere', { because });
}

/** A reminder that the platform has, or will have by itself. */
const onItsWay: readonly string[] = ['QUEUED', 'SENDING', 'SENT'];
/** Until supervisors are to look: then reminding has not helped. */
const remindedSteps: readonly Submission['escalation']['step'][] = ['REMINDER', 'SECOND_CONTACT'];

function answerAwaited({ question }: Submission): NextStep {
  if (isOnItsWay(question)) return step('answering', { because: question?.answer?.code ?? null });
  const because = question?.answer?.code ?? null;
  if (question?.answer?.state === 'FAILED') return step('answerAgain', { because });
  if (question?.answer?.state === 'UNCERTAIN') return step('answerUncertain', { because });
  return step('answer');
}

function step(kind: NextStepKind, { at = null, because = null }: Partial<NextStep> = {}): NextStep {
  return { kind, at, because, by: byOf(kind) };
}

function byOf(kind: NextStepKind): NextStepBy {
  const is = (by: NextStepBy) => (steps[by] as readonly string[]).includes(kind);
  if (is('mustPerson')) return 'mustPerson';
  return is('mayPerson') ? 'mayPerson' : 'itself';
}

function isAfter(iso: string | null, nowMs: number): iso is string {
  return iso !== null && Date.parse(iso) > nowMs;
}
