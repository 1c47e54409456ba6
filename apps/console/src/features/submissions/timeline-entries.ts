import type { Note, ReportEvent } from '#client';

/** Who an entry of the timeline is of: `people` are staff and members. */
export const timelineSides = ['system', 'people', 'platform', 'notes'] as const;
export type TimelineSide = (typeof timelineSides)[number];

export type TimelineEntry =
  | {
      readonly id: string;
      readonly at: string;
      readonly side: TimelineSide;
      readonly event: ReportEvent;
      /** Whether what it tells was taken back. */
      readonly isWithdrawn: boolean;
    }
  | { readonly id: string; readonly at: string; readonly side: 'notes'; readonly note: Note };

/** What is shown of the timeline, as it stands in the address; absent is everything. */
export interface TimelineSearch {
  readonly show?: TimelineSide;
}

/** Takes from an address what is a filter; what is none is left out. */
export function readTimelineSearch(search: Readonly<Record<string, unknown>>): TimelineSearch {
  const show = timelineSides.find((side) => side === search['show']);
  return show === undefined ? {} : { show };
}

/**
 * Events and notes in one line, the latest first.
 *
 * @param events in the order of their sequence
 * @param notes  in the order in which they were written
 */
export function timelineOf(events: readonly ReportEvent[], notes: readonly Note[]): TimelineEntry[] {
  const withdrawn = new Set(events.flatMap(({ detail }) => numbersIn(detail['withdraws'])));
  const entries: TimelineEntry[] = [
    ...events.map((event) => ({
      ...{ id: event.id, at: event.timestamp, side: sideOf(event), event },
      isWithdrawn: withdrawn.has(event.sequence),
    })),
    ...notes.map((note) => ({ id: note.id, at: note.at, side: 'notes' as const, note })),
  ];
  // What happened in one moment keeps its order.
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).reverse();
}

function numbersIn(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}

export function sideOf({ type, detail }: Pick<ReportEvent, 'type' | 'detail'>): TimelineSide {
  switch (detail['actor']) {
    case 'STAFF':
    case 'MEMBER':
      return 'people';
    case 'PLATFORM':
      return 'platform';
    default:
      return withoutActor.includes(type) ? 'people' : 'system';
  }
}

/** What people do whose event does not say so. */
const withoutActor: readonly string[] = [
  ...['report.created', 'report.caller_code_made', 'report.caller_code_ended', 'alert.acknowledged'],
];
