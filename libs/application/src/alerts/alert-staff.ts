import {
  alertCauseOf,
  alertReach,
  alertRecipients,
  alertRuleFor,
  alertStepAt,
  endsAlert,
  isStaffAct,
  overtakenBy,
  type AlertCause,
  type AlertRules,
  type Category,
  type Urgency,
  type WorkingCalendar,
} from '#core';
import { GroupCommit } from '../group-commit.js';
import type {
  AlertingEvent,
  AlertMailClosing,
  AlertMoves,
  AlertSteps,
  AlertStore,
  ClaimedAlertMail,
  DueAlert,
  NewAlert,
} from '../ports/alert-store.js';
import type { IdSource } from '../ports/ids.js';
import type { MailSender } from '../ports/mail-sender.js';
import type { WorkLog } from '../ports/work-log.js';
import { WorkPlaces } from '../work-places.js';
import type { WriteAlertMail } from './alert-mail.js';

export interface AlertStaffParts {
  readonly alerts: AlertStore;
  readonly categories: ReadonlyMap<string, Category>;
  readonly rules: AlertRules;
  /** Mail addresses of the recipients that rules name; null where they have none. */
  readonly addresses: Readonly<Record<string, readonly string[] | null>>;
  readonly calendar: WorkingCalendar;
  readonly mail: MailSender;
  readonly write: WriteAlertMail;
  readonly ids: IdSource;
  readonly log: WorkLog;
  readonly settings: {
    readonly leaseMs: number;
    /** Waits between tries of a mail, in milliseconds; the last one repeats. */
    readonly retryScheduleMs: readonly number[];
    /** Of Message-IDs. */
    readonly messageDomain: string;
  };
}

type RaisedAlert = NewAlert & AlertCause;

const eventsAtOnce = 500;
const alertsAtOnce = 100;
const mailsAtOnce = 4;

/**
 * Alerts staff to what needs them: follows the feed, takes the steps that are due, and sends the mails.
 *
 * A mail may arrive twice, with one Message-ID; none is given up while somebody still has to be told.
 */
export class AlertStaff {
  private readonly places: WorkPlaces<ClaimedAlertMail>;
  private readonly closer: GroupCommit<AlertMailClosing>;

  constructor(private readonly parts: AlertStaffParts) {
    const { alerts, settings, log } = parts;
    this.closer = new GroupCommit((closings) => alerts.closeMails(closings));
    this.places = new WorkPlaces({
      places: () => mailsAtOnce,
      claim: (limit) => alerts.claimMails(limit, settings.leaseMs),
      work: (mail) => this.send(mail),
      onClaimError: (error) => log.error('alerts.claim_failed', { error }),
    });
  }

  /** Raises and ends alerts by what happened since. */
  async follow(): Promise<void> {
    const { alerts } = this.parts;
    while (
      (await alerts.follow(eventsAtOnce, (events, nowMs) => this.movesOf(events, nowMs))) === eventsAtOnce
    );
  }

  async run(): Promise<void> {
    const { alerts, rules } = this.parts;
    await this.follow();
    while ((await alerts.takeSteps(alertsAtOnce, rules.gatherMs, (due, nowMs) => this.step(due, nowMs))) > 0);
    await this.places.run();
  }

  /** Claims no mail from now on; those under way go on. */
  stop(): void {
    this.places.stop();
  }

  /** Resolves when no mail is under way. */
  async settled(): Promise<void> {
    await this.places.settled();
  }

  private movesOf(events: readonly AlertingEvent[], nowMs: number): AlertMoves {
    const raised: (RaisedAlert | undefined)[] = [];
    const told: AlertMoves['told'][number][] = [];
    for (const event of events) {
      const { reportId, submissionId, word } = event;
      const reach = alertReach(event);
      const overtaken = overtakenBy(event);
      if (reach) told.push({ reportId, reach, submissionId, word, isStaffAct: isStaffAct(event), overtaken });
      for (const [place, alert] of raised.entries())
        if (alert?.reportId === reportId && endsAlert(alert, event)) raised[place] = undefined;
      raised.push(this.alertOf(event, nowMs));
    }
    return { raised: raised.filter((alert) => alert !== undefined), told };
  }

