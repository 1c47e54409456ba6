import type { InfiniteData, Query, QueryKey } from '@tanstack/react-query';
import type { ReportEvent } from '#client';
import { keys } from '../api/keys.js';
import { queryClient } from '../api/query-client.js';

/** As many pages of a list are kept up to date. */
export const pagesReadAnew = 8;
/** An act makes several events, which come together: what they make old is read anew once for all. */
const gatherMs = 50;
/** In a burst of acts it is read anew once in so long. */
const burstMs = 300;

const stale = new Map<string, QueryKey>();
let timer: ReturnType<typeof setTimeout> | undefined;
let readAt = -burstMs;

/** What is shown of the event's report, and the lists it stands in, are read anew. */
export function staleBy({ reportId }: ReportEvent): void {
  gather(keys.reports, keys.report(reportId), keys.claim(reportId));
}

/** Somebody else takes care of a report than before: of which, nothing says. */
export function claimsStale(): void {
  gather(keys.reports, keys.claims);
}

/** Somebody wrote a note, or struck one out: about which report, nothing says. */
export function notesStale(): void {
  gather(keys.notes);
}

/** Somebody came to a page, or left it. */
export function presenceStale(): void {
  gather(keys.presence);
}

function gather(...queryKeys: readonly QueryKey[]): void {
  for (const queryKey of queryKeys) stale.set(JSON.stringify(queryKey), queryKey);
  timer ??= setTimeout(readAnew, Math.max(gatherMs, readAt + burstMs - performance.now()));
}

/** Not while they are read already: that would break off what a person asked for, such as the next page. */
function readAnew(): void {
  const queryKeys = [...stale.values()];
  if (queryKeys.some((queryKey) => queryClient.isFetching({ queryKey }) > 0)) {
    timer = setTimeout(readAnew, gatherMs);
    return;
  }
  timer = undefined;
  readAt = performance.now();
  stale.clear();
  for (const queryKey of queryKeys) void queryClient.invalidateQueries({ queryKey, predicate: isShort });
}

export function alertsStale(): void {
  void queryClient.invalidateQueries({ queryKey: keys.alerts });
}

/** Nobody knows what was missed. */
export function allStale(): void {
  void queryClient.invalidateQueries({ predicate: isShort });
}

/** A list of many pages would be read page by page for every event: whoever is so far down asks for it. */
function isShort({ state }: Query): boolean {
  const pages = (state.data as Partial<InfiniteData<unknown>> | undefined)?.pages;
  return pages === undefined || pages.length <= pagesReadAnew;
}
