import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconFilterOff, IconFlagPlus, IconMoodSmile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../api/query-client.js';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { pagesReadAnew } from '../../live/stale.js';
import { HandedOver } from '../hand-over/handed-over.js';
import { useMay } from '../session/may.js';
import { useOwnDay } from '../wellbeing/kept-day.js';
import { LeftOut } from '../wellbeing/left-out.js';
import { BehindFigure } from './behind-figure.js';
import { BulkBar } from './bulk-bar.js';
import { FoundReports } from './found-reports.js';
import { ReportFilters } from './report-filters.js';
import { ReportRows } from './report-rows.js';
import { reportPages } from './report-pages.js';
import { readReportSearch, type ReportSearch } from './report-search.js';
import classes from './reports-page.module.css';
import { useSelection } from './use-selection.js';
import { ViewsButton } from './views-button.js';

const route = getRouteApi('/reports');

/** Reports, newest first, as far as the list and the filters in the address leave them. */
export function ReportsPage() {
  // With those of the report, which what is done to many uses: else the page would go away at the first tick.
  const { t } = useTranslation(['reports', 'report', 'timeline']);
  // What the address holds beside, or in place of, a filter comes along otherwise.
  const search = route.useSearch({ select: readReportSearch });
  // Never in the address: browsers and servers keep those.
  const [pasted, setPasted] = useState<string>();
  const mayFile = useMay('FILE');
  const [{ notToday }] = useOwnDay();
  const [showsNotToday, setShowsNotToday] = useState(false);
  const wanted = { ...search, ...(notToday.length > 0 && { exceptCategories: notToday.join() }) };
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <ViewsButton search={search} />
          {mayFile && (
            <Button component={Link} to="/file" leftSection={<IconFlagPlus size={18} aria-hidden />}>
              {t('file')}
            </Button>
          )}
        </>
      }
    >
      <ReportFilters search={search} onAddress={setPasted} />
      <BehindFigure search={search} />
      <HandedOver />
      {pasted === undefined ? (
        <>
          {notToday.length > 0 && (
            <LeftOut search={search} wanted={wanted} isShown={showsNotToday} onShow={setShowsNotToday} />
          )}
          <ReportList search={search} shown={showsNotToday ? search : wanted} />
        </>
      ) : (
        <FoundReports address={pasted} onClose={() => setPasted(undefined)} />
      )}
    </Page>
  );
}

/** @param shown what of `search` is shown: without what somebody does not want today */
function ReportList({ search, shown }: { search: ReportSearch; shown: ReportSearch }) {
  const {
    data,
    error,
    isPending,
    isFetchingNextPage,
    isFetchNextPageError,
    refetch,
    hasNextPage,
    fetchNextPage,
  } = useInfiniteQuery(reportPages(shown));
  const mayAct = useMay('ACT_ON_REPORT');
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const selection = useSelection(
    JSON.stringify(shown),
    rows.map(({ id }) => id),
  );
  const goOn = () => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  };
  return (
    <>
      {mayAct && <BulkBar search={shown} selection={selection} />}
      <ProblemAlert error={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />
      {isPending && <Loading rows={6} />}
      {data && rows.length === 0 && <NoReports search={search} />}
      {data && data.pages.length > pagesReadAnew && <FarDown search={shown} />}
      {rows.length > 0 && (
        <ReportRows rows={rows} hasMore={hasNextPage} onEnd={goOn} {...(mayAct && { selection })} />
      )}
    </>
  );
}

/** So many rows are not read anew for each event. */
function FarDown({ search }: { search: ReportSearch }) {
  const { t } = useTranslation('reports');
  const readAnew = () => {
    window.scrollTo({ top: 0 });
    void queryClient.resetQueries({ queryKey: reportPages(search).queryKey, exact: true });
  };
  return (
    <div className={classes.farDown}>
      <Button variant="default" size="sm" onClick={readAnew}>
        {t('readAnew')}
      </Button>
    </div>
  );
}

function NoReports({ search }: { search: ReportSearch }) {
  const { t } = useTranslation('reports');
  const filters = Object.keys(search);
  if (filters.length === 0)
    return <EmptyState icon={IconFlagPlus} title={t('none.title')} text={t('none.text')} />;
  if (filters.join() === 'list' && search.list === 'needs_me')
    return <EmptyState icon={IconMoodSmile} title={t('noneNeedsMe.title')} text={t('noneNeedsMe.text')} />;
  if (filters.join() === 'wait')
    return <EmptyState icon={IconMoodSmile} title={t('noLongWait.title')} text={t('noLongWait.text')} />;
  if (filters.join() === 'list')
    return <EmptyState icon={IconMoodSmile} title={t('noneInList.title')} text={t('noneInList.text')} />;
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
