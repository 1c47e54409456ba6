import type { ClaimedEndpointMail, EndpointMailStore } from '../ports/endpoint-mails.js';
import type { MailSender } from '../ports/mail-sender.js';
import type { WorkLog } from '../ports/work-log.js';
import { WorkPlaces } from '../work-places.js';
import type { WriteEndpointMail } from './endpoint-mail.js';

export interface MailEndpointNoticesParts {
  readonly mails: EndpointMailStore;
  readonly mail: MailSender;
  readonly write: WriteEndpointMail;
  readonly log: WorkLog;
  readonly settings: {
    /** Who is told; nobody where it is empty. */
    readonly alertTo: readonly string[];
    readonly leaseMs: number;
    /** Waits between tries of a mail, in milliseconds; the last one repeats. */
    readonly retryScheduleMs: readonly number[];
  };
}

const noticesAtOnce = 1_000;
const mailsAtOnce = 2;
/** Of one kind, about one endpoint, to one address: a dead consumer can use up thousands of deliveries. */
const betweenMailsMs = 60 * 60_000;

/**
 * Mails notices about endpoints to whoever runs them: the first at once, what comes within an hour of it in one mail after
 * that. What no mail server took is tried again, with what came meanwhile, until one does.
 */
export class MailEndpointNotices {
  private readonly places: WorkPlaces<ClaimedEndpointMail>;

  constructor(private readonly parts: MailEndpointNoticesParts) {
    const { mails, settings, log } = parts;
    this.places = new WorkPlaces({
      places: () => mailsAtOnce,
      claim: (limit) => mails.claim(limit, settings.leaseMs),
      work: (mail) => this.send(mail),
      onClaimError: (error) => log.error('webhooks.claim_mails_failed', { error }),
    });
  }

  async run(): Promise<void> {
    const { mails, settings, log } = this.parts;
    let gathered: number;
    do {
      gathered = await mails.gather(settings.alertTo, noticesAtOnce);
      if (gathered > 0 && settings.alertTo.length === 0)
        log.warn('webhook.nobody_to_mail', { notices: gathered });
    } while (gathered === noticesAtOnce);
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

  private async send(mail: ClaimedEndpointMail): Promise<void> {
    const { mails, log } = this.parts;
    const { id, epoch, endpointId, kind, noticed, told, tries } = mail;
    try {
      const outcome = await this.trySend(mail);
      const isTaken = outcome === 'accepted';
      const nextTryInMs = isTaken ? betweenMailsMs : this.waitAfter(tries);
      await mails.close({ id, epoch, told: isTaken ? noticed : null, nextTryInMs });
      log[isTaken ? 'info' : 'warn'](isTaken ? 'webhook.mailed' : 'webhook.not_mailed', {
        ...{ endpointId, kind, notices: noticed - told, tries, outcome },
      });
    } catch (error) {
      // Its lease ends, and it is claimed again.
      log.error('webhook.mail_failed', { endpointId, kind, error });
    }
  }

  private async trySend(mail: ClaimedEndpointMail): Promise<string> {
    try {
      return (await this.parts.mail.send(this.parts.write.run(mail))).outcome;
    } catch (error) {
      // Our own mistake: tried again as well, and seen meanwhile.
      this.parts.log.error('webhook.mail_crashed', { endpointId: mail.endpointId, error });
      return 'crashed';
    }
  }

  private waitAfter(tries: number): number {
    const { retryScheduleMs } = this.parts.settings;
    return retryScheduleMs[Math.min(tries, retryScheduleMs.length) - 1] ?? 60_000;
  }
}
