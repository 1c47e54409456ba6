import type { ConsumerDelivery, Records, Violation } from './records.js';
import { groupedBy } from './check-status.js';
import { typeIdOf } from './type-id.js';

/** Every consumer got every event, genuine and with one id; events are numbered from 1 without gaps. */
export function eventsMissing(records: Records): readonly Violation[] {
  const found: Violation[] = [];
  const missing = (at: string, says: string) => found.push({ promise: 'eventsMissing', at, says });
  const eventsOf = groupedBy(records.events, ({ reportId }) => reportId);
  const received = groupedBy(records.deliveries, nameOf);
  for (const report of records.reports) {
    const events = [...(eventsOf.get(report.id) ?? [])].sort((some, other) => some.sequence - other.sequence);
    const isNumbered = events.every(({ sequence }, index) => sequence === index + 1);
    if (!isNumbered || events.length !== report.lastSequence)
      missing(
        report.reference,
        `its ${events.length} events are not numbered from 1 to ${report.lastSequence}`,
      );
    const reportId = typeIdOf('rep', report.id);
    for (const { sequence, id } of events)
      for (let consumer = 0; consumer < records.consumers; consumer += 1) {
        const deliveries = received.get(nameOf({ consumer, reportId, sequence })) ?? [];
        const at = `${report.reference} event ${sequence} at consumer ${consumer}`;
        if (!deliveries.some(({ acceptedAs, isGenuine }) => acceptedAs !== null && isGenuine))
          missing(at, `it was never taken (${deliveries.length} deliveries)`);
        if (deliveries.some(({ isGenuine }) => !isGenuine)) missing(at, 'its signature does not fit');
        if (deliveries.some(({ webhookId }) => webhookId !== typeIdOf('evt', id)))
          missing(at, 'it came under another id');
      }
  }
  return found;
}

/** The next event of a report comes only after the one before it was taken. */
export function eventsOutOfOrder(records: Records): readonly Violation[] {
  const received = groupedBy(records.deliveries, nameOf);
  return [...received.values()].flatMap((deliveries) => {
    const first = deliveries.reduce((earliest, each) =>
      each.arrivedAs < earliest.arrivedAs ? each : earliest,
    );
    if (first.sequence === 1) return [];
    const before = received.get(nameOf({ ...first, sequence: first.sequence - 1 })) ?? [];
    const isInOrder = before.some(({ acceptedAs }) => acceptedAs !== null && acceptedAs < first.arrivedAs);
    if (isInOrder) return [];
    const at = `${first.reportId} event ${first.sequence} at consumer ${first.consumer}`;
    return [{ promise: 'eventsOutOfOrder' as const, at, says: 'it came before the one before it was taken' }];
  });
}

function nameOf({
  consumer,
  reportId,
  sequence,
}: Pick<ConsumerDelivery, 'consumer' | 'reportId' | 'sequence'>) {
  return `${consumer} ${reportId} ${sequence}`;
}
