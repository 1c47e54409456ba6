import type { OpenAPIObject } from '@nestjs/swagger';
import { cataloguedPing, eventCatalogue, type CataloguedBody } from '#webhooks';

type Webhooks = NonNullable<OpenAPIObject['webhooks']>;
type Components = NonNullable<OpenAPIObject['components']>;
type Schemas = NonNullable<Components['schemas']>;
type Webhook = NonNullable<Webhooks[string]['post']> & Readonly<Record<`x-${string}`, unknown>>;

/**
 * What Uniflag sends, for the section `webhooks` of its description (OpenAPI 3.1): an entry a type of delivery in the
 * format STANDARD, from the catalogue that `GET /v1/webhooks/event-types` shows. What entries share stands in `components`.
 */
export function describeDeliveries(): { readonly webhooks: Webhooks; readonly components: Components } {
  const entries = [...eventCatalogue(), cataloguedPing()];
  const described = entries.map((entry) => ({ entry, name: nameOfData(entry.type) }));
  return {
    webhooks: Object.fromEntries(
      described.map(({ entry, name }) => [
        entry.type,
        { post: webhookOf(entry, `#/components/schemas/${name}`) },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(described.map(({ entry, name }) => [name, partsOf(entry).data])),
      parameters,
      responses,
    },
  };
}

/** `data` is the same in all events of submissions, and in all others. */
function nameOfData(type: string): string {
  if (type === 'ping') return 'DeliveredPing';
  return type.startsWith('submission.') ? 'DeliveredSubmissionEvent' : 'DeliveredEvent';
}

function webhookOf(entry: CataloguedBody & { readonly version?: number }, data: string): Webhook {
  const { description, version, since, example } = entry;
  const { body, head } = partsOf(entry);
  const schema = { ...body, properties: { ...head, data: { $ref: data } } };
  return {
    // Signed, which the signature header says; no key or session of ours.
    ...{ tags: ['webhooks'], summary: description, security: [] },
    parameters: Object.keys(parameters).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
    responses: {
      '2XX': { $ref: '#/components/responses/DeliveryTaken' },
      '410': { $ref: '#/components/responses/DeliveryUnwanted' },
      '429': { $ref: '#/components/responses/DeliveryTooFast' },
      '5XX': { $ref: '#/components/responses/DeliveryFailed' },
    },
    ...{ 'x-since': since, ...(version === undefined ? {} : { 'x-version': version }) },
  };
}

/** The document says once for all in which dialect its schemas are. */
function partsOf({ schema }: CataloguedBody) {
  const { $schema: _dialect, properties, ...body } = schema;
  const { data, ...head } = properties as { readonly data: Schemas[string] } & Schemas;
  return { body, head, data };
}

const retryAfter = {
  description: 'Seconds, or a date: waited for, from 1 second to 24 hours.',
  schema: { type: 'string' },
} as const;

const parameters = {
  WebhookId: {
    ...{ name: 'webhook-id', in: 'header', required: true, schema: { type: 'string' } },
    description:
      'Of the event, as `data.id`: the same in every attempt. Keep it, and answer 2xx to a repeat.',
  },
  WebhookTimestamp: {
    ...{ name: 'webhook-timestamp', in: 'header', required: true },
    schema: { type: 'string', pattern: '^\\d+$' },
    description:
      'When this attempt is made, in seconds since 1970. Refuse what is more than five minutes off.',
  },
  WebhookSignature: {
    ...{ name: 'webhook-signature', in: 'header', required: true, schema: { type: 'string' } },
    description:
      'Over `id.timestamp.body` in the way of Standard Webhooks: one or more of `v1,…` (HMAC-SHA256 with the ' +
      'secret of the endpoint) and `v1a,…` (Ed25519), separated by spaces. One match is enough.',
  },
} satisfies Components['parameters'];

/** Source: docs/webhooks.md. */
const responses = {
  DeliveryTaken: { description: 'Taken. Answer within 20 seconds; nothing but the status counts.' },
  DeliveryUnwanted: { description: 'Nothing more is sent: the endpoint is GONE, its events are kept.' },
  DeliveryTooFast: {
    description: 'Tried again no earlier than asked; until then one delivery at a time.',
    headers: { 'Retry-After': retryAfter },
  },
  DeliveryFailed: {
    description:
      'Tried again, ten times over three days; so is everything else that is not named here, redirects included. ' +
      'With the header `webhook-delivery: abort-message` this event is not sent again.',
    headers: { 'Retry-After': retryAfter },
  },
} satisfies Components['responses'];
