import type { SubmissionRow } from './records.js';

/**
 * Word and status as people are told they come about, written anew: a second opinion beside the product's own.
 */
export function wordSaid(
  row: Pick<SubmissionRow, 'delivery' | 'decision' | 'effects' | 'verification' | 'remedy' | 'secondLook'>,
) {
  if (row.delivery === 'CANCELLED') return 'withdrawn';
  if (row.verification === 'REAPPEARED') return 'reappeared';
  if (/^(COMPLAINT_ART20|ODS_ART21|DSC_ART53|CIVIL_OR_PROSECUTOR)$/.test(row.remedy)) return 'contested';
  const isActioned = row.decision === 'ACTIONED';
  const isRemoval = isActioned && row.effects.some((effect) => removals.has(effect));
  // Only a second look disproves a removal.
  if (isRemoval && row.verification === 'LIVE' && row.secondLook === null) return 'not_really_gone';
  if (row.verification === 'GONE') return isActioned ? 'gone_verified' : 'gone_unexplained';
  if (isActioned) return isRemoval ? 'removed' : 'restricted';
  if (row.decision !== 'NONE') return decisions[row.decision] ?? `decision ${row.decision}`;
  if (row.verification === 'LIMITED') return 'restricted';
  return deliveries[row.delivery] ?? `delivery ${row.delivery}`;
}

const removals = new Set([
  'CONTENT_REMOVED',
  'CONTENT_DISABLED',
  'ACCOUNT_TERMINATED',
  'ACCOUNT_SUSPENDED',
  'GROUP_DISABLED',
]);

const decisions: Readonly<Record<string, string>> = {
  UNDER_REVIEW: 'under_review',
  INFO_SUPPLIED: 'under_review',
  INFO_REQUESTED: 'info_requested',
  REFUSED: 'refused',
  NOT_FOUND: 'target_not_found',
  DUPLICATE: 'duplicate',
  EXPIRED: 'expired',
  REVERSED: 'reversed',
};

const deliveries: Readonly<Record<string, string>> = {
  PLANNED: 'queued',
  QUEUED: 'queued',
  SENDING: 'queued',
  RETRY_WAIT: 'queued',
  BLOCKED: 'blocked',
  UNCERTAIN: 'delivery_uncertain',
  HANDOFF_PENDING: 'staff_action',
  SENT: 'sent',
  ACKNOWLEDGED: 'acknowledged',
  FAILED: 'failed',
};

const needsPerson = [
  'info_requested',
  'staff_action',
  'reappeared',
  'not_really_gone',
  'reversed',
  'delivery_uncertain',
  'blocked',
  'failed',
];

export function attentionSaid(words: readonly string[]): readonly string[] {
  return needsPerson.filter((word) => words.includes(word));
}

export function countsSaid(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export function statusSaid(words: readonly string[]): string {
  if (words.length === 0) return 'DRAFT';
  const left = words.filter((word) => word !== 'withdrawn');
  if (left.length === 0) return 'WITHDRAWN';
  if (left.includes('reappeared')) return 'REOPENED';
  if (left.includes('contested')) return 'CONTESTED';
  const kinds = new Set(left.map(kindOf));
  const only = (...allowed: string[]) => [...kinds].every((kind) => allowed.includes(kind));
  if (only('gone')) return 'RESOLVED';
  if (only('gone', 'removed')) return 'RESOLVED_UNVERIFIED';
  if (only('failed')) return 'UNSUCCESSFUL';
  if (only('gone', 'removed', 'restricted', 'failed')) return 'PARTLY_RESOLVED';
  return ['gone', 'removed', 'restricted'].some((kind) => kinds.has(kind))
    ? 'IN_PROGRESS_PARTLY'
    : 'IN_PROGRESS';
}

function kindOf(word: string): string {
  if (word === 'gone_verified' || word === 'gone_unexplained') return 'gone';
  if (word === 'removed' || word === 'restricted') return word;
  const failures = ['refused', 'failed', 'expired', 'target_not_found', 'reversed', 'duplicate'];
  return failures.includes(word) ? 'failed' : 'open';
}
