import { useTranslation } from 'react-i18next';
import type { ReportEvent } from '#client';
import { useCodeTexts } from '../../design/code-texts.js';
import { useWaitingText } from '../../design/waiting-text.js';

/** What an event tells beside its type: texts in the reader's language. */
export function useEventReason({ type, status, word, previousWord, detail }: ReportEvent) {
  const { t } = useTranslation('codes');
  const { alert, event } = useCodeTexts();
  const waiting = useWaitingText();
  const effects = listOf(detail['effects']).map((effect) => t(`effect.${effect}` as 'effect.OTHER'));
  const refusal = textOf(detail['refusalReason']);
  const reason = textOf(detail['reason']);
  const visibility = textOf(detail['visibility']);
  const remedy = textOf(detail['remedy']);
  const expectation = textOf(detail['expectation']);
  const step = textOf(detail['step']);
  const outcome = textOf(detail['outcome']);
  const route = textOf(detail['route']);
  const followedBy = textOf(detail['followedBy']);
  const alertKind = textOf(detail['alert']);
  const answer = textOf(detail['answer']);
  const referralState = textOf(detail['referralState']);
  const reasons = [
    ...(type === 'report.status_changed' ? [t(`status.${status}`)] : []),
    // What else an event says than its own type: which decision it was.
    ...(type === 'submission.decided' && word !== null && word !== previousWord ? [t(`word.${word}`)] : []),
    ...(expectation === null ? [] : [t(`expectation.${expectation}` as 'expectation.DECISION')]),
    ...(step === null ? [] : [t(`step.${step}` as 'step.REMINDER')]),
    ...(outcome === null ? [] : [t(`stepOutcome.${outcome}` as 'stepOutcome.DONE')]),
    ...effects,
    ...(refusal === null ? [] : [t(`refusal.${refusal}` as 'refusal.NO_REASON_GIVEN')]),
    ...(reason === null ? [] : [waiting(reason)]),
    ...(visibility === null ? [] : [t(`verification.${visibility}` as 'verification.GONE')]),
    ...(remedy === null ? [] : [t(`remedy.${remedy}` as 'remedy.NONE')]),
    ...(route === null ? [] : [t(`route.${route}` as 'route.POLICE')]),
    ...(alertKind === null ? [] : [alert(alertKind)]),
    ...(followedBy === null ? [] : [followedBy]),
    ...(answer === null ? [] : [t(`memberAnswer.${answer}` as 'memberAnswer.DONE')]),
    ...(referralState === null ? [] : [t(`referralState.${referralState}` as 'referralState.OFFERED')]),
  ];
  return { what: event(type), why: reasons.join(' · '), isByStaff: detail['actor'] === 'STAFF' };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
