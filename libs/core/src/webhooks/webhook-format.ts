/**
 * How deliveries to an endpoint are written; the same event with the same id, signed the same way.
 *
 * STANDARD                Standard Webhooks
 * CLOUDEVENTS_STRUCTURED  CloudEvents 1.0, all of it in the body
 * CLOUDEVENTS_BINARY      CloudEvents 1.0, its attributes in headers
 */
export const webhookFormats = ['STANDARD', 'CLOUDEVENTS_STRUCTURED', 'CLOUDEVENTS_BINARY'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];
