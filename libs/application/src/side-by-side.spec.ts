import { PlatformFault, type PlatformFaultKind, type SubmitResult } from '#application';
import type { Fact } from '#core';
import { brokenPromises } from '../../../test/support/invariants.js';
import { randomFrom } from '../../../test/support/random.js';
import { keys, openWorkshop, type Key, type Workshop } from '../../../test/support/workshop.js';
import { decisionRead, handoffDone, resendDecided } from './staff/acts.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const notRead: readonly PlatformFaultKind[] = [
  'temporary',
  'rateLimited',
  'quotaExhausted',
  'credentials',
  'refused',
];
const someReplies: readonly (readonly Fact[])[] = [
  [{ kind: 'acknowledged', atMs: 1, externalRef: 'SYN-100' }],
  [{ kind: 'reviewStarted', atMs: 2 }],
  [{ kind: 'informationRequested', atMs: 3 }],
  [{ kind: 'refused', atMs: 4, reason: 'NO_POLICY_VIOLATION' }],
  [{ kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] }],
];
const someActs = [
  handoffDone('SYN-200'),
  decisionRead({ decision: 'INFO_REQUESTED' }),
  resendDecided('SEND_MARKED'),
  resendDecided('ARRIVED'),
];

/** The test moves all times at once, in no order of rows: whoever the server picks to give way tries again. */
function unlessDeadlock(error: unknown): void {
  if ((error as { code?: string }).code !== '40P01') throw error;
}

/** Time that does not pass, because others held its rows for seconds, passes at another step. */
function unlessLockedOut(error: unknown): void {
  if ((error as { code?: string }).code !== '55P03') throw error;
}

/** What each platform has really read: by notice, whether it was marked as a possible repeat. */
interface Read {
  readonly reference: string;
  readonly isMarked: boolean;
  readonly key: string;
}

/** Platforms that fail, hang and lose answers while `isCalm` is false. */
function unreliable(workshop: Workshop, random: () => number) {
  const read: Read[] = [];
  const paused: (() => void)[] = [];
  let isCalm = false;
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  for (const key of keys) {
    const fault = (kind: PlatformFaultKind) => new PlatformFault(key, kind, 'SYNTHETIC.FAULT');
    workshop.behave[key].findReceipt = async ({ reference }) => {
      if (!isCalm && random() < 0.3) throw fault(pick(['temporary', 'rateLimited', 'refused']));
      return read.some((each) => each.reference === reference) ? { receipt: 'found', facts: [] } : undefined;
    };
    workshop.behave[key].submit = async (notice, attempt): Promise<SubmitResult> => {
      const chance = isCalm ? 1 : random();
      if (chance < 0.2) throw fault(pick(notRead));
      read.push({
        reference: notice.reference,
        isMarked: notice.repeatOf !== null,
        key: attempt.idempotencyKey,
      });
      if (chance < 0.4) throw fault(pick(['outcomeUnknown', 'unreadable']));
      if (chance < 0.45) throw new TypeError('synthetic mistake');
      if (chance < 0.6) await new Promise<void>((resolve) => paused.push(resolve));
      else await turn();
      return { receipt: 'synthetic', facts: [] };
    };
  }
  return {
    ...{ read, pick },
    wakeOne: () => paused.shift()?.(),
    calm: () => {
      isCalm = true;
      for (const wake of paused.splice(0)) wake();
    },
  };
}

describe('several workers and staff side by side, over platforms that fail', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'lose nothing, send nothing twice unmarked and keep one status (seed %i)',
    async (seed) => {
      const workshop = await openWorkshop();
      const random = randomFrom(seed).next;
      const { read, pick, wakeOne, calm } = unreliable(workshop, random);
      const workers = [workshop.cases, workshop.anotherWorker(), workshop.anotherWorker()];
      workshop.consumer = () =>
        random() < 0.8
          ? { outcome: 'delivered', durationMs: 1 }
          : { outcome: 'rejected', status: 500, durationMs: 1 };
      await workshop.addEndpoint();
      const reports = [];
      for (let n = 0; n < 5; n += 1) reports.push(await workshop.file([...keys, ...keys]));
      const submissions = reports.flatMap((report) => report.submissions);
      const resent = new Set<string>();

      const steps: (() => Promise<unknown>)[] = [
        () => pick(workers).sendSubmissions.run(pick(keys)),
        () => pick(workers).sendSubmissions.run(pick(keys)),
        () => pick(workers).resolveStaleSends.run(),
        () => pick(workers).applyReplies.run(5),
        () => pick(workers).deliverWebhooks.run(),
        () => workshop.schema.pass(pick([1_000, 31_000, 70_000, 400_000])).catch(unlessLockedOut),
        async () => wakeOne(),
        () => {
          const { reference, platform } = pick(submissions);
          return workshop.reply({ reference, platform: platform as Key }, pick(someReplies));
        },
        async () => {
          const { id, reference } = pick(submissions);
          const act = pick(someActs);
          const answer = await pick(workers).recordByStaff.run(id, act);
          if (act.wakesSender && answer.outcome === 'done') resent.add(reference);
        },
        () => {
          const look = { submissionId: pick(submissions).id, seen: pick(['GONE', 'LIVE'] as const) };
          return pick(workers).recordLook.run({ ...look, by: 'STAFF', observedAtMs: null });
        },
      ];
      const running: Promise<unknown>[] = [];
      for (let step = 0; step < 120; step += 1) {
        running.push(pick(steps)().catch(unlessDeadlock));
        if (random() < 0.4) await Promise.all(running.splice(0));
        else await turn();
      }
      await Promise.all(running);
      calm();
      for (let round = 0; round < 12; round += 1) {
        await Promise.all(
          workers.flatMap((worker) => [
            worker.resolveStaleSends.run(),
            worker.applyReplies.run(),
            ...keys.map((key) => worker.sendSubmissions.run(key)),
            worker.deliverWebhooks.run(),
          ]),
        );
        await Promise.all(
          workers.flatMap((worker) => [worker.sendSubmissions.settled(), worker.deliverWebhooks.settled()]),
        );
        await workshop.schema.pass(900_000);
      }

      expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
      const open = await workshop.schema.rows(
        `SELECT reference, delivery FROM submissions WHERE delivery IN ('PLANNED', 'QUEUED', 'SENDING', 'RETRY_WAIT')`,
      );
      expect(open).toEqual([]);
      expect(await workshop.schema.rows(`SELECT 1 FROM sends WHERE outcome = 'intent'`)).toEqual([]);
      for (const { reference, platform } of submissions) {
        const notices = read.filter((each) => each.reference === reference);
        const unmarked = notices.filter(({ isMarked }) => !isMarked);
        // The one that drops repeats takes the same key as one notice.
        const count =
          platform === 'dedupe-example' ? new Set(unmarked.map(({ key }) => key)).size : unmarked.length;
        expect({ reference, unmarked: count }).toEqual({ reference, unmarked: Math.min(count, 1) });
        // What follows two lookups that found nothing is marked without a person.
        if (platform !== 'lookup-example' && notices.some(({ isMarked }) => isMarked))
          expect(resent).toContain(reference);
      }
      const delivered = await workshop.schema.rows(
        `SELECT DISTINCT state FROM webhook_deliveries WHERE state <> 'DELIVERED'`,
      );
      expect(delivered.filter(({ state }) => state !== 'EXHAUSTED' && state !== 'WAITING')).toEqual([]);
      await workshop.close();
    },
    60_000,
  );
});
