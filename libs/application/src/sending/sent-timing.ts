import type { Delivery, ReportState } from '#core';
import type { LookTiming } from '../checking/look-timing.js';
import type { LockedReport, SubmissionTiming } from '../ports/report-store.js';

const received: readonly Delivery[] = ['SENT', 'ACKNOWLEDGED'];

/**
 * What a submission that reached its platform waits for: nothing to send, and when to look whether the content is still
 * there. The same however that became known: by our own send, by a reply, or by a person.
 */
export class SentTiming {
  constructor(private readonly looks: LookTiming) {}

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
    const looks = this.looks.afterChange(before, was, is, nowMs);
    if (received.includes(was.state.delivery)) return looks;
    const isHandedOff = was.state.delivery === 'HANDOFF_PENDING';
    const sentBeforeAtMs = before.submissions.get(submissionId)?.sentAtMs ?? null;
    return {
      // A reply may have come while another try was waiting.
      nextTryInMs: null,
      // A hand-off is a notice of its own, whatever was sent before it.
      sentAtMs: isHandedOff ? nowMs : (sentBeforeAtMs ?? nowMs),
      ...looks,
    };
  }

  /** The same for all that travel in the notice of another and were moved by the change. */
  ofCompanions(before: LockedReport, after: ReportState, nowMs: number): SubmissionTiming[] {
    const was = new Map(before.state.submissions.map(({ id, state }) => [id, state]));
    return after.submissions
      .filter(({ id, noticeOf, state }) => noticeOf !== undefined && was.get(id) !== state)
      .map(({ id }) => ({ submissionId: id, ...this.after(before, after, id, nowMs) }));
  }
}
