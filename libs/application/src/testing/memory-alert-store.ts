import { noClocks, wordOf } from '#core';
import type {
  AlertingEvent,
  AlertMoves,
  AlertStore,
  ClaimedAlertMail,
  DueAlert,
  NewAlert,
  ToldAlert,
} from '../ports/alert-store.js';
import { byTime, isDue, type AlertRow, type MemoryDatabase } from './memory-database.js';

type Decide<Method extends 'follow' | 'takeSteps'> = Parameters<AlertStore[Method]>;

/** Alerts to staff in memory. */
export class MemoryAlertStore implements AlertStore {
  constructor(private readonly database: MemoryDatabase) {}

  async follow(...[limit, decide]: Decide<'follow'>): Promise<number> {
    const { database } = this;
    const read = database.events.slice(database.alertFeed, database.alertFeed + limit);
    if (read.length === 0) return 0;
    database.alertFeed += read.length;
    const events: AlertingEvent[] = read.map((event) => ({
      ...event,
      category: database.reports.get(event.reportId)?.filed.category ?? '',
    }));
    const { raised, told } = decide(events, database.now());
    for (const alert of database.alerts)
      if (alert.state !== 'DONE' && told.some((each) => isEnded(alert, each))) end(alert);
    for (const alert of raised) this.raise(alert);
    database.committed();
    return read.length;
  }

  async takeSteps(...[limit, gatherMs, decide]: Decide<'takeSteps'>): Promise<number> {
    const { database } = this;
    const nowMs = database.now();
    const open = database.alerts.filter(({ state }) => state === 'OPEN').sort(byTime(dueAtMs));
    const due = new Set(
      open
        .filter((alert) => isDue(alert.nextStepAtMs, nowMs))
        .slice(0, limit)
        .map(({ reportId }) => reportId),
    );
    const rows = open.filter((row) => due.has(row.reportId) && isDue(row.nextStepAtMs, nowMs + gatherMs));
    if (rows.length === 0) return 0;
    const { alerts, mails } = decide(
      rows.map((row): DueAlert => ({ ...row, isStanding: this.isStanding(row) })),
      nowMs,
    );
    for (const { id, step, nextStepAtMs, isDone } of alerts) {
      const row = database.alerts.find((alert) => alert.id === id);
      if (row) Object.assign(row, { step, nextStepAtMs }, isDone ? { state: 'DONE' } : {});
    }
    for (const mail of mails)
      database.alertMails.push({ ...mail, state: 'QUEUED', tries: 0, epoch: 0, nextTryAtMs: nowMs });
    database.committed();
    return rows.length;
  }

  async claimMails(limit: number, leaseMs: number): Promise<readonly ClaimedAlertMail[]> {
    const { database } = this;
    const nowMs = database.now();
    const due = database.alertMails
      .filter(({ nextTryAtMs }) => isDue(nextTryAtMs, nowMs))
      .sort(byTime(({ nextTryAtMs }) => nextTryAtMs))
      .slice(0, limit);
    return due.flatMap((mail) => {
      const open = database.alerts.filter(({ id, state }) => mail.alertIds.includes(id) && state === 'OPEN');
      mail.epoch += 1;
      if (open.length === 0) {
        Object.assign(mail, { state: 'OBSOLETE', nextTryAtMs: null });
        return [];
      }
      Object.assign(mail, { state: 'SENDING', nextTryAtMs: nowMs + leaseMs, tries: mail.tries + 1 });
      const { id, epoch, tries, address, recipient, step, messageId, reportId } = mail;
      const reportReference = database.reports.get(reportId)?.filed.reference ?? '';
      const alerts = open.map((alert) => this.told(alert));
      return [{ id, epoch, tries, address, recipient, step, messageId, reportReference, alerts }];
    });
  }

  async closeMails(closings: Parameters<AlertStore['closeMails']>[0]): Promise<void> {
    for (const { id, epoch, state, nextTryInMs } of closings) {
      const mail = this.database.alertMails.find((row) => row.id === id && row.epoch === epoch);
      const nextTryAtMs = nextTryInMs === null ? null : this.database.now() + nextTryInMs;
      if (mail) Object.assign(mail, { state, nextTryAtMs });
    }
  }

  async acknowledge(alertId: string, by: string, eventId: string): Promise<boolean> {
    const { database } = this;
    const alert = database.alerts.find(({ id, state }) => id === alertId && state === 'OPEN');
    const report = alert && database.reports.get(alert.reportId);
    if (!alert || !report) return false;
    Object.assign(alert, { state: 'ACKNOWLEDGED', acknowledgedBy: by, nextStepAtMs: null });
    const { status, attention, lastSequence } = report.derived;
    report.derived = { ...report.derived, lastSequence: lastSequence + 1 };
    const { reportId, submissionId, platform, kind } = alert;
    database.record([
      {
        ...{ id: eventId, reportId, sequence: lastSequence + 1, type: 'alert.acknowledged', v: 1 },
        ...{ atMs: database.now(), submissionId, platform, word: null, previousWord: null },
        ...{ status, previousStatus: null, attention, detail: { alert: kind, actor: 'STAFF' } },
      },
    ]);
    return true;
  }

  /** One that stands already is not raised again. */
  private raise(alert: NewAlert): void {
    const isSame = (row: AlertRow) =>
      row.state !== 'DONE' &&
      row.kind === alert.kind &&
      row.cause === alert.cause &&
      row.submissionId === alert.submissionId &&
      row.reportId === alert.reportId;
    if (this.database.alerts.some(isSame)) return;
    const fresh = { state: 'OPEN', step: 0, createdAtMs: this.database.now(), acknowledgedBy: null } as const;
    this.database.alerts.push({ ...alert, ...fresh });
  }

  private isStanding({ submissionId, reportId, kind, standsAt }: AlertRow): boolean {
    const { submissions, holds } = this.database;
    if (submissionId === null)
      return (
        kind !== 'HOLD_OVERDUE' ||
        holds.some(
          (hold) =>
            hold.reportId === reportId &&
            hold.releasedAtMs === null &&
            isDue(hold.untilMs, this.database.now()),
        )
      );
    const row = submissions.get(submissionId);
    return row !== undefined && standsAt.includes(wordOf(row.state));
  }

  private told({ kind, urgency, platform, createdAtMs, submissionId }: AlertRow): ToldAlert {
    const row = submissionId === null ? undefined : this.database.submissions.get(submissionId);
    const { escalationStep: _step, nextStepAtMs: _next, ...clocks } = row?.clocks ?? noStep;
    return { kind, urgency, platform, createdAtMs, word: row ? wordOf(row.state) : null, clocks };
  }
}

const noStep = { ...noClocks, escalationStep: null, nextStepAtMs: null };

function dueAtMs({ nextStepAtMs }: AlertRow): number | null {
  return nextStepAtMs ?? Infinity;
}

function isEnded(alert: AlertRow, told: AlertMoves['told'][number]): boolean {
  if (told.reportId !== alert.reportId || told.reach === 'ALL') return told.reportId === alert.reportId;
  if (told.reach === 'WHOLE') return alert.submissionId === null;
  if (told.submissionId !== alert.submissionId) return false;
  const isOver = told.word !== null && !alert.standsAt.includes(told.word);
  return told.isStaffAct || isOver || told.overtaken === alert.kind;
}

function end(alert: AlertRow): void {
  Object.assign(alert, { state: 'DONE', nextStepAtMs: null });
}
