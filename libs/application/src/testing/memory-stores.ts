import { MemoryAlertStore } from './memory-alert-store.js';
import { MemoryChannelStore } from './memory-channel-store.js';
import type { MemoryDatabase } from './memory-database.js';
import { MemoryDeadlineStore } from './memory-deadline-store.js';
import { MemoryDeliveryActs } from './memory-delivery-acts.js';
import { MemoryEndpointHealth } from './memory-endpoint-health.js';
import { MemoryFollowUpStore } from './memory-follow-up-store.js';
import type { OpenSession } from './memory-locks.js';
import { MemoryMailboxStore } from './memory-mailbox-store.js';
import { MemoryOutbox } from './memory-outbox.js';
import { MemoryPlatformStore } from './memory-platform-store.js';
import { MemoryReplyStore } from './memory-reply-store.js';
import { MemoryReportStore } from './memory-report-store.js';
import { MemoryScreenshotStore } from './memory-screenshots.js';
import { MemorySendStore } from './memory-send-store.js';
import { MemoryWebhookStore } from './memory-webhook-store.js';

/** Every store over one database, as one process has them. */
export function memoryStores(database: MemoryDatabase, openSession?: OpenSession) {
  return {
    reports: new MemoryReportStore(database, openSession),
    sends: new MemorySendStore(database),
    followUps: new MemoryFollowUpStore(database),
    deadlines: new MemoryDeadlineStore(database),
    screenshots: new MemoryScreenshotStore(database),
    replies: new MemoryReplyStore(database, openSession),
    mailboxes: new MemoryMailboxStore(database),
    platforms: new MemoryPlatformStore(database),
    webhooks: new MemoryWebhookStore(database),
    endpointHealth: new MemoryEndpointHealth(database),
    deliveryActs: new MemoryDeliveryActs(database),
    alerts: new MemoryAlertStore(database),
    channels: new MemoryChannelStore(database),
    outbox: new MemoryOutbox(database),
  };
}

export type MemoryStores = ReturnType<typeof memoryStores>;
