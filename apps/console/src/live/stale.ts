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
  timer ??= setTimeout(() => {
    timer = undefined;
    const ids = [...changed];
    changed.clear();
    void queryClient.invalidateQueries({ queryKey: keys.reports });
    for (const id of ids) void queryClient.invalidateQueries({ queryKey: keys.report(id) });
  }, gatherMs);
}

/** Nobody knows what was missed. */
export function allStale(): void {
  void queryClient.invalidateQueries();
}
