import { useQuery } from '@tanstack/react-query';
import { IconEye, IconHandStop, IconHistory, IconZzz } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReportRow } from '#client';
import { taxonomyQuery } from '../../api/queries.js';
import { AttentionBadge, StatusBadge, ToneBadge } from '../../design/badges.js';
import { ClockBadge, EscalatedBadge } from '../../design/clock-badge.js';
import { PlatformMark } from '../../design/platform.js';
import { Time } from '../../design/time.js';
import { wordLooks } from '../../design/tone.js';
import { LongWaitBadge } from '../../design/usual-wait.js';
import classes from './report-rows.module.css';

export function ReportRows({ rows }: { rows: readonly ReportRow[] }) {
  const { t } = useTranslation('reports');
  return (
    <ul className={classes.rows} aria-label={t('title')}>
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </ul>
  );
}

/** The whole row leads to the report; its link is the reference. */
function Row({ row }: { row: ReportRow }) {
  const { t, i18n } = useTranslation('reports');
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const { reference, category, createdAt, status, attention, sla, clock, escalated, looksDue } = row;
  const { hold, snoozedUntil } = row;
  const related = [...row.earlierReports, ...row.laterReports];
  const label = categories.find(({ code }) => code === category)?.labels[i18n.language] ?? category;
  return (
    <li className={classes.row} data-attention={attention.length > 0}>
      <div className={classes.head}>
        <Link to="/reports/$reference" params={{ reference }} className={classes.reference}>
          {reference}
        </Link>
        <span className={classes.age}>
          <Time at={createdAt} />
        </span>
      </div>
      <div className={classes.subject}>
        <span className={classes.category}>{label}</span>
        <Standing row={row} />
      </div>
      <div className={classes.state}>
        <StatusBadge status={status} />
        {attention.map((word) => (
          <AttentionBadge key={word} word={word} />
        ))}
        <ClockBadge sla={sla} clock={clock} isOnlyPressing />
        {row.longWaits > 0 && <LongWaitBadge />}
        {hold !== null && (
          <ToneBadge tone={hold.overdue ? 'attention' : 'calm'} icon={IconHandStop}>
            {t(hold.overdue ? 'heldOverdue' : 'held')}
          </ToneBadge>
        )}
        {snoozedUntil !== null && (
          <ToneBadge tone="calm" icon={IconZzz}>
            {t('snoozed')} <Time at={snoozedUntil} />
          </ToneBadge>
        )}
        {escalated && <EscalatedBadge />}
        {looksDue > 0 && (
          <ToneBadge tone="calm" icon={IconEye}>
            {t('looksDueCount', { count: looksDue })}
          </ToneBadge>
        )}
        {related.length > 0 && (
          <ToneBadge tone="calm" icon={IconHistory}>
            {t('sameContent', { references: related.join(', ') })}
          </ToneBadge>
        )}
      </div>
    </li>
  );
}

function Standing({ row }: { row: ReportRow }) {
  const { t } = useTranslation('codes');
  return (
    <ul className={classes.standing}>
      {row.standing.map(({ platform, word, count }) => {
        const { icon: Mark, tone } = wordLooks[word];
        return (
          <li key={`${platform} ${word}`} className={classes.place}>
            <PlatformMark platform={platform} size={18} />
            <span className={classes.platform}>
              {t(`platform.${platform}`)}
              {count > 1 && ` × ${String(count)}`}
            </span>
            <span className={classes.word} data-tone={tone}>
              <Mark size={15} stroke={2} aria-hidden />
              {t(`word.${word}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
