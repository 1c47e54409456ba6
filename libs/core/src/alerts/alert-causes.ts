import { platformTurnWords } from '../deadlines/sla.js';
import type { ReportEvent } from '../events.js';
import type { Word } from '../submission/word.js';

/** What staff are alerted about. Rules and tables take other kinds as well, so that one can come without a change of both. */
export const alertKinds = [
  'INFORMATION_REQUESTED',
  'REFUSED',
  'DUE_SOON',
  'DEADLINE_BREACHED',
  'REAPPEARED',
  'NOT_REALLY_GONE',
  'DELIVERY_UNCERTAIN',
  'FAILED',
  'BOUNCED',
  'CHANNEL_DEAD',
  'MEMBER_ANSWERED',
  'HOLD_OVERDUE',
  'BREAK_GLASS',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Why staff are alerted, and how long that stands. */
export interface AlertCause {
  /** Null where it is about the report as a whole; so is its platform then. */
  readonly submissionId: string | null;
  readonly platform: string | null;
  readonly kind: AlertKind;
  /** Tells causes of one kind apart: a word, or what was not kept in time. One alert a cause at a time. */
  readonly cause: string;
  /** Words of the submission at which it stands; at any other it is over. Without a submission it is over once somebody takes it. */
  readonly standsAt: readonly Word[];
}

type Told = Pick<ReportEvent, 'type' | 'submissionId' | 'platform' | 'word' | 'previousWord' | 'detail'>;

/** What an event alerts staff about; undefined where it is nothing, or staff themselves did it. */
export function alertCauseOf(event: Told): AlertCause | undefined {
  const { type, submissionId, platform, word, previousWord, detail } = event;
  if (type === 'report.hold_overdue')
    return { submissionId: null, platform: null, kind: 'HOLD_OVERDUE', cause: 'HOLD', standsAt: [] };
  if (type === 'report.glass_broken')
    return { submissionId: null, platform: null, kind: 'BREAK_GLASS', cause: '', standsAt: [] };
  if (submissionId === null || platform === null || word === null || detail.actor === 'STAFF')
    return undefined;
  const about = { submissionId, platform };
  if (type === 'submission.sla_breached') {
    const standsAt: readonly Word[] = detail.expectation === 'ACKNOWLEDGEMENT' ? ['sent'] : platformTurnWords;
    return { ...about, kind: 'DEADLINE_BREACHED', cause: detail.expectation ?? 'DECISION', standsAt };
  }
  if (type === 'submission.due_soon') {
    const { expectation = 'DECISION' } = detail;
    const standsAt: readonly Word[] = expectation === 'DECISION' ? platformTurnWords : [word];
    return { ...about, kind: 'DUE_SOON', cause: expectation, standsAt };
  }
  if (type === 'member.answered')
    return { ...about, kind: 'MEMBER_ANSWERED', cause: detail.answer ?? '', standsAt: [word] };
  const kind = kindAt(word, detail.reason);
  if (kind === undefined || (word === previousWord && type !== 'submission.info_requested')) return undefined;
  return { ...about, kind, cause: word, standsAt: [word] };
}

/**
 * What an event ends of the alerts of its report.
 *
 * SUBMISSION  those about its submission whose cause is gone
 * WHOLE       those about the report as a whole
 * ALL         every one: the report was put aside
 */
export type AlertReach = 'SUBMISSION' | 'WHOLE' | 'ALL';

export function alertReach({
  type,
  submissionId,
}: Pick<Told, 'type' | 'submissionId'>): AlertReach | undefined {
  if (submissionId !== null) return 'SUBMISSION';
  if (type === 'report.snoozed') return 'ALL';
  return type === 'report.held' || type === 'report.released' ? 'WHOLE' : undefined;
}

/** Whether an event of its report ends an alert: its cause is gone, or staff acted. */
export function endsAlert(
  alert: Pick<AlertCause, 'submissionId' | 'kind' | 'standsAt'>,
  event: Told,
): boolean {
  const reach = alertReach(event);
  if (reach !== 'SUBMISSION') return reach === 'ALL' || (reach === 'WHOLE' && alert.submissionId === null);
  if (event.submissionId !== alert.submissionId) return false;
  if (isStaffAct(event) || alert.kind === overtakenBy(event)) return true;
  return event.word !== null && !alert.standsAt.includes(event.word);
}

/** What is overdue is no longer about to be. */
export function overtakenBy({ type, detail }: Pick<Told, 'type' | 'detail'>): AlertKind | null {
  return type === 'submission.sla_breached' && detail.expectation === 'DECISION' ? 'DUE_SOON' : null;
}

/** Who takes an alert is going to act, and has not yet. */
export function isStaffAct({ type, detail }: Pick<Told, 'type' | 'detail'>): boolean {
  return detail.actor === 'STAFF' && type !== 'alert.acknowledged';
}

function kindAt(word: Word, reason: string | undefined): AlertKind | undefined {
  switch (word) {
    case 'info_requested':
      return 'INFORMATION_REQUESTED';
    case 'refused':
      return 'REFUSED';
    case 'reappeared':
      return 'REAPPEARED';
    case 'not_really_gone':
      return 'NOT_REALLY_GONE';
    case 'delivery_uncertain':
      return 'DELIVERY_UNCERTAIN';
    case 'failed':
      return reason?.startsWith('MAIL.BOUNCED') ? 'BOUNCED' : 'FAILED';
    case 'blocked':
      return reason === 'CHANNEL.DEAD' ? 'CHANNEL_DEAD' : undefined;
    default:
      return undefined;
  }
}
