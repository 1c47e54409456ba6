import type { ReportEvent } from '#core';

/** Times of a submission that its outcomes are counted from: column -> whether an event tells it. */
const toldBy = {
  acknowledged_at: ({ type }) => acknowledgingEvents.includes(type),
  first_decided_at: ({ type }) => type === 'submission.decided',
  decided_in_turn_at: ({ type, previousWord }) =>
    type === 'submission.decided' && previousWord !== null && previousWord !== 'info_requested',
  known_gone_at: ({ word }) => word === 'gone_verified',
  withdrawn_at: ({ type }) => type === 'submission.withdrawn',
} satisfies Readonly<Record<string, (event: ToldEvent) => boolean>>;

type ToldEvent = Pick<ReportEvent, 'type' | 'word' | 'previousWord' | 'submissionId' | 'atMs'>;

/** Types of events by which a platform shows that it has a notice. */
export const acknowledgingEvents: readonly string[] = [
  'submission.acknowledged',
  'submission.under_review',
  'submission.info_requested',
  'submission.asks_answered',
  'submission.decided',
];
const tellsOutcome: ReadonlySet<string> = new Set([
  ...acknowledgingEvents,
  ...['submission.verified', 'submission.reappeared', 'submission.withdrawn', 'remedy.moved'],
]);

const columns = Object.keys(toldBy) as (keyof typeof toldBy)[];

/** Fields of the record `i` of {@link outcomeTimesSql}. */
export const outcomeTimesRecord = `${columns.map((column) => `told_${column} bigint`).join(', ')}, told_reappeared boolean`;

/**
 * What events of one change tell of these times, by submission, so that the update of the submission keeps them: the
 * trigger on events, which keeps what nobody told it, then finds nothing to write a second time.
 */
export function outcomeTimes(events: readonly ToldEvent[]): ReadonlyMap<string, object> {
  const told = new Map<string, Record<string, number | boolean>>();
  for (const event of events) {
    if (event.submissionId === null || !tellsOutcome.has(event.type)) continue;
    const own = told.get(event.submissionId) ?? {};
    told.set(event.submissionId, own);
    for (const column of columns) if (toldBy[column](event)) own[`told_${column}`] ??= event.atMs;
    if (event.type === 'submission.reappeared') own['told_reappeared'] = true;
  }
  return told;
}

/** Assignments; the first event since the notice was sent tells, at `sentAt`. */
export function outcomeTimesSql(sentAt: string): string {
  const kept = columns.map(
    (column) => `${column} = CASE WHEN i.told_${column} IS NOT NULL AND (s.${column} >= ${sentAt}) IS NOT TRUE
        THEN to_timestamp(i.told_${column} / 1000.0) ELSE s.${column} END`,
  );
  return [...kept, 'has_reappeared = s.has_reappeared OR COALESCE(i.told_reappeared, false)'].join(
    ',\n      ',
  );
}
