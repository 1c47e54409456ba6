import { uuidv7 } from 'uuidv7';
import { describeStores } from '#application/testing';
import { openSchema } from '../../../../test/support/schema.js';
import { watchQueries } from '../../../../test/support/watch-queries.js';
import { PgAlertStore } from './pg-alert-store.js';
import { PgChannelStore } from './pg-channel-store.js';
import { PgDeadlineStore } from './pg-deadline-store.js';
import { PgDeliveryStore } from './pg-delivery-store.js';
import { PgEndpointHealth } from './pg-endpoint-health.js';
import { PgFollowUpStore } from './pg-follow-up-store.js';
import { PgMailboxStore } from './pg-mailbox-store.js';
import { PgOutbox } from './pg-outbox.js';
import { PgPlatformStore } from './pg-platform-store.js';
import { PgReplyStore } from './pg-reply-store.js';
import { PgReportStore } from './pg-report-store.js';
import { PgScreenshotStore } from './pg-screenshot-store.js';
import { PgSendStore } from './pg-send-store.js';
import { PgWebhookStore } from './pg-webhook-store.js';

describeStores('PostgreSQL', async () => {
  const schema = await openSchema();
  const { pool } = schema;
  const platforms = new PgPlatformStore(pool);
  await platforms.ensure(['one', 'other']);
  let between: (() => Promise<unknown>) | undefined;
  const endWatch = watchQueries(pool, (text) => {
    if (!text.startsWith('WITH changed_reports')) return undefined;
    const work = between;
    between = undefined;
    return work?.();
  });
  return {
    stores: {
      ...{ platforms, replies: new PgReplyStore(pool), webhooks: new PgWebhookStore(pool) },
      ...{ reports: new PgReportStore(pool, uuidv7), sends: new PgSendStore(pool, uuidv7) },
      ...{ outbox: new PgOutbox(pool), followUps: new PgFollowUpStore(pool) },
      ...{ alerts: new PgAlertStore(pool), channels: new PgChannelStore(pool) },
      ...{ endpointHealth: new PgEndpointHealth(pool), deliveryActs: new PgDeliveryStore(pool) },
      screenshots: new PgScreenshotStore(pool),
      ...{ mailboxes: new PgMailboxStore(pool), deadlines: new PgDeadlineStore(pool, uuidv7) },
    },
    pass: (ms) => schema.pass(ms),
    allTold: () => schema.allTold(),
    beforeNextWrite: (work) => {
      between = work;
    },
    close: async () => {
      endWatch();
      await schema.drop();
    },
  };
});