  private alertOf(event: AlertingEvent, nowMs: number): RaisedAlert | undefined {
    const { rules, categories, calendar, ids } = this.parts;
    const cause = alertCauseOf(event);
    if (cause === undefined) return undefined;
    const urgency: Urgency = categories.get(event.category)?.urgency ?? 'MEDIUM';
    const rule = alertRuleFor(rules, { kind: cause.kind, urgency });
    if (rule === undefined) return undefined;
    const nextStepAtMs = alertStepAt(rule, 0, urgency, nowMs, rules, calendar);
    return { ...cause, id: ids.uuid(), reportId: event.reportId, urgency, nextStepAtMs };
  }

  /** One step of each; those of one report that go to the same people share their mails. */
  private step(due: readonly DueAlert[], nowMs: number): AlertSteps {
    const { rules, calendar, addresses, ids, settings, log } = this.parts;
    const byRecipient = new Map<
      string,
      { reportId: string; recipient: string; step: number; ids: string[] }
    >();
    const alerts = due.map(({ id, reportId, kind, urgency, step, isStanding }) => {
      const rule = alertRuleFor(rules, { kind, urgency });
      const taken = rule?.steps[step];
      if (!isStanding || !rule || !taken) return { id, step, nextStepAtMs: null, isDone: !isStanding };
      for (const recipient of alertRecipients(taken, nowMs, calendar)) {
        const key = `${reportId} ${recipient}`;
        const group = byRecipient.get(key) ?? { reportId, recipient, step, ids: [] };
        byRecipient.set(key, { ...group, step: Math.max(group.step, step), ids: [...group.ids, id] });
      }
      log.info('alert.step_taken', { alertId: id, kind, urgency, step });
      const nextStepAtMs = alertStepAt(rule, step + 1, urgency, nowMs, rules, calendar);
      return { id, step: step + 1, nextStepAtMs, isDone: false };
    });
    const mails = [...byRecipient.values()].flatMap(({ reportId, recipient, step, ids: alertIds }) => {
      const to = addresses[recipient] ?? [];
      if (to.length === 0) log.warn('alert.nobody_to_mail', { alertIds, recipient, step });
      return to.map((address) => {
        const id = ids.uuid();
        const messageId = `alert.${id}@${settings.messageDomain}`;
        return { id, reportId, alertIds, recipient, address, step, messageId };
      });
    });
    return { alerts, mails };
  }

  private async send(mail: ClaimedAlertMail): Promise<void> {
    const { log } = this.parts;
    const { id: mailId, epoch, tries, recipient, step } = mail;
    try {
      const outcome = await this.trySend(mail);
      const isSent = outcome === 'accepted';
      const nextTryInMs = isSent ? null : this.waitAfter(tries);
      await this.closer.add({ id: mailId, epoch, state: isSent ? 'SENT' : 'QUEUED', nextTryInMs, outcome });
      log[isSent ? 'info' : 'warn'](isSent ? 'alert.mailed' : 'alert.not_mailed', {
        ...{ mailId, recipient, step, tries, outcome, nextTryInMs },
      });
    } catch (error) {
      // Its lease ends, and it is claimed again.
      log.error('alert.mail_failed', { mailId, error });
    }
  }

  private async trySend(mail: ClaimedAlertMail): Promise<string> {
    try {
      return (await this.parts.mail.send(this.parts.write.run(mail))).outcome;
    } catch (error) {
      // Our own mistake: tried again as well, and seen meanwhile.
      this.parts.log.error('alert.mail_crashed', { mailId: mail.id, error });
      return 'crashed';
    }
  }

  private waitAfter(tries: number): number {
    const { retryScheduleMs } = this.parts.settings;
    const wait = retryScheduleMs[Math.min(tries, retryScheduleMs.length) - 1] ?? 60_000;
    return Math.round(wait * (0.8 + this.parts.ids.jitter() * 0.4));
  }
}
