import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconFilterOff, IconFlagPlus, IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useMay } from '../session/may.js';
import { BehindFigure } from './behind-figure.js';
import { ReportFilters } from './report-filters.js';
import { ReportRows } from './report-rows.js';
import { reportPages } from './report-pages.js';
import { readReportSearch, type ReportSearch } from './report-search.js';

const route = getRouteApi('/reports');

/** All reports, newest first, as far as the filters in the address leave them. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  // What the address holds beside, or in place of, a filter comes along otherwise.
  const search = route.useSearch({ select: readReportSearch });
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(reportPages(search));
  const mayFile = useMay('FILE');
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page
      title={t('title')}
      actions={
        mayFile && (
          <Button component={Link} to="/file" leftSection={<IconFlagPlus size={18} aria-hidden />}>
            {t('file')}
          </Button>
        )
      }
    >
      <ReportFilters search={search} />
      <BehindFigure search={search} />
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Loading rows={6} />}
      {data && rows.length === 0 && <NoReports search={search} />}
      {rows.length > 0 && <ReportRows rows={rows} />}
      {hasNextPage && (
        <Button
          variant="default"
          fullWidth
          mt="md"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Page>
  );
}

function NoReports({ search }: { search: ReportSearch }) {
  const { t } = useTranslation('reports');
  const filters = Object.keys(search);
  if (filters.length === 0)
    return <EmptyState icon={IconFlagPlus} title={t('none.title')} text={t('none.text')} />;
  if (filters.join() === 'attention' && search.attention === 'any')
    return <EmptyState icon={IconMoodSmile} title={t('noneNeedsMe.title')} text={t('noneNeedsMe.text')} />;
  if (filters.join() === 'look')
    return <EmptyState icon={IconMoodSmile} title={t('noLookDue.title')} text={t('noLookDue.text')} />;
  if (filters.join() === 'wait')
    return <EmptyState icon={IconMoodSmile} title={t('noLongWait.title')} text={t('noLongWait.text')} />;
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('noneLeft.title')}
      text={t('noneLeft.text')}
      action={
        <Button component={Link} to="/reports" variant="default">
          {t('clear')}
        </Button>
      }
    />
  );
}
