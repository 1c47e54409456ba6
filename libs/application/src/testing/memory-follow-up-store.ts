import type { ClaimedFollowUp, FollowUpStore, LostFollowUp } from '../ports/follow-up-store.js';
import { byTime, isDue, type FollowUpRow, type MemoryDatabase } from './memory-database.js';
import { graceAfterStartMs, MemoryRates } from './memory-rates.js';
import { loadedNotice } from './memory-send-store.js';

/** Claims of due follow-ups in memory. */
export class MemoryFollowUpStore implements FollowUpStore {
  constructor(private readonly database: MemoryDatabase) {}

  async claimDue({
    platform,
    limit,
    leaseMs,
    messageDomain,
    perMinute,
  }: Parameters<FollowUpStore['claimDue']>[0]): Promise<readonly ClaimedFollowUp[]> {
    const { database } = this;
    const nowMs = database.now();
    const bucket = new MemoryRates(database).bucketOf(platform, perMinute);
    const due = database.followUps
      .filter((row) => row.platform === platform && row.state === 'QUEUED')
      .filter((row) => isDue(row.nextTryAtMs, nowMs) && isDue(database.opensAtMs(row), nowMs))
      .sort(byTime(({ nextTryAtMs }) => nextTryAtMs))
      .slice(0, Math.min(limit, Math.floor(bucket?.tokens ?? limit)));
    if (bucket) bucket.tokens -= due.length;
    const claimed = due.map((row) => {
      Object.assign(row, {
        ...{ state: 'SENDING', code: null, epoch: row.epoch + 1, tries: row.tries + 1 },
        ...{ nextTryAtMs: null, leaseUntilMs: nowMs + leaseMs, startedAtMs: nowMs },
        messageId: row.messageId ?? `${row.id}@${messageDomain}`,
      });
      return this.claimed(row);
    });
    if (claimed.length > 0) database.committed();
    return claimed;
  }

  async endLost(limit: number, code: string): Promise<readonly LostFollowUp[]> {
    const nowMs = this.database.now();
    const { startedAtMs: serverStartedAtMs } = this.database;
    const isGraceOver = serverStartedAtMs < nowMs - graceAfterStartMs;
    const lost = this.database.followUps
      .filter(({ leaseUntilMs }) => leaseUntilMs !== null && leaseUntilMs < nowMs)
      .filter(({ startedAtMs }) => isGraceOver || (startedAtMs ?? 0) > serverStartedAtMs)
      .sort(byTime(({ leaseUntilMs }) => leaseUntilMs))
      .slice(0, limit);
    for (const row of lost)
      Object.assign(row, {
        ...{ state: 'UNCERTAIN', code, epoch: row.epoch + 1, leaseUntilMs: null, closedAtMs: nowMs },
      });
    return lost.map(({ id, submissionId, platform }) => ({ followUpId: id, submissionId, platform }));
  }

  private claimed(row: FollowUpRow): ClaimedFollowUp {
    const { id, submissionId, reportId, platform, mode, epoch, tries, idempotencyKey } = row;
    const { purpose, text, inReplyTo } = row;
    const submission = this.database.submissions.get(submissionId);
    if (!submission || row.messageId === null) throw new Error('a claimed follow-up belongs to a submission');
    return {
      ...{ followUpId: id, submissionId, reportId, platform, mode, epoch, tries, idempotencyKey },
      ...{ purpose, text, externalRef: submission.state.externalRef },
      ...{ messageId: row.messageId, inReplyTo, notice: loadedNotice(this.database, submission) },
      mayRepeat: this.database.followUps.some(
        (other) =>
          other.submissionId === submissionId &&
          other.purpose === purpose &&
          other.state === 'UNCERTAIN' &&
          other.askedAtMs === row.askedAtMs,
      ),
    };
  }
}
