import { toTypeId } from '#core';
import type { Caller } from '../access/caller.js';
import type { FourEyes } from '../approvals/four-eyes.js';
import { Problem } from '../problems/problem.js';

/** Whether a report may be handed over now: where that takes two persons, for an hour after the second one approved. */
export async function mayExport(fourEyes: FourEyes, reportId: string, caller: Caller): Promise<boolean> {
  if (!fourEyes.takesTwo('EXPORT')) return true;
  return fourEyes.isGranted('EXPORT', toTypeId('rep', reportId), caller);
}

export async function demandExport(fourEyes: FourEyes, reportId: string, caller: Caller): Promise<void> {
  if (await mayExport(fourEyes, reportId, caller)) return;
  throw new Problem(
    403,
    'APPROVAL.NEEDED',
    'Handing over a report takes two persons. Ask for it: POST /v1/reports/{id}/export; once somebody else approves, you can for an hour.',
  );
}
