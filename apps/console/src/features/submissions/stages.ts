import type { Submission } from '#client';

/** Stages of a submission, in order. */
export const stages = ['queued', 'sent', 'acknowledged', 'decided', 'verified'] as const;
export type Stage = (typeof stages)[number];

/**
 * How one stage stands.
 *
 * done     behind us, and as one would wish
 * now      where the submission is
 * yours    where it is, and a person has to act
 * bad      ended otherwise than one would wish
 * skipped  passed without anything to tell
 * open     still to come
 */
export type StageState = 'done' | 'now' | 'yours' | 'bad' | 'skipped' | 'open';

export type Stages = Readonly<Record<Stage, StageState>>;

export function stagesOf(submission: Submission): Stages {
  const { delivery } = submission;
  const open: Stages = {
    queued: 'open',
    sent: 'open',
    acknowledged: 'open',
    decided: 'open',
    verified: verifiedState(submission),
  };
  switch (delivery) {
    case 'PLANNED':
    case 'QUEUED':
      return { ...open, queued: 'now' };
    case 'BLOCKED':
      return { ...open, queued: 'yours' };
    case 'SENDING':
    case 'RETRY_WAIT':
      return { ...open, queued: 'done', sent: 'now' };
    case 'HANDOFF_PENDING':
    case 'UNCERTAIN':
    case 'FAILED':
      return { ...open, queued: 'done', sent: 'yours' };
    case 'CANCELLED':
      return { ...open, queued: 'skipped', sent: 'skipped', acknowledged: 'skipped', decided: 'skipped' };
    case 'SENT':
    case 'ACKNOWLEDGED':
      return { ...open, queued: 'done', sent: 'done', ...afterSending(submission) };
  }
}

function afterSending(submission: Submission): Pick<Stages, 'acknowledged' | 'decided'> {
  const { delivery, decision, verification } = submission;
  const isOver = verification === 'GONE' && decision === 'NONE';
  const acknowledged = delivery === 'ACKNOWLEDGED' ? 'done' : null;
  if (decision !== 'NONE')
    return { acknowledged: acknowledged ?? 'skipped', decided: decidedState(submission) };
  if (isOver) return { acknowledged: acknowledged ?? 'skipped', decided: 'skipped' };
  return acknowledged ? { acknowledged, decided: 'now' } : { acknowledged: 'now', decided: 'open' };
}

function decidedState({ decision }: Submission): StageState {
  switch (decision) {
    case 'ACTIONED':
      return 'done';
    case 'INFO_REQUESTED':
      return 'yours';
    case 'REFUSED':
    case 'NOT_FOUND':
    case 'DUPLICATE':
    case 'EXPIRED':
    case 'REVERSED':
      return 'bad';
    case 'NONE':
    case 'UNDER_REVIEW':
    case 'INFO_SUPPLIED':
      return 'now';
  }
}

function verifiedState({ verification, decision }: Submission): StageState {
  switch (verification) {
    case 'GONE':
      return 'done';
    case 'REAPPEARED':
      return 'bad';
    case 'LIMITED':
      return 'now';
    case 'LIVE':
      return decision === 'ACTIONED' ? 'bad' : 'now';
    case 'UNCHECKABLE':
    case 'UNCHECKED':
      return decision === 'ACTIONED' ? 'now' : 'open';
  }
}
