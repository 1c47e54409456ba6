import { isUndecided, type Delivery } from '#core';
import type {
  ClaimedCheck,
  ClaimedSubmission,
  Companion,
  LoadedSubmission,
  RemovedBefore,
  SendStore,
  StaleSend,
} from '../ports/send-store.js';
import { byTime, isDue, type MemoryDatabase, type SendRow, type SubmissionRow } from './memory-database.js';
import { unlessHeld } from './memory-holds.js';
import { graceAfterStartMs, MemoryRates } from './memory-rates.js';
import { removedBefore } from './memory-watch.js';

type Loaded = Omit<ClaimedSubmission, 'sendId'>;

/** Claims of due work in memory. */
export class MemorySendStore implements SendStore {
  constructor(protected readonly database: MemoryDatabase) {}

  async claimDue({
    platform,
    limit,
    leaseMs,
    messageDomain,
    perMinute,
  }: Parameters<SendStore['claimDue']>[0]): Promise<readonly ClaimedSubmission[]> {
    const { database } = this;
    const nowMs = database.now();
    const bucket = new MemoryRates(database).bucketOf(platform, perMinute);
    const due = this.rowsOf(platform)
      .filter((row) => row.leaseUntilMs === null && waits.includes(row.state.delivery))
      .filter(({ nextTryAtMs }) => isDue(nextTryAtMs, nowMs))
      .sort((one, other) => inLine(one, other) || longestWaiting(one, other))
      .slice(0, Math.min(limit, Math.floor(bucket?.tokens ?? limit)));
    if (bucket) bucket.tokens -= due.length;
    const claimed = due.map((row) => {
      // What is known of earlier sends is read before this one is written.
      const loaded = loadedNotice(this.database, row);
      Object.assign(row, {
        state: { ...row.state, delivery: 'SENDING', waitingFor: null },
        ...{ epoch: row.epoch + 1, tries: row.tries + 1, nextTryAtMs: null, leaseUntilMs: nowMs + leaseMs },
      });
      const send = this.intent(row, messageDomain, nowMs);
      const { idempotencyKey, messageId } = send;
      return {
        ...{ ...loaded, sendId: send.id, idempotencyKey, messageId, epoch: row.epoch, tries: row.tries },
      };
    });
    if (claimed.length > 0) database.committed();
    return claimed;
  }

  async claimStale(limit: number, leaseMs: number): Promise<readonly StaleSend[]> {
    const nowMs = this.database.now();
    const { startedAtMs } = this.database;
    const stale = [...this.database.submissions.values()]
      .flatMap((row) => {
        const send = row.leaseUntilMs !== null && row.leaseUntilMs < nowMs ? this.openSendOf(row) : undefined;
        const isGraceOver = startedAtMs < nowMs - graceAfterStartMs;
        return send && (send.startedAtMs > startedAtMs || isGraceOver) ? [{ row, send }] : [];
      })
      .sort(byTime(({ row }) => row.leaseUntilMs))
      .slice(0, limit);
    return stale.map(({ row, send }) => {
      row.epoch += 1;
      row.leaseUntilMs = nowMs + leaseMs;
      const { id, reportId, filed, state, epoch, tries, round } = row;
      const { platform } = filed;
      return {
        ...{ submissionId: id, reportId, platform, channel: state.channel, epoch, tries, round },
        sendId: send.id,
      };
    });
  }

  async claimChecks({
    platform,
    limit,
    leaseMs,
  }: Parameters<SendStore['claimChecks']>[0]): Promise<readonly ClaimedCheck[]> {
    const nowMs = this.database.now();
    const due = this.rowsOf(platform)
      .filter(({ nextCheckAtMs }) => isDue(nextCheckAtMs, nowMs))
      .sort(byTime(({ nextCheckAtMs }) => nextCheckAtMs))
      .slice(0, limit);
    return due.map((row) => {
      row.nextCheckAtMs = nowMs + leaseMs;
      const { submissionId, reportId, reference, mode, targetKind, target, key } = loadedNotice(
        this.database,
        row,
      );
      return { submissionId, reportId, reference, platform, mode, targetKind, target, key };
    });
  }

  /**
   * Gives back claims whose answer never came: their holder knows that it sent nothing. The word of a submission is
   * the same before and after, so that no event tells of it.
   */
  async handBack(sendIds: readonly string[]): Promise<void> {
    const nowMs = this.database.now();
    for (const send of this.database.sends) {
      if (send.outcome !== 'intent' || !sendIds.includes(send.id)) continue;
      const row = this.database.submissions.get(send.submissionId);
      if (row?.epoch !== send.epoch) continue;
      Object.assign(send, { outcome: 'deferred', code: 'SEND.CLAIM_UNANSWERED', closedAtMs: nowMs });
      const isSending = row.state.delivery === 'SENDING';
      for (const other of this.database.submissions.values())
        if (other.noticeOf === row.id && other.state.delivery === 'SENDING')
          other.state = { ...other.state, delivery: 'RETRY_WAIT' };
      Object.assign(row, {
        state: isSending ? { ...row.state, delivery: 'RETRY_WAIT' } : row.state,
        ...{ epoch: row.epoch + 1, tries: row.tries - 1, leaseUntilMs: null },
        nextTryAtMs: isSending ? unlessHeld(row.state, nowMs) : row.nextTryAtMs,
      });
    }
    this.database.committed();
  }

