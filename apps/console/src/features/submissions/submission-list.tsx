import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report } from '#client';
import { platformsQuery } from '../../api/queries.js';
import { Loading } from '../../design/loading.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { submissionsQuery } from './queries.js';
import classes from './report-page.module.css';
import { SubmissionCard } from './submission-card.js';

/** More submissions than these are shown page by page. */
const mostAtOnce = 100;
/** More submissions than these are closed at first: each open one reads what its platform said. */
const openAtFirst = 8;

/** What went to each platform: all, or page by page where they are very many. */
export function SubmissionList({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  const isPaged = report.submissions.length > mostAtOnce;
  const total = isPaged ? totalOf(report.standing) : report.submissions.length;
  return (
    <section className={classes.submissions} aria-labelledby="submissions">
      <h2 id="submissions" className={classes.heading}>
        {t('submissions', { count: total })}
      </h2>
      {isPaged ? <Pages report={report} /> : <Cards report={report} submissions={report.submissions} />}
    </section>
  );
}

/** A page of them, of all or of those that stand at one word with one platform. */
function Pages({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const [group, setGroup] = useState<Report['standing'][number] | null>(null);
  /** Cursors of the pages that were turned, the first one's left out. */
  const [turned, setTurned] = useState<readonly string[]>([]);
  const cursor = turned.at(-1);
  const query = {
    ...(group && { platform: group.platform, word: group.word }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...submissionsQuery(report.id, query),
    placeholderData: keepPreviousData,
  });
  const nextCursor = data?.nextCursor ?? null;
  return (
    <>
      <NativeSelect
        label={t('pages.which')}
        value={valueOf(group)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setGroup(report.standing.find((each) => valueOf(each) === value) ?? null);
          setTurned([]);
        }}
        data={[
          { value: '', label: t('pages.all', { places: totalOf(report.standing) }) },
          ...report.standing.map((each) => ({
            value: valueOf(each),
            label: t('pages.group', {
              platform: code(`platform.${each.platform}`),
              word: code(`word.${each.word}`),
              places: each.count,
            }),
          })),
        ]}
      />
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <Loading rows={5} />}
      {data && <Cards report={report} submissions={data.data} />}
      <div className={classes.pages}>
        <Button
          variant="default"
          disabled={turned.length === 0 || isPlaceholderData}
          onClick={() => setTurned(turned.slice(0, -1))}
        >
          {t('pages.previous')}
        </Button>
        <span role="status">{t('pages.page', { page: turned.length + 1 })}</span>
        <Button
          variant="default"
          disabled={nextCursor === null || isPlaceholderData}
          onClick={() => nextCursor !== null && setTurned([...turned, nextCursor])}
        >
          {t('pages.next')}
        </Button>
      </div>
    </>
  );
}

function valueOf(group: Report['standing'][number] | null): string {
  return group === null ? '' : `${group.platform} ${group.word}`;
}

function Cards({ report: { id, language }, submissions }: { report: Report } & Pick<Report, 'submissions'>) {
  const platforms = useQuery(platformsQuery).data;
  // Where a report has hundreds, only those are drawn anew that have changed.
  const of = useMemo(() => ({ id, language }), [id, language]);
  return submissions.map((submission) => (
    <SubmissionCard
      key={submission.id}
      report={of}
      submission={submission}
      standing={platforms?.find(({ key }) => key === submission.platform)}
      isOpenAtFirst={submissions.length <= openAtFirst}
    />
  ));
}

function totalOf(standing: Report['standing']): number {
  return standing.reduce((sum, { count }) => sum + count, 0);
}
