import { keepReasons, type CorrectReport, type EraseReport, type KeepReport } from '#application';
import type { FourEyesAct } from '#core';
import { setPlatformMode, type PgReportQueries } from '#persistence';
import type { ArmingCheck } from '../platforms/arming-check.js';
import { notFound } from '../problems/problem.js';
import { checkCorrected } from '../reports/correct.controller.js';
import { checkErased, checkKept } from '../retention/retention.controller.js';
import { idIn } from '../shared/request-parts.js';
import type { ApprovedAct } from './four-eyes.js';

/** How each act is done that took two persons. What is in the way of it is known once its report is locked. */
export function approvedActs(parts: {
  readonly armingCheck: ArmingCheck;
  readonly eraseReport: EraseReport;
  readonly keepReport: KeepReport;
  readonly correctReport: CorrectReport;
  readonly reports: PgReportQueries;
}): Readonly<Record<FourEyesAct, ApprovedAct>> {
  const { armingCheck, eraseReport, keepReport, correctReport, reports } = parts;
  return {
    ARM_PLATFORM: {
      check: (platform) => armingCheck.check(platform),
      perform: (client, { subject }, { name }) => setPlatformMode(client, subject, 'armed', name),
    },
    ERASE: {
      perform: async (_client, { subject }, by) =>
        checkErased(await eraseReport.run(idIn('rep', 'Report', subject), by)),
    },
    KEEP: {
      perform: async (_client, { id, subject, terms, note }, by) => {
        const reason = keepReasons.find((each) => each === terms['reason']) ?? 'OTHER';
        const untilMs = typeof terms['untilMs'] === 'number' ? terms['untilMs'] : null;
        const asked = { approvalId: id, sealedNote: note, reason, untilMs, by };
        checkKept(await keepReport.keepApproved(idIn('rep', 'Report', subject), asked));
      },
    },
    // Whoever asked may read it from now on, for an hour.
    EXPORT: { perform: () => Promise.resolve() },
    CONFIRM_CATEGORY: {
      perform: async (_client, { subject, terms }, { name }) => {
        const view = await reports.findWhole(idIn('rep', 'Report', subject));
        if (!view) throw notFound('Report');
        checkCorrected(await correctReport.run({ view, category: String(terms['category']), by: name }));
      },
    },
  };
}
