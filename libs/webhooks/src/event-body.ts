import { toTypeId, type EventType, type ReportEvent } from '#core';
import { presentEvent, type EventView } from './event-view.js';

/** What the body says beside the event itself. */
export interface EventContext {
  /** `UF-2026-000123`. */
  readonly reportReference: string;
  readonly categoryCode: string;
  /** `self`: the report in this installation's API, for whoever may read it. */
  readonly links: { readonly self: string };
}

/** The body of one delivery, in the shape of Standard Webhooks. Its id travels as `webhook-id` and in `data.id`. */
export interface EventBody {
  readonly type: EventType;
  readonly timestamp: string;
  readonly data: Omit<EventView, 'type' | 'timestamp'> & {
    readonly reportReference: string;
    readonly category: string;
    readonly links: { readonly self: string };
  };
}

/**
 * The body of an event as this installation tells it, by webhook or in the feed.
 *
 * @param apiUrl public address of the API, without a slash at its end; consumers fetch the report there
 */
export function toldBody(
  told: { readonly event: ReportEvent; readonly reportReference: string; readonly category: string },
  apiUrl: string,
): EventBody {
  const { event, reportReference, category: categoryCode } = told;
  const self = `${apiUrl}/v1/reports/${toTypeId('rep', event.reportId)}`;
  return eventBody(event, { reportReference, categoryCode, links: { self } });
}

/** A body is thin: whoever wants more fetches it from the API, where access is checked and recorded. */
export const maxBodyBytes = 4_096;

/** Throws where a body would be 4 kB or more, which only a link of absurd length can do. */
export function eventBody(event: ReportEvent, context: EventContext): EventBody {
  const { type, timestamp, ...view } = presentEvent(event);
  const { reportReference, categoryCode: category, links } = context;
  const body: EventBody = {
    type,
    timestamp,
    data: { ...view, reportReference, category, links: { self: links.self } },
  };
  if (Buffer.byteLength(JSON.stringify(body)) >= maxBodyBytes)
    throw new RangeError(`the webhook body of a ${type} event is ${maxBodyBytes} bytes or longer`);
  return body;
}
