import type { Plant } from './plant.js';

export const webhookPlants: readonly Plant[] = [
  {
    name: 'no-order',
    says: 'an event is delivered while an earlier one of its report is open',
    edits: [
      {
        file: 'libs/persistence/src/stores/webhook-order.ts',
        find: 'AND d.report_id > e.report_id',
        replace: 'AND (d.report_id, d.sequence) > (e.report_id, e.sequence)',
      },
    ],
  },
  {
    name: 'new-webhook-id',
    says: 'each attempt has an id of its own',
    edits: [
      {
        file: 'libs/webhooks/src/signed-transport.ts',
        find: "const id = toTypeId('evt', event.id);",
        replace: "const id = toTypeId('evt', crypto.randomUUID());",
      },
    ],
  },
  {
    name: 'failed-delivery-dropped',
    says: 'a delivery that failed is not tried again',
    edits: [
      {
        file: 'libs/application/src/webhooks/deliver-webhooks.ts',
        find: "if (outcome === 'delivered') return",
        replace: 'if (attempt > 0) return',
      },
    ],
  },
];
