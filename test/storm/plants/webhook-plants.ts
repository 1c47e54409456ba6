import type { Plant } from './plant.js';

export const webhookPlants: readonly Plant[] = [
  {
    name: 'no-order',
    says: 'an event is delivered while an earlier one of its report is open',
    edits: [
      {
        file: 'libs/persistence/src/stores/webhook-order.ts',
        find: 'WHERE d.is_ordered AND e.endpoint_id = d.endpoint_id',
        replace: 'WHERE false AND e.endpoint_id = d.endpoint_id',
      },
    ],
  },
  {
    name: 'new-webhook-id',
    says: 'each attempt has an id of its own',
    edits: [
      {
        file: 'libs/webhooks/src/signed-transport.ts',
        find: 'id: content.data.id, timestampSeconds',
        replace: 'id: content.data.id + crypto.randomUUID(), timestampSeconds',
      },
    ],
  },
  {
    name: 'failed-delivery-dropped',
    says: 'a delivery that failed is not tried again',
    edits: [
      {
        file: 'libs/application/src/webhooks/deliver-webhooks.ts',
        find: "if (outcome === 'delivered' || outcome === 'aborted')",
        replace: 'if (attempt > 0)',
      },
    ],
  },
];