  async load(submissionId: string, as?: 'refiled'): Promise<LoadedSubmission | undefined> {
    const row = this.database.submissions.get(submissionId);
    if (!row) return undefined;
    const repeats = as === 'refiled' ? row.id : row.repeats;
    return {
      ...loadedNotice(this.database, { ...row, repeats }),
      delivery: row.state.delivery,
      plan: row.filed.plan,
    };
  }

  protected openSendOf({ id }: SubmissionRow): SendRow | undefined {
    return this.database.sends.find(
      ({ submissionId, outcome }) => submissionId === id && outcome === 'intent',
    );
  }

  /** Submissions that may leave for a platform now. */
  private rowsOf(platform: string): SubmissionRow[] {
    const nowMs = this.database.now();
    return [...this.database.submissions.values()].filter(
      ({ filed }) => filed.platform === platform && isDue(this.database.opensAtMs(filed), nowMs),
    );
  }

  private intent(row: SubmissionRow, messageDomain: string, nowMs: number): SendRow {
    if (this.openSendOf(row)) throw new Error('a submission has one open send at the most');
    const send: SendRow = {
      id: this.database.newId(),
      submissionId: row.id,
      number: sendsOf(this.database, row).length + 1,
      ...{ epoch: row.epoch, round: row.round, channel: row.state.channel },
      mode: row.filed.mode,
      idempotencyKey: `${row.filed.reference}.${row.round}`,
      messageId: `${row.id}.${row.round}@${messageDomain}`,
      ...{ startedAtMs: nowMs, outcome: 'intent', code: null, receipt: null, closedAtMs: null },
    };
    this.database.sends.push(send);
    return send;
  }
}

/** What the notice of a submission needs, still sealed. */
export function loadedNotice(database: MemoryDatabase, row: SubmissionRow): Loaded {
  const report = database.reports.get(row.reportId);
  if (!report) throw new Error('a submission belongs to a report');
  const { reference, platform, asks, targetKind, target } = row.filed;
  const regime = row.regime ?? row.filed.regime;
  const { category, language, seenAt, factsOn, legalBases } = report.filed;
  const { explanation, translations = null, confidential } = report.filed;
  const before = removedBefore(database, row);
  const sends = sendsOf(database, row);
  const ofNotice = sends.filter(({ round }) => round >= (row.unmarkedRound ?? 0));
  const first =
    ofNotice.find(({ outcome }) => outcome === 'unknown' || outcome === 'confirmed') ?? ofNotice[0];
  return {
    ...{ submissionId: row.id, reportId: row.reportId, reference, platform, regime, asks },
    mode: row.filed.mode,
    ...{ channel: row.state.channel, epoch: row.epoch, tries: row.tries, round: row.round },
    unmarkedRound: row.unmarkedRound ?? null,
    firstSentAtMs: first?.startedAtMs ?? null,
    ...{ idempotencyKey: reference, messageId: '' },
    previousOutcome: sends.findLast(({ outcome }) => outcome !== 'deferred')?.outcome ?? null,
    mayHaveArrived: sends.some(({ outcome }) => outcome === 'unknown'),
    ...{
      category,
      language,
      factsOn,
      legalBases,
      explanation,
      translations,
      confidential,
      targetKind,
      target,
    },
    noticeOf: row.noticeOf,
    companions: companionsIn(database, row.id),
    goodFaithAtMs: row.goodFaithAtMs ?? report.filed.goodFaithAtMs,
    seenAt: before ? seenAgain(before) : seenAt,
    removedBefore: before,
    key: database.keyOf(row.reportId),
  };
}

function companionsIn(database: MemoryDatabase, leaderId: string): Companion[] {
  return [...database.submissions.values()]
    .filter(
      ({ noticeOf, state }) => noticeOf === leaderId && state.delivery !== 'CANCELLED' && !state.isWithdrawn,
    )
    .map(({ filed: { reference, targetKind, target }, state }) => ({
      ...{ reference, targetKind, target, isUndecided: isUndecided(state.decision) },
    }));
}

function seenAgain({ seenAgainAtMs }: RemovedBefore): string | null {
  return seenAgainAtMs === null ? null : new Date(seenAgainAtMs).toISOString();
}

/** The sends of its notice. */
function sendsOf(database: MemoryDatabase, { id, noticeOf }: SubmissionRow): SendRow[] {
  return database.sends.filter(({ submissionId }) => submissionId === (noticeOf ?? id));
}

const waits: readonly Delivery[] = ['QUEUED', 'RETRY_WAIT'];
const inLine = ({ filed: one }: SubmissionRow, { filed: other }: SubmissionRow) =>
  one.urgency - other.urgency || one.turn - other.turn;
const longestWaiting = byTime<SubmissionRow>(({ nextTryAtMs }) => nextTryAtMs);
