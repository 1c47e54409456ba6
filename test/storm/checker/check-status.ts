import type { EventRow, Records, ReportRow, SubmissionRow, TakenMessage, Violation } from './records.js';
import { typeIdOf } from './type-id.js';
import { attentionSaid, countsSaid, statusSaid, wordSaid } from './words.js';

/** The status anyone reads is what the rows say, and the rows say what the platforms said. */
export function wrongStatus(records: Records): readonly Violation[] {
  const rowsOf = groupedBy(records.submissions, ({ reportId }) => reportId);
  const eventsOf = groupedBy(records.events, ({ reportId }) => reportId);
  return [
    ...records.reports.flatMap((report) => [
      ...derivedWrongly(report, rowsOf.get(report.id) ?? []),
      ...toldWrongly(report, eventsOf.get(report.id) ?? []),
      ...shownWrongly(records, report, rowsOf.get(report.id) ?? []),
    ]),
    ...repliesLost(records),
    ...decisionsLost(records),
  ];
}

function derivedWrongly(report: ReportRow, rows: readonly SubmissionRow[]): readonly Violation[] {
  const words = rows.map(wordSaid);
  const wrongWords = rows
    .filter((row, index) => row.word !== words[index])
    .map((row) => violation(row.reference, `it is called ${row.word} and stands at ${wordSaid(row)}`));
  const said = summary(report.status, report.attention, report.counts);
  const meant = summary(statusSaid(words), attentionSaid(words), countsSaid(words));
  return said === meant
    ? wrongWords
    : [...wrongWords, violation(report.reference, `it says ${said}, its rows say ${meant}`)];
}

/** Each event goes on from the one before it, and the last one says what the report says. */
function toldWrongly(report: ReportRow, events: readonly EventRow[]): readonly Violation[] {
  const found: Violation[] = [];
  const inOrder = [...events].sort((some, other) => some.sequence - other.sequence);
  const wordOf = new Map<string, string | null>();
  let status = inOrder[0]?.status;
  for (const event of inOrder) {
    const at = `${report.reference} event ${event.sequence}`;
    // Only an event that moves the status names the one before.
    if (event.previousStatus !== null) {
      if (event.previousStatus !== status)
        found.push(
          violation(at, `it goes on from ${event.previousStatus}, before it stood ${status ?? 'none'}`),
        );
      status = event.status;
    }
    if (event.submissionId === null) continue;
    const before = wordOf.get(event.submissionId);
    if (before !== undefined && event.previousWord !== before)
      found.push(
        violation(
          at,
          `its submission was ${event.previousWord ?? 'none'} before, and not ${before ?? 'none'}`,
        ),
      );
    wordOf.set(event.submissionId, event.word);
  }
  const last = inOrder.at(-1);
  if (last && summary(last.status, last.attention, {}) !== summary(report.status, report.attention, {}))
    found.push(violation(report.reference, `its last event says ${last.status}, it says ${report.status}`));
  return found;
}

function shownWrongly(
  records: Records,
  report: ReportRow,
  rows: readonly SubmissionRow[],
): readonly Violation[] {
  const said = summary(report.status, report.attention, report.counts);
  const id = typeIdOf('rep', report.id);
  return records.views
    .filter((view) => view.id === id)
    .flatMap((view) => {
      const shown = summary(view.status, view.attention, view.counts);
      const wrong = view.submissions.filter(
        ({ reference, word }) => rows.find((row) => row.reference === reference)?.word !== word,
      );
      return [
        ...(shown === said
          ? []
          : [violation(report.reference, `${view.api} shows ${shown} in place of ${said}`)]),
        ...wrong.map(({ reference, word }) => violation(reference, `${view.api} shows ${word}`)),
      ];
    });
}

/** Every message that was taken stands there once, and was applied. */
function repliesLost(records: Records): readonly Violation[] {
  const rowsOf = groupedBy(records.replies, ({ platform, messageKey }) => `${platform} ${messageKey}`);
  const taken = new Map(records.takenReplies.map((each) => [`${each.platform} ${each.messageKey}`, each]));
  return [...taken].flatMap(([name, { step }]) => {
    const rows = rowsOf.get(name) ?? [];
    if (rows.length !== 1)
      return [violation(name, `this reply (${step}) was taken and stands there ${rows.length} times`)];
    const state = rows[0]?.state ?? '';
    const isOpen = state === 'NEW' || state === 'WAITING';
    return state === 'APPLIED' || isOpen
      ? []
      : [violation(name, `this reply (${step}) was taken and is ${state}`)];
  });
}

/** What each step of a platform decides; a step that is not here decides nothing. */
const decided: Readonly<Record<string, string>> = {
  removed: 'ACTIONED',
  group_disabled: 'ACTIONED',
  out_of_order: 'ACTIONED',
  duplicate_reply: 'ACTIONED',
  refused_no_violation: 'REFUSED',
  declined: 'REFUSED',
  information_requested: 'INFO_REQUESTED',
  review_started: 'UNDER_REVIEW',
};

/** The last word of the platform, by when it was written, is what the submission says. */
function decisionsLost(records: Records): readonly Violation[] {
  const referenceOf = new Map(
    records.views.flatMap(({ submissions }) =>
      submissions.map(({ target, reference }): [number, string] => [target, reference]),
    ),
  );
  return [...groupedBy(records.takenReplies, ({ target }) => target)].flatMap(([target, messages]) => {
    const reference = referenceOf.get(target);
    const row = records.submissions.find((each) => each.reference === reference);
    const last = lastWord(messages);
    if (!row || !last || row.decision === decided[last.step]) return [];
    return [
      violation(row.reference, `${row.platform} said ${last.step} last, and it stands at ${row.decision}`),
    ];
  });
}

function lastWord(messages: readonly TakenMessage[]): TakenMessage | undefined {
  return (
    messages
      // The second message of `out_of_order` is an acknowledgement.
      .filter(({ step, part }) => decided[step] !== undefined && (step !== 'out_of_order' || part === 1))
      .reduce<TakenMessage | undefined>(
        (last, each) => (last && last.writtenAtMs >= each.writtenAtMs ? last : each),
        undefined,
      )
  );
}

function summary(
  status: string,
  attention: readonly string[],
  counts: Readonly<Record<string, number>>,
): string {
  const sorted = Object.entries(counts).sort(([some], [other]) => (some < other ? -1 : 1));
  return [status, attention.join('+'), sorted.map(([word, count]) => `${count} ${word}`).join(', ')]
    .filter((part) => part !== '')
    .join(' / ');
}

export function groupedBy<T, Key>(list: readonly T[], keyOf: (entry: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const entry of list) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}

function violation(at: string, says: string): Violation {
  return { promise: 'wrongStatus', at, says };
}
