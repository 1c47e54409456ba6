import type { Client } from 'openapi-fetch';
import { at, once, type Once } from './call-parts.js';
import { answerOf, problemOf } from './problems.js';
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
  /** One endpoint, with the ETag that changing it takes. */
  readWebhookEndpoint: async (
    id: string,
  ): Promise<{ readonly endpoint: Shape.WebhookEndpoint; readonly etag: string }> => {
    const { data, error, response } = await api.GET('/v1/webhooks/endpoints/{id}', at(id));
    if (data === undefined) throw problemOf(response.status, error);
    return { endpoint: data, etag: response.headers.get('etag') ?? '' };
  },
  /** @param etag of the endpoint as it was read: another change meanwhile is not overwritten */
  changeWebhookEndpoint: (
    id: string,
    etag: string,
    body: Shape.WebhookEndpointChange,
  ): Promise<Shape.WebhookEndpoint> => {
    const params = { path: { id }, header: { 'If-Match': etag } };
    return answerOf(api.PATCH('/v1/webhooks/endpoints/{id}', { params, body }));
  },
  /** @param etag of the endpoint as it was read */
  removeWebhookEndpoint: async (id: string, etag: string): Promise<void> => {
    const params = { path: { id }, header: { 'If-Match': etag } };
    await answerOf(api.DELETE('/v1/webhooks/endpoints/{id}', { params }));
  },
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
  /** How much an endpoint has not had, since when, and which reports are held. */
  readMissedDeliveries: (id: string): Promise<Shape.MissedDeliveries> =>
    answerOf(api.GET('/v1/webhooks/endpoints/{id}/missed', at(id))),
  /** That it fails, was switched off or on again, or a delivery is used up: the newest 100. */
  listWebhookNotices: async (id: string): Promise<readonly Shape.WebhookNotice[]> =>
    (await answerOf(api.GET('/v1/webhooks/endpoints/{id}/notices', at(id)))).data,
  /** One page of the delivery log of an endpoint, newest event first. */
  webhookDeliveryPage: (id: string, query: Shape.DeliveryQuery = {}): Promise<Shape.WebhookDeliveryPage> =>
    answerOf(api.GET('/v1/webhooks/endpoints/{id}/deliveries', { params: { path: { id }, query } })),
  /** One delivery with its attempts, what was answered, and when it is tried again. */
  readWebhookDelivery: (id: string): Promise<Shape.WebhookDeliveryDetail> =>
    answerOf(api.GET('/v1/webhooks/deliveries/{id}', at(id))),
  resendWebhookDelivery: (id: string): Promise<Shape.WebhookDelivery> =>
    answerOf(api.POST('/v1/webhooks/deliveries/{id}/resend', at(id))),
  /** Gives it up: the later events of its report go on. */
  skipWebhookDelivery: (id: string): Promise<Shape.WebhookDelivery> =>
    answerOf(api.POST('/v1/webhooks/deliveries/{id}/skip', at(id))),
  /** Puts back every event since then that the endpoint has not had. @returns how many */
  recoverWebhookEndpoint: async (id: string, since: string): Promise<number> =>
    (await answerOf(api.POST('/v1/webhooks/endpoints/{id}/recover', { ...at(id), body: { since } }))).putBack,
});
