import type { CallSeen, FaultSeen, Records, SendRow, SubmissionRow, Violation } from './records.js';

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

function hasFault(records: Records, row: SubmissionRow, target: number | undefined): boolean {
  const isSpoiled = records.notices.some(
    ({ reference, fault }) => reference === row.reference && spoiling.includes(fault ?? ''),
  );
  if (isSpoiled) return true;
  const calls = records.calls.filter((call) => call.target === target);
  if (calls.some((call) => records.faults.some((fault) => hitsCall(fault, call)))) return true;
  // One whose worker did not come as far as the call: which worker that was nobody knows.
  return records.sends
    .filter(({ submissionId, outcome }) => submissionId === row.id && outcome === 'unknown')
    .filter((send) => !calls.some((call) => isWithin(send, call.beganAtMs)))
    .some((send) =>
      records.faults.some(({ fromMs, toMs }) => isWithin(send, fromMs) || isWithin(send, toMs)),
    );
}

function hitsCall(fault: FaultSeen, call: CallSeen): boolean {
  const isOnWay = fault.on === '' || fault.on === call.worker || fault.on.startsWith(`${call.worker}>`);
  const endMs = (call.endedAtMs ?? call.beganAtMs) + afterCallMs;
  return isOnWay && fault.fromMs <= endMs && fault.toMs >= call.beganAtMs - beforeCallMs;
}

function isWithin({ startedAtMs, closedAtMs }: SendRow, atMs: number): boolean {
  return atMs >= startedAtMs - beforeCallMs && atMs <= (closedAtMs ?? Infinity);
}
