import type { ClaimedSubmission } from '#application';
import { isUndecided, type Decision, type Delivery, type KeptPlan } from '#core';
import { millis } from './rows.js';

/** What a notice needs of a submission by this name. */
export function claimedColumns(submission: string): string {
  return `id report_id reference platform channel regime epoch tries round unmarked_round asks target_kind target notice_of`
    .split(' ')
    .map((column) => `${submission}.${column}`)
    .join(', ');
}

/**
 * What a notice needs beside its submission `s`. The first send is the first that may have arrived; a deferred one
 * changes nothing of what is known about those before it.
 */
export const noticeColumns = noticeColumnsOf('s.repeats');

/** @param repeats which submission's content came back, as it stands in the statement */
export function noticeColumnsOf(repeats: 's.repeats' | 's.id'): string {
  return `
  r.category, r.language, r.explanation, r.translations, r.confidential, r.seen_at AS report_seen_at,
  r.facts_on::text AS facts_on_text, r.legal_bases,
  floor(extract(epoch FROM COALESCE(s.good_faith_at, r.good_faith_at)) * 1000) AS good_faith_ms,
  COALESCE(s.own_mode, p.mode, 'rehearsed') AS mode, k.wrapped, k.wrapping_key_id,
  first_send.started_at AS first_sent_at, last_send.outcome AS previous_outcome,
  EXISTS (SELECT 1 FROM sends WHERE submission_id = COALESCE(s.notice_of, s.id) AND outcome = 'unknown') AS may_have_arrived,
  (SELECT jsonb_agg(jsonb_build_object('reference', c.reference, 'kind', c.target_kind, 'target', encode(c.target, 'base64'),
      'decision', c.decision) ORDER BY c.ordinal)
    FROM submissions c WHERE c.notice_of = s.id AND c.delivery <> 'CANCELLED' AND NOT c.withdrawn AND c.target IS NOT NULL) AS companions,
  (SELECT jsonb_build_object('reference', e.reference, 'externalRef', e.external_ref,
      'removedAtMs', floor(extract(epoch FROM COALESCE(CASE WHEN e.decision = 'ACTIONED' THEN e.decided_at END,
        (SELECT max(observed_at) FROM observations WHERE submission_id = e.id AND seen = 'GONE'))) * 1000),
      'seenAgainAtMs', CASE WHEN e.verification = 'REAPPEARED' THEN floor(extract(epoch FROM e.seen_at) * 1000) END)
    FROM submissions e WHERE e.id = ${repeats}) AS removed_before`;
}
export const noticeJoins = `
  JOIN reports r ON r.id = s.report_id
  JOIN data_keys k ON k.owner_id = s.report_id
  LEFT JOIN platforms p ON p.platform = s.platform
  LEFT JOIN LATERAL (
    SELECT started_at FROM sends WHERE submission_id = COALESCE(s.notice_of, s.id) AND round >= COALESCE(s.unmarked_round, 0)
    ORDER BY outcome IN ('unknown', 'confirmed') DESC, number LIMIT 1
  ) first_send ON true
  LEFT JOIN LATERAL (
    SELECT outcome FROM sends WHERE submission_id = COALESCE(s.notice_of, s.id) AND outcome <> 'deferred' ORDER BY number DESC LIMIT 1
  ) last_send ON true`;

export interface NoticeRow {
  id: string;
  report_id: string;
  reference: string;
  platform: string;
  mode: ClaimedSubmission['mode'];
  channel: string;
  regime: ClaimedSubmission['regime'];
  delivery: Delivery;
  plan: KeptPlan | null;
  epoch: number;
  tries: number;
  round: number;
  unmarked_round: number | null;
  first_sent_at: Date | null;
  idempotency_key: string;
  message_id: string;
  previous_outcome: ClaimedSubmission['previousOutcome'];
  may_have_arrived: boolean;
  category: string;
  language: ClaimedSubmission['language'];
  asks: ClaimedSubmission['asks'];
  good_faith_ms: string;
  report_seen_at: Date | null;
  facts_on_text: string | null;
  legal_bases: string[];
  explanation: Buffer;
  translations: Buffer | null;
  confidential: Buffer | null;
  target_kind: string;
  target: Buffer;
  notice_of: string | null;
  companions:
    | readonly {
        readonly reference: string;
        readonly kind: string;
        readonly target: string;
        readonly decision: Decision;
      }[]
    | null;
  removed_before: ClaimedSubmission['removedBefore'];
  wrapped: Buffer;
  wrapping_key_id: string;
}

export function claimedNotice(row: NoticeRow): Omit<ClaimedSubmission, 'sendId'> {
  const seenAgainAtMs = row.removed_before?.seenAgainAtMs;
  return {
    submissionId: row.id,
    reportId: row.report_id,
    reference: row.reference,
    platform: row.platform,
    mode: row.mode,
    channel: row.channel,
    regime: row.regime,
    epoch: row.epoch,
    tries: row.tries,
    round: row.round,
    unmarkedRound: row.unmarked_round,
    firstSentAtMs: millis(row.first_sent_at),
    idempotencyKey: row.idempotency_key,
    messageId: row.message_id,
    previousOutcome: row.previous_outcome,
    mayHaveArrived: row.may_have_arrived,
    category: row.category,
    language: row.language,
    asks: row.asks,
    goodFaithAtMs: Number(row.good_faith_ms),
    seenAt: (seenAgainAtMs === undefined ? row.report_seen_at : date(seenAgainAtMs))?.toISOString() ?? null,
    factsOn: row.facts_on_text,
    legalBases: row.legal_bases,
    explanation: row.explanation,
    translations: row.translations,
    confidential: row.confidential,
    targetKind: row.target_kind,
    target: row.target,
    noticeOf: row.notice_of,
    companions: (row.companions ?? []).map(({ reference, kind, target, decision }) => ({
      ...{ reference, targetKind: kind, target: Buffer.from(target, 'base64') },
      isUndecided: isUndecided(decision),
    })),
    removedBefore: row.removed_before,
    key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
  };
}

function date(atMs: number | null): Date | null {
  return atMs === null ? null : new Date(atMs);
}
