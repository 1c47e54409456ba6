import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report, ReportEvent } from '#client';
import { Card } from '../../design/card.js';
import { Loading } from '../../design/loading.js';
import { PlatformName } from '../../design/platform.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useEventReason } from './event-reason.js';
import { timelineQuery } from './queries.js';
import classes from './timeline.module.css';

const shownAtFirst = 15;

/** Everything that happened, the latest first. */
export function Timeline({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  const { data: events, error, refetch } = useQuery(timelineQuery(report.id));
  const [showsAll, setShowsAll] = useState(false);
  const latestFirst = [...(events ?? [])].reverse();
  const hidden = latestFirst.length - shownAtFirst;
  return (
    <Card title={t('timeline.title')}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {events === undefined && !error && <Loading rows={3} />}
      <EventList events={showsAll ? latestFirst : latestFirst.slice(0, shownAtFirst)} />
      {hidden > 0 && (
        <Button variant="subtle" size="compact-sm" mt="sm" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t('timeline.fewer') : t('timeline.earlier', { count: hidden })}
        </Button>
      )}
    </Card>
  );
}

export function EventList({ events }: { events: readonly ReportEvent[] }) {
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <Happened key={event.id} event={event} />
      ))}
    </ol>
  );
}

function Happened({ event }: { event: ReportEvent }) {
  const { t } = useTranslation('report');
  const { what, why, isByStaff } = useEventReason(event);
  return (
    <li className={classes.event}>
      <p className={classes.what}>
        {event.platform !== null && <PlatformName platform={event.platform} size={16} />} {what}
      </p>
      {why !== '' && <p className={classes.why}>{why}</p>}
      <p className={classes.when}>
        <Time at={event.timestamp} style="both" />
        {isByStaff && ` · ${t('timeline.byStaff')}`}
      </p>
    </li>
  );
}
