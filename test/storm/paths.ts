import { existsSync, readFileSync } from 'node:fs';
import type { Records } from './checker/records.js';

/** The paths that a storm must have taken: one that avoids them proves nothing. */
export const dangerousPaths = [
  'fencedWrite',
  'lookupFound',
  'lookupAbsent',
  'markedResend',
  'earlyReply',
  'circuitOpened',
  'staleHint',
] as const;
export type DangerousPath = (typeof dangerousPaths)[number];
export type Paths = Readonly<Record<DangerousPath, number>>;

/** How often each was taken, from the workers' logs, the sends, the ledger and the platforms' replies. */
export function pathsTaken(records: Records, logFiles: readonly string[]): Paths {
  const events = countEvents(logFiles);
  return {
    fencedWrite: events.get('submission.send_fenced') ?? 0,
    lookupFound: lookupsFound(records),
    lookupAbsent: records.sends.filter(({ outcome }) => outcome === 'absent').length,
    markedResend: records.notices.filter(({ isTaken, isMarked }) => isTaken && isMarked).length,
    earlyReply: records.takenReplies.filter(({ isEarly }) => isEarly).length,
    circuitOpened: events.get('platform.circuit_opened') ?? 0,
    staleHint: events.get('storm.nothing_due') ?? 0,
  };
}

/** Sends that were confirmed without a call, because an earlier one turned out to have arrived. */
function lookupsFound({ submissions, sends, views, calls, rules }: Records): number {
  const targetOf = new Map(
    views.flatMap((view) =>
      view.submissions.map(({ reference, target }): [string, number] => [reference, target]),
    ),
  );
  return submissions.filter(({ id, platform, reference }) => {
    if (rules.get(platform) !== 'lookup') return false;
    const own = sends.filter(({ submissionId }) => submissionId === id);
    const unknown = own.find(({ outcome }) => outcome === 'unknown');
    const confirmed = own.find(({ outcome }) => outcome === 'confirmed');
    if (!unknown || !confirmed || confirmed.number < unknown.number) return false;
    const from = confirmed.startedAtMs;
    const isCalled = calls.some(
      (call) => call.target === targetOf.get(reference) && call.beganAtMs >= from - 100,
    );
    return !isCalled;
  }).length;
}

export function countEvents(logFiles: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of logFiles.filter(existsSync))
    for (const [, event = ''] of readFileSync(file, 'utf8').matchAll(/"event":"([a-z_.]+)"/g))
      counts.set(event, (counts.get(event) ?? 0) + 1);
  return counts;
}
