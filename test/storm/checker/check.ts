import { eventsMissing, eventsOutOfOrder } from './check-events.js';
import { markedNotices, sentTwice } from './check-notices.js';
import { lostReports, openSends, orphans, unansweredClients } from './check-reports.js';
import { wrongStatus } from './check-status.js';
import { uncertain, unexplainedUncertain } from './check-uncertain.js';
import type { Records, Violation } from './records.js';

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly accepted: number;
  readonly submissions: number;
  readonly marked: number;
  readonly uncertain: number;
  /** Submissions that the platform has, by our own word. */
  readonly sent: number;
}

/** Compares the records and says which promises they break. Knows nothing of the product's own code. */
export function check(records: Records): Verdict {
  return {
    violations: [
      ...lostReports(records),
      ...unansweredClients(records),
      ...sentTwice(records),
      ...wrongStatus(records),
      ...eventsMissing(records),
      ...eventsOutOfOrder(records),
      ...openSends(records),
      ...orphans(records),
      ...unexplainedUncertain(records),
    ],
    accepted: records.told.length,
    submissions: records.submissions.length,
    marked: markedNotices(records),
    uncertain: uncertain(records).length,
    sent: records.submissions.filter(({ delivery }) => delivery === 'SENT' || delivery === 'ACKNOWLEDGED')
      .length,
  };
}
