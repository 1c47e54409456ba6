import type { Delivery, ReportState } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { LockedReport, SubmissionTiming } from '../ports/report-store.js';

export interface SentTimingParts {
  readonly platforms: PlatformCatalogue;
  /** Wait before the first look whether the content can still be seen. */
  readonly firstCheckAfterMs: number;
}

const received: readonly Delivery[] = ['SENT', 'ACKNOWLEDGED'];

/**
 * What a submission that reached its platform waits for: nothing to send, and when to look first. The same however that
 * became known: by our own send, by a reply, or by a person.
 */
export class SentTiming {
  constructor(private readonly parts: SentTimingParts) {}

  /** Empty unless the change from `before` to `after` is what brought the submission to the platform. */
  after(
    before: LockedReport,
    after: ReportState,
    submissionId: string,
    nowMs: number,
  ): Omit<SubmissionTiming, 'submissionId'> {
    const was = before.state.submissions.find(({ id }) => id === submissionId);
    const is = after.submissions.find(({ id }) => id === submissionId);
    if (!was || !is || received.includes(was.state.delivery) || !received.includes(is.state.delivery))
      return {};
    const isHandedOff = was.state.delivery === 'HANDOFF_PENDING';
    const sentBeforeAtMs = before.submissions.get(submissionId)?.sentAtMs ?? null;
    const { platforms, firstCheckAfterMs } = this.parts;
    const isLookedUp = platforms.get(is.platform)?.manifest.verification === 'API';
    return {
      // A reply may have come while another try was waiting.
      nextTryInMs: null,
      // A hand-off is a notice of its own, whatever was sent before it.
      sentAtMs: isHandedOff ? nowMs : (sentBeforeAtMs ?? nowMs),
      ...(isLookedUp ? { nextCheckInMs: firstCheckAfterMs } : {}),
    };
  }
}
