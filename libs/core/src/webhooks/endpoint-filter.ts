import { eventTypes, type EventType, type ReportEvent } from '../events.js';

/** What an event tells of the time something takes. */
export const webhookSlas = ['DUE_SOON', 'BREACHED'] as const;
export type WebhookSla = (typeof webhookSlas)[number];

/** Which events an endpoint gets: those that pass every list. Null lets everything through. */
export interface EndpointFilter {
  /** Event types, and groups of them such as `submission.*`. */
  readonly events: readonly string[] | null;
  /** Events of submissions on these; an event of a whole report does not pass. */
  readonly platforms: readonly string[] | null;
  /** Category of the report, also the one it had before a correction. */
  readonly categories: readonly string[] | null;
  readonly sla: readonly WebhookSla[] | null;
}

export const everyEvent: EndpointFilter = { events: null, platforms: null, categories: null, sla: null };

/** The only events that pass `sla`. */
export const slaOfEvents: Readonly<Partial<Record<EventType, WebhookSla>>> = {
  'submission.due_soon': 'DUE_SOON',
  'submission.sla_breached': 'BREACHED',
  'submission.escalated': 'BREACHED',
};

/** @param categories of the report after the event, and before it where the event corrects it */
export function passesFilter(
  filter: EndpointFilter,
  { type, platform }: Pick<ReportEvent, 'type' | 'platform'>,
  categories: readonly string[],
): boolean {
  const sla = slaOfEvents[type];
  return (
    (filter.events === null || filter.events.some((each) => each === type || each === groupOf(type))) &&
    (filter.platforms === null || (platform !== null && filter.platforms.includes(platform))) &&
    (filter.categories === null || filter.categories.some((each) => categories.includes(each))) &&
    (filter.sla === null || (sla !== undefined && filter.sla.includes(sla)))
  );
}

/** Entries of `events` that no event has: a type that no longer exists, or was never one. */
export function unknownEvents(events: readonly string[]): readonly string[] {
  return events.filter((each) => !eventTypes.some((type) => each === type || each === groupOf(type)));
}

function groupOf(type: EventType): string {
  return `${type.slice(0, type.indexOf('.'))}.*`;
}
