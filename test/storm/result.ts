import type { Verdict } from './checker/check.js';
import type { Records, Violation } from './checker/records.js';
import type { Paths } from './paths.js';
import { leastOfEach, processFaults, sendPointFaults, type Plan } from './plan/plan.js';

type Counts = Readonly<Record<string, number>>;

/** What a storm prints as its last line. */
export interface StormResult {
  readonly seed: number;
  readonly backend: string;
  readonly planSha: string;
  readonly accepted: number;
  readonly submissions: number;
  readonly lost: number;
  readonly unanswered: number;
  readonly sentTwice: number;
  readonly marked: number;
  readonly uncertain: number;
  readonly wrongStatus: number;
  readonly eventsMissing: number;
  readonly eventsOutOfOrder: number;
  readonly openSends: number;
  readonly orphans: number;
  readonly faults: number;
  readonly faultsByKind: Counts;
  readonly recoveredInMs: number;
  readonly paths: Paths;
  /** Why it failed; empty where every promise was kept. */
  readonly failures: readonly string[];
  /** What makes the run itself too weak to prove anything. */
  readonly shortfalls: readonly string[];
  /** The first of each kind. */
  readonly violations: readonly Violation[];
}

const mostUncertain = 0.02;
const leastSent = 0.95;
const shownOfEach = 3;

export function resultOf(parts: {
  readonly plan: Plan;
  readonly records: Records;
  readonly verdict: Verdict;
  readonly recoveredInMs: number;
  readonly paths: Paths;
  readonly consumerFaults: ReadonlyMap<string, number>;
}): StormResult {
  const { plan, records, verdict, recoveredInMs, paths } = parts;
  const faultsByKind = countFaults(records, parts.consumerFaults);
  const count = (promise: Violation['promise']) =>
    verdict.violations.filter((each) => each.promise === promise).length;
  const counts = {
    lost: count('lost'),
    unanswered: count('unanswered'),
    sentTwice: count('sentTwice'),
    wrongStatus: count('wrongStatus'),
    eventsMissing: count('eventsMissing'),
    eventsOutOfOrder: count('eventsOutOfOrder'),
    openSends: count('openSends'),
    orphans: count('orphans'),
  };
  const share = (some: number) => (verdict.submissions === 0 ? 0 : some / verdict.submissions);
  const failures = [
    ...Object.entries(counts)
      .filter(([, found]) => found > 0)
      .map(([promise, found]) => `${promise} ${found}`),
    ...(count('unexplained') > 0 ? [`${count('unexplained')} uncertain without a fault`] : []),
    ...(share(verdict.uncertain) > mostUncertain ? [`${verdict.uncertain} uncertain are too many`] : []),
    ...(share(verdict.sent) < leastSent ? [`only ${verdict.sent} of ${verdict.submissions} were sent`] : []),
  ];
  return {
    ...{ seed: plan.seed, backend: plan.backend, planSha: plan.sha256 },
    ...{ accepted: verdict.accepted, submissions: verdict.submissions, ...counts },
    ...{ marked: verdict.marked, uncertain: verdict.uncertain },
    faults: Object.values(faultsByKind).reduce((sum, each) => sum + each, 0),
    ...{ faultsByKind, recoveredInMs, paths, failures, shortfalls: tooFewFaults(plan, faultsByKind) },
    violations: shown(verdict.violations),
  };
}

/** Where there is room for it, each fault of a process occurs at least three times. */
function tooFewFaults({ backend, faults }: Plan, faultsByKind: Counts): readonly string[] {
  const needed = [...processFaults.always, ...processFaults[backend], ...sendPointFaults];
  if (faults.length < needed.length * leastOfEach - sendPointFaults.length * leastOfEach) return [];
  return needed
    .filter((kind) => (faultsByKind[kind] ?? 0) < leastOfEach)
    .map((kind) => `${kind} occurred ${faultsByKind[kind] ?? 0} times`);
}

function countFaults(records: Records, consumerFaults: ReadonlyMap<string, number>): Counts {
  const counts: Record<string, number> = {};
  const add = (kind: string, by = 1) => (counts[kind] = (counts[kind] ?? 0) + by);
  for (const { kind } of records.faults) add(kind);
  for (const { fault } of records.notices) if (fault !== null) add(`answer.${fault}`);
  for (const { isEarly, isRepeated, isShuffled } of records.takenReplies) {
    if (isEarly) add('reply.early');
    if (isRepeated) add('reply.doubled');
    if (isShuffled) add('reply.shuffled');
  }
  for (const [kind, found] of consumerFaults) add(`consumer.${kind}`, found);
  return Object.fromEntries(Object.entries(counts).sort(([some], [other]) => (some < other ? -1 : 1)));
}

function shown(violations: readonly Violation[]): readonly Violation[] {
  const seen = new Map<string, number>();
  return violations.filter(({ promise }) => {
    seen.set(promise, (seen.get(promise) ?? 0) + 1);
    return (seen.get(promise) ?? 0) <= shownOfEach;
  });
}
