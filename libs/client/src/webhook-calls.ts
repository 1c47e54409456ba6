import type { Client } from 'openapi-fetch';
import { at, once, type Once } from './call-parts.js';
import { answerOf } from './problems.js';
import type * as Shape from './shapes.js';

/** Calls about webhook endpoints and what is delivered to them. */
export const webhookCalls = (api: Client<Shape.paths>) => ({
  /** The answer's secret is shown this once. */
  createWebhookEndpoint: (
    body: Shape.NewWebhookEndpoint,
    options: Once = {},
  ): Promise<Shape.CreatedWebhookEndpoint> =>
    answerOf(api.POST('/v1/webhooks/endpoints', { body, ...once(options) })),
  listWebhookEndpoints: async (): Promise<readonly Shape.WebhookEndpoint[]> =>
    (await answerOf(api.GET('/v1/webhooks/endpoints'))).data,
  /** The answer's secret is shown this once. */
  rotateWebhookSecret: (
    id: string,
    body: Shape.RotateWebhookSecret = {},
    { idempotencyKey = crypto.randomUUID() }: Once = {},
  ): Promise<Shape.NewWebhookSecret> => {
    const params = { path: { id }, header: { 'Idempotency-Key': idempotencyKey } };
    return answerOf(api.POST('/v1/webhooks/endpoints/{id}/rotate-secret', { params, body }));
  },
  /** @param etag of the endpoint as it was read */
  setWebhookPace: (id: string, etag: string, body: Shape.WebhookPace): Promise<Shape.WebhookEndpoint> => {
    const params = { path: { id }, header: { 'If-Match': etag } };
    return answerOf(api.PUT('/v1/webhooks/endpoints/{id}/pace', { params, body }));
  },
  listWebhookEventTypes: async (): Promise<readonly Shape.WebhookEventType[]> =>
    (await answerOf(api.GET('/v1/webhooks/event-types'))).data,
  /** Without a type a ping; with one a synthetic event. */
  pingWebhookEndpoint: (id: string, body: Shape.AskWebhookPing = {}): Promise<Shape.WebhookEndpoint> =>
    answerOf(api.POST('/v1/webhooks/endpoints/{id}/ping', { ...at(id), body })),
});
