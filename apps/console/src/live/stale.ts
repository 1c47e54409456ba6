import type { ReportEvent } from '#client';
import { keys } from '../api/keys.js';
import { queryClient } from '../api/query-client.js';

/** Events come in bursts: what they make old is read anew once a burst. */
const gatherMs = 300;

const changed = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** What is shown of the event's report, and the lists it stands in, are read anew. */
export function staleBy({ reportId }: ReportEvent): void {
  changed.add(reportId);
  timer ??= setTimeout(readAnew, gatherMs);
}

/** Not while they are read already: that would break off what a person asked for, such as the next page. */
function readAnew(): void {
  const stale = [keys.reports, ...[...changed].map(keys.report)];
  if (stale.some((queryKey) => queryClient.isFetching({ queryKey }) > 0)) {
    timer = setTimeout(readAnew, gatherMs);
    return;
  }
  timer = undefined;
  changed.clear();
  for (const queryKey of stale) void queryClient.invalidateQueries({ queryKey });
}

export function alertsStale(): void {
  void queryClient.invalidateQueries({ queryKey: keys.alerts });
}

/** Nobody knows what was missed. */
export function allStale(): void {
  void queryClient.invalidateQueries();
}
