import type {
  ClaimedReply,
  MatchedSubmission,
  RawReply,
  ReplyStore,
  SealedForOnce,
} from '../ports/reply-store.js';
import type { ReplyState } from '../ports/report-store.js';
import { byTime, isDue, type MemoryDatabase, type ReplyClaim, type ReplyRow } from './memory-database.js';
import type { OpenSession } from './memory-locks.js';

/** Replies in memory: kept raw first, claimed when due. */
export class MemoryReplyStore implements ReplyStore {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly openSession: OpenSession = () => ({}),
  ) {}

  async keep(reply: RawReply): Promise<boolean> {
    const { database } = this;
    const { platform, messageKey } = reply;
    for (const { raw } of database.replies.values())
      if (raw.platform === platform && raw.messageKey === messageKey) return false;
    database.replies.set(reply.id, {
      ...{ raw: reply, state: 'NEW', submissionId: reply.submissionId, meaning: [], tries: 0, code: null },
      ...{ receivedAtMs: database.now(), nextTryAtMs: database.now(), appliedAtMs: null },
      ...{ isMatchedByPerson: false, changes: null },
    });
    database.keys.set(reply.id, reply.key);
    database.outbox.push('replies');
    database.committed();
    return true;
  }

  async claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedReply[]> {
    const { database } = this;
    const due = [...database.replies.values()]
      .filter(
        (row) => isOpen(row) && isDue(row.nextTryAtMs, database.now()) && !database.locks.isHeld(row.raw.id),
      )
      .sort(byTime(({ nextTryAtMs }) => nextTryAtMs))
      .slice(0, limit)
      .sort(byTime(({ receivedAtMs }) => receivedAtMs));
    return due.map((row) => {
      row.tries += 1;
      row.nextTryAtMs = database.now() + leaseMs * Math.min(row.tries, 10);
      const { id, platform, via, sealed } = row.raw;
      const { tries, receivedAtMs } = row;
      const match = this.matchedBy(row);
      const { answersRound, answersFollowUp, othersMayHaveArrived } = this.messagesOf(row, match);
      return {
        ...{ id, platform, via, receivedAtMs, tries, sealed, key: database.keyOf(id) },
        ...{
          match,
          answersRound,
          answersFollowUp,
          othersMayHaveArrived,
          isAssigned: row.submissionId !== null,
          isMatchedByPerson: row.isMatchedByPerson,
        },
      };
    });
  }

  async findByExternalRef(
    platform: string,
    candidates: readonly string[],
  ): Promise<readonly MatchedSubmission[]> {
    return this.submissionsWhere(
      ({ state, filed, noticeOf }) =>
        candidates.includes(state.externalRef ?? '') &&
        [filed.platform, 'unknown'].includes(platform) &&
        this.database.submissions.get(noticeOf ?? '')?.state.externalRef !== state.externalRef,
    ).slice(0, 2);
  }

  async setState({ id, tries }: ReplyClaim, state: ReplyState, code?: string): Promise<void> {
    await this.underLock(id, () => {
      const row = this.database.replies.get(id);
      if (row && row.tries === tries && isOpen(row))
        Object.assign(row, { state, code: code ?? null, nextTryAtMs: null });
    });
  }

  async putBack({ id, tries }: ReplyClaim, waitMs: number): Promise<void> {
    await this.underLock(id, () => {
      const row = this.database.replies.get(id);
      if (row && row.tries === tries && isOpen(row))
        Object.assign(row, { tries: tries - 1, nextTryAtMs: this.database.now() + waitMs });
    });
  }

  async assign(replyId: string, submissionId: string): Promise<'assigned' | 'notFound' | 'alreadyApplied'> {
    const outcome = await this.reopen(replyId, 'NEW', submissionId);
    return outcome === 'done' ? 'assigned' : outcome;
  }

  async matchOf(replyId: string): ReturnType<ReplyStore['matchOf']> {
    const row = this.database.replies.get(replyId);
    const submission = this.database.submissions.get(row?.submissionId ?? '');
    return row && submission ? { submissionId: submission.id, reportId: submission.reportId } : row && null;
  }

  async dismiss(replyId: string): Promise<'dismissed' | 'notFound' | 'alreadyApplied'> {
    const outcome = await this.reopen(replyId, 'DISMISSED', null);
    return outcome === 'done' ? 'dismissed' : outcome;
  }

  async namingPersons(replyId: string): Promise<SealedForOnce | undefined> {
    const row = this.database.replies.get(replyId);
    if (row?.state !== 'NAMES_PERSONS') return undefined;
    return { sealed: row.raw.sealed, key: this.database.keyOf(replyId) };
  }

  async destroyText(replyId: string, _shownBy: string): Promise<boolean> {
    return this.underLock(replyId, () => {
      const row = this.database.replies.get(replyId);
      if (row?.state !== 'NAMES_PERSONS') return false;
      Object.assign(row, { state: 'APPLIED', raw: { ...row.raw, sealed: new Uint8Array() } });
      this.database.keys.delete(replyId);
      this.database.committed();
      return true;
    });
  }

  private reopen(replyId: string, state: ReplyState, submissionId: string | null) {
    return this.underLock(replyId, () => {
      const { database } = this;
      const row = database.replies.get(replyId);
      if (!row) return 'notFound' as const;
      if (row.state === 'APPLIED' || row.state === 'NAMES_PERSONS') return 'alreadyApplied' as const;
      const hasDone = row.changes?.some(({ sequences }) => sequences.length > 0) ?? false;
      if (submissionId !== null && submissionId !== row.submissionId && hasDone)
        return 'alreadyApplied' as const;
      const isNew = state === 'NEW';
      Object.assign(row, {
        ...{ state, tries: row.tries + 1, nextTryAtMs: isNew ? database.now() : null },
        submissionId: submissionId ?? row.submissionId,
        isMatchedByPerson: submissionId === null ? row.isMatchedByPerson : true,
      });
      if (isNew) database.outbox.push('replies');
      database.committed();
      return 'done' as const;
    });
  }

  private async underLock<Answer>(id: string, work: () => Answer): Promise<Answer> {
    const { locks } = this.database;
    const session = this.openSession();
    await locks.take([id], session);
    try {
      return work();
    } finally {
      locks.release([id], session);
    }
  }

  /** What a person said, else what its references name, else its thread: the only one of the first that names any. */
  private matchedBy({ raw, submissionId }: ReplyRow): MatchedSubmission | null {
    const isOfSender = (platform: string) => raw.platform === platform || raw.platform === 'unknown';
    const inThread = new Set(
      this.ours()
        .filter(({ messageId }) => raw.inReplyTo.includes(messageId))
        .map((message) => message.submissionId),
    );
    const named = [
      this.submissionsWhere(({ id }) => id === submissionId),
      this.submissionsWhere(
        ({ filed }) => raw.references.includes(filed.reference) && isOfSender(filed.platform),
      ),
      this.submissionsWhere(({ id, filed }) => inThread.has(id) && isOfSender(filed.platform)),
    ].find((found) => found.length > 0);
    return this.oneNotice(named ?? []);
  }

  /** Of those that share a notice: the one that was written about alone, or the one that leads. */
  private oneNotice(named: readonly MatchedSubmission[]): MatchedSubmission | null {
    const noticeOf = ({ submissionId }: MatchedSubmission) =>
      this.database.submissions.get(submissionId)?.noticeOf ?? null;
    const notices = new Set(named.map((each) => noticeOf(each) ?? each.submissionId));
    const [notice] = notices;
    if (notices.size !== 1 || notice === undefined) return null;
    const companions = named.filter((each) => noticeOf(each) !== null);
    const one = companions.length === 1 ? companions[0] : undefined;
    return one ?? this.submissionsWhere(({ id }) => id === notice)[0] ?? null;
  }

  /** Every mail of ours that may have left. */
  private ours() {
    const { sends, followUps } = this.database;
    return [...sends, ...followUps].flatMap(({ submissionId, messageId }) =>
      messageId === null ? [] : [{ submissionId, messageId }],
    );
  }

  /** Which message of its submission a reply answers, and what is known of the other notices. */
  private messagesOf({ raw }: ReplyRow, match: MatchedSubmission | null) {
    const own = this.database.sends.filter(({ submissionId }) => submissionId === match?.submissionId);
    const answered = own
      .filter(({ messageId }) => raw.inReplyTo.includes(messageId))
      .map(({ round }) => round);
    const answersRound = answered.length > 0 ? Math.max(...answered) : null;
    const othersMayHaveArrived = own.some(
      ({ outcome, round }) => outcome === 'unknown' && round !== answersRound,
    );
    const followUp = this.database.followUps.findLast(
      ({ submissionId, messageId }) =>
        submissionId === match?.submissionId && messageId !== null && raw.inReplyTo.includes(messageId),
    );
    return { answersRound, answersFollowUp: followUp?.id ?? null, othersMayHaveArrived };
  }

  private submissionsWhere(
    is: (row: NonNullable<ReturnType<MemoryDatabase['submissions']['get']>>) => boolean,
  ): MatchedSubmission[] {
    return [...this.database.submissions.values()].filter(is).map(({ id, reportId, filed, state }) => ({
      ...{ submissionId: id, reportId, platform: filed.platform, channel: state.channel },
      isRehearsal: filed.mode !== 'armed',
      leadsOthers: [...this.database.submissions.values()].some(({ noticeOf }) => noticeOf === id),
    }));
  }
}

function isOpen({ state }: ReplyRow): boolean {
  return state === 'NEW' || state === 'WAITING';
}
