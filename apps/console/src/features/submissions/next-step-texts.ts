import type { NextStepKind } from './next-steps.js';
import type { ReportTexts } from './sentence.js';

/**
 * What comes next, as a person would say it. Where a time follows, the text ends in what leads to it.
 *
 * @param who the platform's name
 */
export function nextStepText(t: ReportTexts, kind: NextStepKind, who: string): string {
  switch (kind) {
    case 'leaves':
      return t('report:next.leaves', { who });
    case 'sending':
      return t('report:next.sending', { who });
    case 'retry':
      return t('report:next.retry', { who });
    case 'held':
      return t('report:next.held', { who });
    case 'stopped':
      return t('report:next.stopped', { who });
    case 'look':
      return t('report:next.look', { who });
    case 'secondLook':
      return t('report:next.secondLook', { who });
    case 'told':
      return t('report:next.told', { who });
    case 'telling':
      return t('report:next.telling', { who });
    case 'refiled':
      return t('report:next.refiled', { who });
    case 'watchEnded':
      return t('report:next.watchEnded', { who });
    case 'lookDue':
      return t('report:next.lookDue', { who });
    case 'lookSecond':
      return t('report:next.lookSecond', { who });
    case 'answering':
      return t('report:next.answering', { who });
    case 'withdrawn':
      return t('report:next.withdrawn', { who });
    case 'decisionDue':
      return t('report:next.decisionDue', { who });
    case 'decisionOpen':
      return t('report:next.decisionOpen', { who });
    case 'noDecision':
      return t('report:next.noDecision', { who });
    case 'contested':
      return t('report:next.contested', { who });
    case 'goneUnexplained':
      return t('report:next.goneUnexplained', { who });
    case 'goneConfirmed':
      return t('report:next.goneConfirmed', { who });
    case 'reportHeld':
      return t('report:next.reportHeld', { who });
    case 'translationMissing':
      return t('report:next.translationMissing', { who });
    case 'channelClosed':
      return t('report:next.channelClosed', { who });
    case 'withdrawnByHand':
      return t('report:next.withdrawnByHand', { who });
    case 'blocked':
      return t('report:next.blocked', { who });
    case 'handoff':
      return t('report:next.handoff', { who });
    case 'uncertain':
      return t('report:next.uncertain', { who });
    case 'failed':
      return t('report:next.failed', { who });
    case 'answer':
      return t('report:next.answer', { who });
    case 'answerAgain':
      return t('report:next.answerAgain', { who });
    case 'answerUncertain':
      return t('report:next.answerUncertain', { who });
    case 'reminded':
      return t('report:next.reminded', { who });
    case 'remindByHand':
      return t('report:next.remindByHand', { who });
    case 'overdue':
      return t('report:next.overdue', { who });
    case 'memberIsTold':
      return t('report:next.memberIsTold', { who });
    case 'lookYourself':
      return t('report:next.lookYourself', { who });
    case 'stillThere':
      return t('report:next.stillThere', { who });
    case 'restricted':
      return t('report:next.restricted', { who });
    case 'reappeared':
      return t('report:next.reappeared', { who });
    case 'refused':
      return t('report:next.refused', { who });
    case 'notFound':
      return t('report:next.notFound', { who });
    case 'duplicate':
      return t('report:next.duplicate', { who });
    case 'expired':
      return t('report:next.expired', { who });
    case 'reversed':
      return t('report:next.reversed', { who });
  }
}
