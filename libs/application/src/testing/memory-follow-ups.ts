import type { FollowUpWrite, LockedFollowUp, NewFollowUp } from '../ports/follow-up.js';
import { unlessHeld } from './memory-holds.js';
import { byTime, type FollowUpRow, type MemoryDatabase } from './memory-database.js';

/** What a change of a report reads and writes of its follow-ups, in memory. */
export function latestFollowUp(database: MemoryDatabase, submissionId: string): LockedFollowUp | null {
  const row = database.followUps.findLast((each) => each.submissionId === submissionId);
  if (!row) return null;
  const { id, purpose, state, epoch, number } = row;
  return { id, purpose, state, epoch, number };
}

export function newFollowUp(database: MemoryDatabase, given: NewFollowUp): FollowUpRow {
  const submission = database.submissions.get(given.submissionId);
  if (!submission) throw new Error('a follow-up belongs to a submission');
  const { filed, reportId, state } = submission;
  return {
    ...given,
    ...{ reportId, platform: filed.platform, mode: filed.mode, askedAtMs: state.decidedAtMs },
    inReplyTo:
      given.purpose === 'INFORMATION'
        ? questionOf(database, given.submissionId, state.decidedAtMs)
        : latestInThread(database, given.submissionId),
    idempotencyKey: `${filed.reference}.${given.purpose.toLowerCase()}.${given.number}`,
    ...{ createdAtMs: database.now(), messageId: null },
    nextTryAtMs: unlessHeld(state, database.now()),
    ...{ state: 'QUEUED', epoch: 0, tries: 0, leaseUntilMs: null, startedAtMs: null },
    ...{ code: null, receipt: null, closedAtMs: null },
  };
}

export function writeFollowUp(database: MemoryDatabase, write: FollowUpWrite, nowMs: number): void {
  const row = database.followUps.find(({ id }) => id === write.followUpId);
  if (!row) return;
  const { state, code, receipt, nextTryInMs, refundsTry } = write;
  Object.assign(row, {
    ...{ state, code, receipt, leaseUntilMs: null },
    nextTryAtMs: nextTryInMs === null ? null : nowMs + nextTryInMs,
    closedAtMs: state === 'QUEUED' ? null : nowMs,
    tries: refundsTry ? row.tries - 1 : row.tries,
  });
}

/** Message-ID of the mail that asked, where it came by mail. */
function questionOf(database: MemoryDatabase, submissionId: string, askedAtMs: number | null): string | null {
  const asking = [...database.replies.values()]
    .filter((row) => row.submissionId === submissionId && row.state === 'APPLIED' && row.raw.via === 'EMAIL')
    .filter(({ receivedAtMs }) => receivedAtMs >= (askedAtMs ?? 0))
    .filter(({ meaning }) => askingFacts.some((kind) => meaning.includes(kind)))
    .sort(byTime(({ receivedAtMs }) => receivedAtMs));
  return asking.at(-1)?.raw.messageKey ?? null;
}

/** Message-ID of the last mail about a submission that was applied, otherwise of our notice. */
function latestInThread(database: MemoryDatabase, submissionId: string): string | null {
  const notice = database.submissions.get(submissionId)?.noticeOf ?? submissionId;
  const about = [submissionId, notice];
  const theirs = [...database.replies.values()]
    .filter(
      (row) => about.includes(row.submissionId ?? '') && row.state === 'APPLIED' && row.raw.via === 'EMAIL',
    )
    .sort(byTime(({ receivedAtMs }) => receivedAtMs));
  const ours = database.sends.findLast(
    (send) => send.submissionId === notice && send.outcome === 'confirmed',
  );
  return theirs.at(-1)?.raw.messageKey ?? ours?.messageId ?? null;
}

const askingFacts = ['informationRequested', 'memberReportRequired'];
