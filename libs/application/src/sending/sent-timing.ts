import { decisionDueAtMs, type Category, type DeadlineRules, type Delivery, type ReportState } from '#core';
import type { LookTiming } from '../checking/look-timing.js';
import type { LockedReport, SubmissionTiming } from '../ports/report-store.js';

export interface SentTimingParts {
  readonly categories: ReadonlyMap<string, Category>;
  readonly deadlines: DeadlineRules;
  readonly looks: LookTiming;
}

const received: readonly Delivery[] = ['SENT', 'ACKNOWLEDGED'];

/**
 * What runs from the moment a platform has a notice: when its decision is due, and when to look whether the content is
 * still there. The same however that became known: by our own send, by a reply, or by a person.
 */
export class SentTiming {
  constructor(private readonly parts: SentTimingParts) {}

  /** Empty unless the change from `before` to `after` brought the submission to the platform, or a removal was said. */
  after(
    before: LockedReport,
    after: ReportState,
    submissionId: string,
    nowMs: number,
  ): Omit<SubmissionTiming, 'submissionId'> {
    const was = before.state.submissions.find(({ id }) => id === submissionId);
    const is = after.submissions.find(({ id }) => id === submissionId);
    if (!was || !is || !received.includes(is.state.delivery)) return {};
    const looks = this.parts.looks.afterChange(before, was, is, nowMs);
    if (received.includes(was.state.delivery)) return looks;
    const isHandedOff = was.state.delivery === 'HANDOFF_PENDING';
    const sentBeforeAtMs = before.submissions.get(submissionId)?.sentAtMs ?? null;
    const { categories, deadlines } = this.parts;
    const urgency = categories.get(before.category)?.urgency ?? 'MEDIUM';
    return {
      // A reply may have come while another try was waiting.
      nextTryInMs: null,
      // A hand-off is a notice of its own, whatever was sent before it.
      sentAtMs: isHandedOff ? nowMs : (sentBeforeAtMs ?? nowMs),
      dueAtMs: decisionDueAtMs(nowMs, urgency, deadlines),
      ...looks,
    };
  }
}
