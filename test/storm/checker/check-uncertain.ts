import type { CallSeen, FaultSeen, Records, SubmissionRow, Violation } from './records.js';

/** Faults of the platform itself after which nobody can say whether the notice was taken. */
const spoiling = ['slow', 'rubbish', 'close', 'lost_response', 'server_error'];

/** A worker commits what it knows within this time after a call; a fault in it also hit the send. */
const afterCallMs = 8_000;
const beforeCallMs = 300;

/** Every uncertain submission has a fault that hit its send: nobody is asked without a reason. */
export function unexplainedUncertain(records: Records): readonly Violation[] {
  const targetOf = new Map(
    records.views.flatMap(({ submissions }) =>
      submissions.map(({ reference, target }): [string, number] => [reference, target]),
    ),
  );
  return uncertain(records)
    .filter((row) => !hasFault(records, row, targetOf.get(row.reference)))
    .map(({ reference, waitingFor }) => ({
      promise: 'unexplained',
      at: reference,
      says: `it is uncertain (${waitingFor ?? 'no reason'}), and no fault hit its send`,
    }));
}

export function uncertain({ submissions }: Records): readonly SubmissionRow[] {
  return submissions.filter(({ delivery }) => delivery === 'UNCERTAIN');
}

function hasFault(records: Records, { reference }: SubmissionRow, target: number | undefined): boolean {
  const isSpoiled = records.notices.some(
    (notice) => notice.reference === reference && spoiling.includes(notice.fault ?? ''),
  );
  return (
    isSpoiled ||
    records.calls
      .filter((call) => call.target === target)
      .some((call) => records.faults.some((fault) => hits(fault, call)))
  );
}

function hits(fault: FaultSeen, call: CallSeen): boolean {
  const isOnWay =
    fault.on === '' || fault.on === call.worker || fault.on.startsWith(`${call.worker}>`);
  const endMs = (call.endedAtMs ?? call.beganAtMs) + afterCallMs;
  return isOnWay && fault.fromMs <= endMs && fault.toMs >= call.beganAtMs - beforeCallMs;
}
