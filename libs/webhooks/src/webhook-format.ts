import type { WebhookFormat } from '#core';
import type { EventBody } from './event-body.js';
import type { PingBody } from './ping-body.js';

/** What is posted, but for the headers of Standard Webhooks, which sign exactly `body`. */
export interface WebhookContent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * An event or ping in the format of its endpoint.
 *
 * As CloudEvents, `data` repeats type and time: headers are not signed, the body is.
 *
 * Source: { url: 'https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md', readOn: '2026-11-28' }
 *
 * @param source address of this installation
 */
export function webhookContent(
  format: WebhookFormat,
  content: EventBody | PingBody,
  source: string,
): WebhookContent {
  const json = 'application/json';
  if (format === 'STANDARD') return { headers: { 'content-type': json }, body: JSON.stringify(content) };
  const { type, timestamp, data } = content;
  const attributes = {
    specversion: '1.0',
    ...{ id: data.id, source, type, time: timestamp },
    ...('reportId' in data ? { subject: data.reportId } : {}),
  };
  const signed = { type, timestamp, ...data };
  if (format === 'CLOUDEVENTS_STRUCTURED')
    return {
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      body: JSON.stringify({ ...attributes, datacontenttype: json, data: signed }),
    };
  const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value] as const);
  return { headers: { 'content-type': json, ...Object.fromEntries(headers) }, body: JSON.stringify(signed) };
}
