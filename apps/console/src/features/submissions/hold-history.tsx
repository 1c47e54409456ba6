import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PastHold, Report } from '#client';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { holdsQuery, timelineQuery } from './queries.js';
import classes from './timeline.module.css';

/** Every time that somebody held it: who, until when, and who released it. */
export function HoldHistory({ report: { id } }: { report: Pick<Report, 'id'> }) {
  const { t } = useTranslation('report');
  const { data: events = [] } = useQuery(timelineQuery(id));
  const wasHeld = events.some(({ type }) => type === 'report.held');
  const { data: holds = [], error } = useQuery({ ...holdsQuery(id), enabled: wasHeld });
  if (!wasHeld) return null;
  return (
    <section aria-label={t('holds.title')}>
      <h3 className={classes.what}>{t('holds.title')}</h3>
      <ProblemAlert error={error} />
      <ol className={classes.events}>
        {holds.map((hold) => (
          <Held key={hold.heldAt} hold={hold} />
        ))}
      </ol>
    </section>
  );
}

function Held({ hold: { reason, until, heldBy, heldAt, releasedBy, releasedAt } }: { hold: PastHold }) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  return (
    <li className={classes.event}>
      <p className={classes.what}>{code(`holdReason.${reason}`)}</p>
      <p className={classes.when}>
        {t('holds.heldBy', { who: heldBy })} · <Time at={heldAt} style="absolute" />
      </p>
      <p className={classes.when}>
        {t('reportActs.heldUntil')} <Time at={until} style="absolute" />
      </p>
      <p className={classes.when}>
        {releasedBy === null ? t('holds.standing') : t('holds.releasedBy', { who: releasedBy })}
        {releasedAt !== null && (
          <>
            {' · '}
            <Time at={releasedAt} style="absolute" />
          </>
        )}
      </p>
    </li>
  );
}
