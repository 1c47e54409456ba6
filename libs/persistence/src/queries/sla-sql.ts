import { platformTurnWords, slaOrder, staffTurnWords } from '#core';

/** When the clock of a submission `x` ends, as the core's `runningClock` says; null while it is paused. An index has the same. */
export const clockEnd = `CASE WHEN x.word = 'sent' THEN LEAST(x.acknowledge_due_at, x.due_at)
    WHEN x.word IN (${quoted(platformTurnWords)}) THEN x.due_at
    WHEN x.word IN (${quoted(staffTurnWords)}) THEN x.staff_due_at END`;

/**
 * Whether the worst state of a report's submissions is a certain one, as the core's `slaOf` and `worstSla` say; the
 * places of states in `slaOrder` are compared.
 *
 * @param dueSoonMs how long before its end a time counts as running out
 */
export function hasWorstSla(reportId: string, sla: string, dueSoonMs: string): string {
  const place = `CASE WHEN x.word = 'info_requested' THEN ${slaOrder.indexOf('PAUSED')}
    WHEN ${clockEnd} <= now() THEN ${slaOrder.indexOf('BREACHED')}
    WHEN ${clockEnd} <= now() + ${dueSoonMs} * interval '1 millisecond' THEN ${slaOrder.indexOf('DUE_SOON')}
    ELSE ${slaOrder.indexOf('ON_TRACK')} END`;
  return `(array_position(ARRAY[${quoted(slaOrder)}], ${sla}) - 1)
    = (SELECT COALESCE(max(${place}), 0) FROM submissions x WHERE x.report_id = ${reportId})`;
}

/** Codes of ours as a list of SQL. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
