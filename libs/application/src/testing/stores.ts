import type { AlertStore } from '../ports/alert-store.js';
import type { ChannelStore } from '../ports/channel-store.js';
import type { DeadlineStore } from '../ports/deadline-store.js';
import type { DeliveryActs } from '../ports/delivery-acts.js';
import type { EndpointHealth } from '../ports/endpoint-health.js';
import type { FollowUpStore } from '../ports/follow-up-store.js';
import type { MailboxStore } from '../ports/mailbox-store.js';
import type { Outbox } from '../ports/outbox.js';
import type { ReplyStore } from '../ports/reply-store.js';
import type { ReportStore } from '../ports/report-store.js';
import type { ScreenshotStore } from '../ports/screenshot-store.js';
import type { PlatformStore, SendStore } from '../ports/send-store.js';
import type { WebhookStore } from '../ports/webhook-store.js';

/** Every store of one database. */
export interface Stores {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly followUps: FollowUpStore;
  readonly deadlines: DeadlineStore;
  readonly screenshots: ScreenshotStore;
  readonly replies: ReplyStore;
  readonly mailboxes: MailboxStore;
  readonly platforms: PlatformStore;
  readonly webhooks: WebhookStore;
  readonly endpointHealth: EndpointHealth;
  readonly deliveryActs: DeliveryActs;
  readonly alerts: AlertStore;
  readonly channels: ChannelStore;
  readonly outbox: Outbox;
}
