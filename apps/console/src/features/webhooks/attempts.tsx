import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WebhookAttempt, WebhookDelivery } from '#client';
import { useCodeTexts } from '../../design/code-texts.js';
import { Loading } from '../../design/loading.js';
import { LongText } from '../../design/long-text.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Quote } from '../../design/quote.js';
import { Time } from '../../design/time.js';
import { deliveryQuery } from './queries.js';
import classes from './webhooks.module.css';

/** Each attempt that is still kept, the first first, with what was answered: as text, whatever it is. */
export function Attempts({ delivery: { id, endpointId, attempts } }: { delivery: WebhookDelivery }) {
  const { t } = useTranslation('webhooks');
  const { data, error, refetch } = useQuery(deliveryQuery(endpointId, id, attempts));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={2} />;
  const { attemptLog, schedule } = data;
  return (
    <>
      {attemptLog.length === 0 && <p className={classes.small}>{t('attempt.none')}</p>}
      <ol className={classes.attempts} aria-label={t('attempt.title')}>
        {attemptLog.map((attempt) => (
          <li key={attempt.number} value={attempt.number}>
            <Attempt attempt={attempt} />
          </li>
        ))}
      </ol>
      {schedule.length > 1 && (
        <p className={classes.small}>
          {t('attempt.until', { count: schedule.length })}{' '}
          <Time at={schedule.at(-1) ?? ''} style="absolute" />
        </p>
      )}
    </>
  );
}

function Attempt({ attempt }: { attempt: WebhookAttempt }) {
  const { t } = useTranslation('webhooks');
  const { deliveryOutcome } = useCodeTexts();
  const { at, outcome, errorClass, status, durationMs, answer } = attempt;
  const phases = [
    ['dns', attempt.dnsMs, t('phase.dns')],
    ['connect', attempt.connectMs, t('phase.connect')],
    ['tls', attempt.tlsMs, t('phase.tls')],
    ['firstByte', attempt.firstByteMs, t('phase.firstByte')],
  ] as const;
  return (
    <>
      <strong>{deliveryOutcome(outcome)}</strong>
      {status !== null && ` ${status}`}
      {errorClass !== null && ` (${errorClass})`} <Time at={at} style="both" />
      <p className={classes.small}>
        {t('phase.all', { ms: durationMs })}
        {phases
          .filter(([, ms]) => ms !== null)
          .map(([phase, ms, label]) => (
            <span key={phase}>
              {' · '}
              {label} {t('phase.ms', { ms })}
            </span>
          ))}
      </p>
      {answer !== null && answer !== '' && (
        <Quote source={t('attempt.answer')}>
          <LongText text={answer} label={t('attempt.answer')} />
        </Quote>
      )}
    </>
  );
}
