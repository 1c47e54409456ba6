import { PlatformFault } from '#application';
import type { PlatformFaultKind } from '#application';
import { brokenPromises } from './invariants.js';
import { openWorkshop, type Key, type Workshop } from './workshop.js';

/**
 * A workshop of its own for each test of sending, whose promises are checked when it closes, and what such tests do again
 * and again. One channel repeats by itself, marked.
 */
export function sendingWorkshop() {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await openWorkshop({ onUnknown: { 'sixth-mail': 'resendMarked' } });
  });
  afterEach(async () => {
    expect(await brokenPromises(workshop.schema.pool, ['Synthetic explanation'])).toEqual([]);
    await workshop.close();
  });

  /** What the platform answers to its first, second, … notice; afterwards it takes each. */
  function answers(key: Key, ...faults: (PlatformFaultKind | undefined)[]): void {
    workshop.behave[key].submit = async () => {
      const kind = faults.shift();
      if (kind) throw new PlatformFault(key, kind, `SYNTHETIC.${kind.toUpperCase()}`);
      return { receipt: 'synthetic', facts: [] };
    };
  }
  const fileOne = async (key: Key) => {
    const report = await workshop.file([key]);
    return { reportId: report.id, submission: report.submissions[0]! };
  };
  const read = async (reportId: string) => (await workshop.view(reportId)).submissions[0]!;
  const outcomes = async (submissionId: string) =>
    (
      await workshop.schema.rows<{ outcome: string }>(
        'SELECT outcome FROM sends WHERE submission_id = $1 ORDER BY number',
        [submissionId],
      )
    ).map(({ outcome }) => outcome);
  const types = async (reportId: string) =>
    (
      await workshop.schema.rows<{ type: string }>(
        'SELECT type FROM events WHERE report_id = $1 ORDER BY sequence',
        [reportId],
      )
    ).map(({ type }) => type);
  /** Sends what is due, and again after each wait, until nothing waits any more. */
  async function untilDone(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      await workshop.sendDue();
      await workshop.schema.pass(3_600_000);
    }
  }
  return { current: () => workshop, answers, fileOne, read, outcomes, types, untilDone };
}
