import { turnAt, warnedClock, wordOf, type ReportEvent, type WarnLeads } from '#core';
import type { DeadlineStore, DueSubmission, ToldDeadline } from '../ports/deadline-store.js';
import { byTime, isDue, type MemoryDatabase, type SubmissionRow, type Warned } from './memory-database.js';

/** Claims of overdue submissions in memory. */
export class MemoryDeadlineStore implements DeadlineStore {
  constructor(private readonly database: MemoryDatabase) {}

  async claimDue(limit: number, leaseMs: number): Promise<readonly DueSubmission[]> {
    const nowMs = this.database.now();
    const due = [...this.database.submissions.values()]
      .filter((row) => isStepDue(row, nowMs))
      .sort(byTime(nextStepAtMs))
      .slice(0, limit);
    for (const row of due) row.clocks = { ...row.clocks, nextStepAtMs: nowMs + leaseMs };
    return due.map(({ id, reportId }) => ({ submissionId: id, reportId }));
  }

  async warn(limit: number, leads: WarnLeads): Promise<readonly ToldDeadline[]> {
    return [...this.warnOfTimes(limit, leads), ...this.warnOfHolds(limit)];
  }

  private warnOfTimes(limit: number, leads: WarnLeads): ToldDeadline[] {
    const nowMs = this.database.now();
    const soon = [...this.database.submissions.values()].flatMap((row) => {
      const word = wordOf(row.state);
      const clock = row.state.holdUntilMs === null ? warnedClock(word, row.clocks) : null;
      if (!clock || clock.dueAtMs <= nowMs || isPutAside(row, nowMs)) return [];
      const lead = leads[row.filed.urgency === 0 ? 'critical' : 'other'][clock.expectation];
      const isTold = wasWarned(row.warned, clock.dueAtMs, row.snoozedUntilMs);
      return clock.dueAtMs - lead <= nowMs && !isTold ? [{ row, word, ...clock }] : [];
    });
    return soon.slice(0, limit).map(({ row, word, expectation, dueAtMs }) => {
      row.warned = { forMs: dueAtMs, atMs: nowMs };
      const { id: submissionId, reportId } = row;
      const { platform } = row.filed;
      const about = { submissionId, platform, word, previousWord: word };
      return this.tell(reportId, 'submission.due_soon', about, { expectation });
    });
  }

  private warnOfHolds(limit: number): ToldDeadline[] {
    const { database } = this;
    const nowMs = database.now();
    const past = database.holds.filter(({ reportId, releasedAtMs, untilMs, warned }) => {
      const rows = [...database.submissions.values()].filter((row) => row.reportId === reportId);
      if (releasedAtMs !== null || untilMs > nowMs || rows.some((row) => isPutAside(row, nowMs)))
        return false;
      return !wasWarned(warned, untilMs, Math.max(...rows.map(({ snoozedUntilMs }) => snoozedUntilMs ?? 0)));
    });
    return past.slice(0, limit).map((hold) => {
      hold.warned = { forMs: hold.untilMs, atMs: nowMs };
      const about = { submissionId: null, platform: null, word: null, previousWord: null };
      return this.tell(hold.reportId, 'report.hold_overdue', about, { untilMs: hold.untilMs });
    });
  }

  private tell(
    reportId: string,
    type: ToldDeadline['type'],
    about: Pick<ReportEvent, 'submissionId' | 'platform' | 'word' | 'previousWord'>,
    detail: ReportEvent['detail'],
  ): ToldDeadline {
    const { database } = this;
    const report = database.reports.get(reportId);
    if (report) {
      const { status, attention, lastSequence } = report.derived;
      const sequence = lastSequence + 1;
      report.derived = { ...report.derived, lastSequence: sequence };
      const told = {
        ...about,
        status,
        previousStatus: null,
        attention,
        detail: { ...detail, actor: 'WORKER' as const },
      };
      database.record([
        { id: database.newId(), reportId, sequence, type, v: 1, atMs: database.now(), ...told },
      ]);
    }
    return { type, reportId, submissionId: about.submissionId };
  }
}

function isPutAside({ snoozedUntilMs }: SubmissionRow, nowMs: number): boolean {
  return snoozedUntilMs !== null && snoozedUntilMs > nowMs;
}

function wasWarned(warned: Warned | undefined, forMs: number, snoozedUntilMs: number | null): boolean {
  return warned?.forMs === forMs && (snoozedUntilMs ?? 0) <= warned.atMs;
}

export function isStepDue(row: SubmissionRow, nowMs: number): boolean {
  if (row.state.holdUntilMs !== null) return false;
  return turnAt(wordOf(row.state)) === 'PLATFORM' && isDue(nextStepAtMs(row), nowMs);
}

function nextStepAtMs({ clocks }: SubmissionRow): number | null {
  return clocks.nextStepAtMs;
}
