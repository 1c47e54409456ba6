import { useTranslation } from 'react-i18next';
import type { Submission } from '#client';
import { CopyButton } from '../../design/copy-button.js';
import { Time } from '../../design/time.js';
import { Fact } from './report-facts.js';
import classes from './outcome.module.css';

/** What the platform did or refused, and how it answered each thing we asked; nothing while it said nothing. */
export function Outcome({ submission }: { submission: Submission }) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const { effects, decision, refusalReason, asks, askAnswers } = submission;
  const answered = asks.filter((ask) => askAnswers[ask] !== undefined);
  if (effects.length === 0 && refusalReason === null && answered.length === 0) return null;
  return (
    <dl className={classes.outcome}>
      {effects.length > 0 && (
        <Fact name={decision === 'ACTIONED' ? t('outcome.effects') : t('outcome.seenEffects')}>
          {effects.map((effect) => code(`effect.${effect}`)).join(' · ')}
        </Fact>
      )}
      {refusalReason !== null && <Fact name={t('outcome.refusal')}>{code(`refusal.${refusalReason}`)}</Fact>}
      {answered.length > 0 && (
        <Fact name={t('outcome.answers')}>
          {answered.map((ask) => (
            <div key={ask}>
              {t('outcome.answer', {
                ask: code(`ask.${ask}`),
                answer: code(`askAnswer.${askAnswers[ask] ?? 'NOT_ANSWERED'}`),
              })}
            </div>
          ))}
        </Fact>
      )}
    </dl>
  );
}

/** What one needs to ask the platform about it. */
export function Particulars({ submission }: { submission: Submission }) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const { externalRef, sentAt, reference, regime } = submission;
  return (
    <dl className={classes.particulars}>
      {externalRef !== null && (
        <Fact name={t('outcome.theirNumber')}>
          <span className={classes.number}>
            {externalRef} <CopyButton value={externalRef} label={t('outcome.theirNumber')} />
          </span>
        </Fact>
      )}
      <Fact name={t('outcome.ourReference')}>{reference}</Fact>
      {sentAt !== null && (
        <Fact name={t('outcome.sent')}>
          <Time at={sentAt} style="both" />
        </Fact>
      )}
      <Fact name={t('outcome.regime')}>{code(`regime.${regime}`)}</Fact>
    </dl>
  );
}
