import type { ReportCipher } from '../ports/cipher.js';
import type { ClaimedFollowUp, FollowUpStore } from '../ports/follow-up-store.js';
import type { FollowUpPurpose } from '../ports/follow-up.js';
import { fault, GuardedCall, resultOf } from '../sending/guarded-call.js';
import { callDeadlineMs, holdPlatforms, PlatformWork, type Finished } from '../sending/platform-work.js';
import type { SendSubmissionsParts } from '../sending/send-submissions.js';
import { settleSend, type SendContext, type SendResult } from '../sending/settle-send.js';
import { followUpField } from './answer-question.js';
import { closeFollowUps } from './close-follow-ups.js';

export interface SendFollowUpsParts extends Omit<SendSubmissionsParts, 'sends' | 'sentTiming'> {
  readonly followUps: FollowUpStore;
  readonly cipher: ReportCipher;
}

/**
 * Sends every message that is due inside an existing case of a platform, as notices are sent. Nobody can ask a platform
 * whether it has one, and none drops repeats: what may have arrived is left to a person.
 *
 * In a lane and places of their own: the platform waits for an answer, and no backlog of notices holds it up.
 */
export class SendFollowUps {
  private readonly guarded: GuardedCall;
  private readonly work: PlatformWork<ClaimedFollowUp>;

  constructor(private readonly parts: SendFollowUpsParts) {
    const { followUps, settings, log, clock } = parts;
    const { leaseMs, messageDomain } = settings;
    this.guarded = new GuardedCall({ subject: 'follow_up', log, clock, deadlineMs: callDeadlineMs(leaseMs) });
    this.work = new PlatformWork({
      ...parts,
      subject: 'follow_up',
      claim: (claim) => followUps.claimDue({ ...claim, leaseMs, messageDomain }),
      call: (claimed, claimedAtMs) => this.call(claimed, claimedAtMs),
      commit: (finished) => this.commit(finished),
    });
  }

  /** Claims until nothing is due or every place is taken; the calls go on when this returns. */
  run(platform: string): Promise<void> {
    return this.work.run(platform);
  }

  /** Ends what a worker that vanished left behind. @returns how many */
  async endLost(limit = 100): Promise<number> {
    const lost = await this.parts.followUps.endLost(limit, 'SEND.WORKER_LOST');
    for (const { submissionId, platform } of lost)
      this.parts.log.warn('follow_up.lost', { submissionId, platform });
    return lost.length;
  }

  /** Claims nothing from now on; calls under way go on. */
  stop(): void {
    this.work.stop();
  }

  /** Waits for no platform any longer: calls under way end as unknown. */
  giveUp(): void {
    this.work.giveUp();
    this.guarded.giveUp();
  }

  /** Resolves when no call is under way and every result is committed. */
  settled(): Promise<void> {
    return this.work.settled();
  }

  private call(claimed: ClaimedFollowUp, claimedAtMs: number): Promise<SendResult> {
    const { openNotice, cipher, adapterFor } = this.parts;
    const { platform, mode, followUpId, reportId, inReplyTo, mayRepeat, purpose, externalRef } = claimed;
    return this.guarded.run(claimed, claimedAtMs, async (attempt) => {
      const notice = await openNotice.run(claimed.notice);
      const text =
        claimed.text &&
        (await cipher.openKey(reportId, claimed.notice.key)).open(claimed.text, followUpField(followUpId));
      const adapter = adapterFor(platform, mode);
      return async () => {
        if (!attempt.mayLeave()) return { outcome: 'notCalled', code: 'SEND.TOO_LATE' };
        const shared = { inReplyTo, mayRepeat, attempt };
        const sent = await resultOf(async () => {
          if (purpose === 'INFORMATION' || purpose === 'STILL_THERE')
            return text === null
              ? undefined
              : adapter.supplyInformation?.(notice, { purpose, text, ...shared });
          const sentAtMs = claimed.notice.firstSentAtMs ?? notice.goodFaithAtMs;
          const to = purpose === 'SECOND_CONTACT' ? 'SECOND_CONTACT' : 'DESK';
          const about = purpose === 'WITHDRAWAL' || purpose === 'CORRECTION' ? purpose : 'REMINDER';
          return adapter.remind?.(notice, { about, to, sentAtMs, externalRef, ...shared });
        });
        if (sent.outcome === 'fault') return sent;
        return sent.answer ? { outcome: 'answered', answer: sent.answer } : fault('refused', byHand[purpose]);
      };
    });
  }

  private async commit(finished: readonly Finished<ClaimedFollowUp>[]): Promise<void> {
    const { reports, ids, settings, platformStore, log } = this.parts;
    const ended = finished.map(({ claimed, result }) => {
      const context: SendContext = {
        ...{ onUnknown: 'askPerson', round: 0, mayHaveArrived: false },
        ...{ tries: claimed.tries, jitter: ids.jitter() },
      };
      return { claimed, end: settleSend(result, context, settings) };
    });
    await holdPlatforms(platformStore, ended);
    const reportIds = [...new Set(finished.map(({ claimed }) => claimed.reportId))];
    const fenced = await reports.change(reportIds, (locked, nowMs) => closeFollowUps(ended, locked, nowMs));
    for (const [index, { claimed, end }] of ended.entries()) {
      const { followUpId, submissionId, platform, mode, tries } = claimed;
      const { channel } = claimed.notice;
      const { outcome, code } = end;
      const durationMs = finished[index]?.durationMs;
      log.info(fenced.has(followUpId) ? 'follow_up.fenced' : 'follow_up.closed', {
        ...{ submissionId, platform, channel, mode, outcome, code, tries, durationMs },
      });
    }
  }
}

/** Why no worker can send it. */
const byHand: Readonly<Record<FollowUpPurpose, string>> = {
  INFORMATION: 'INFORMATION.BY_HAND',
  STILL_THERE: 'STILL_THERE.BY_HAND',
  REMINDER: 'ESCALATION.NOT_A_MAILBOX',
  SECOND_CONTACT: 'ESCALATION.NOT_A_MAILBOX',
  WITHDRAWAL: 'TOLD.BY_HAND',
  CORRECTION: 'TOLD.BY_HAND',
};
