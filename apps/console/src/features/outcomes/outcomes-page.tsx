import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconChartBar, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#client';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Note } from '../../design/note.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { BarPatterns } from './figures/bar-looks.js';
import classes from './figures/figures.module.css';
import { OutcomeFiles } from './figures/outcome-files.js';
import { OutcomeFilters } from './figures/outcome-filters.js';
import { outcomesQuery } from './figures/outcome-queries.js';
import { askedFor, readOutcomeSearch, regimes, type OutcomeSearch } from './figures/outcome-search.js';
import { Overview } from './figures/overview.js';
import { today } from './figures/period.js';
import { RegimeSection } from './figures/regime-section.js';
import { useNames } from './figures/use-names.js';

const route = getRouteApi('/outcomes');

/** What became of notices: for supervisors and auditors. */
export function OutcomesPage() {
  const { t } = useTranslation('figures');
  const search = route.useSearch({ select: readOutcomeSearch });
  const { asked, mistakes } = askedFor(search, today(Date.now()));
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(outcomesQuery(asked));
  const teams = [...new Set(data?.teams.groups.flatMap(({ team }) => team ?? []))].sort((one, other) =>
    one.localeCompare(other),
  );
  const filterNames = {
    period: t('filter.period'),
    from: t('filter.from'),
    until: t('filter.until'),
    mode: t('filter.mode'),
    regime: t('filter.regime'),
    platform: t('filter.platform'),
    channel: t('filter.channel'),
    category: t('filter.category'),
    team: t('filter.team'),
  };
  const errors = error instanceof ApiProblem ? error.errors : [];
  const named: Readonly<Record<string, string | undefined>> = filterNames;
  const refused = errors.flatMap(({ pointer }) => named[pointer.slice(1)] ?? []);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('print')}
        </Button>
      }
    >
      <h1 className={classes.printed}>{t('title')}</h1>
      <BarPatterns />
      <Stack gap="lg">
        <OutcomeFilters search={search} asked={asked} teams={teams} />
        {mistakes.length > 0 && (
          <Note tone="attention" role="status" title={t('mistakes.title')}>
            <p>{t('mistakes.text', { filters: mistakes.map((name) => filterNames[name]).join(', ') })}</p>
          </Note>
        )}
        {asked.mode === 'rehearsed' && (
          <Note tone="attention" title={t('rehearsed.title')}>
            <p>{t('rehearsed.text')}</p>
          </Note>
        )}
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {refused.length > 0 && (
          <Note tone="attention">
            <p>{t('mistakes.refused', { filters: refused.join(', ') })}</p>
          </Note>
        )}
        {isPending && <Loading rows={5} />}
        {data && !error && (
          <div aria-busy={isPlaceholderData}>
            <Figures read={data} search={search} asked={asked} />
          </div>
        )}
        <OutcomeFiles from={asked.from} to={asked.to} />
      </Stack>
    </Page>
  );
}

interface FiguresProps {
  readonly read: Awaited<ReturnType<NonNullable<ReturnType<typeof outcomesQuery>['queryFn']>>>;
  readonly search: OutcomeSearch;
  readonly asked: ReturnType<typeof askedFor>['asked'];
}

function Figures({ read, search, asked }: FiguresProps) {
  const names = useNames();
  const { all, platforms, months, teams } = read;
  const found = regimes.flatMap((regime) => {
    const group = all.groups.find((each) => each.regime === regime);
    return group ? [[regime, group] as const] : [];
  });
  if (found.length === 0) return <NoNotices search={search} asked={asked} />;
  const named = [...new Set(platforms.groups.flatMap(({ platform }) => platform ?? []))]
    .map((key) => ({ key, label: names.platform(key) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <>
      <Overview asked={asked} outcomes={all} regimes={found} />
      {found.map(([regime, group]) => (
        <RegimeSection
          key={regime}
          {...{ asked, regime, all: group, outcomes: all, platforms: named }}
          byPlatform={platforms.groups.filter((each) => each.regime === regime)}
          byMonth={months.groups.filter((each) => each.regime === regime)}
          byTeam={teams.groups.filter((each) => each.regime === regime)}
        />
      ))}
    </>
  );
}

/** A new installation rehearses: there is nothing yet that went to a platform. */
function NoNotices({ search, asked }: Pick<FiguresProps, 'search' | 'asked'>) {
  const { t } = useTranslation('figures');
  const { period, from, until } = search;
  const days = { ...(period && { period }), ...(from && { from }), ...(until && { until }) };
  const isFiltered = Object.keys(search).some((name) => !['period', 'from', 'until', 'mode'].includes(name));
  return (
    <EmptyState
      icon={IconChartBar}
      title={t(asked.mode === 'armed' ? 'none.armed' : 'none.rehearsed')}
      text={t('none.text')}
      action={
        <Stack align="center" gap="xs">
          {isFiltered && (
            <Link to="/outcomes" search={{ ...days, mode: asked.mode }}>
              {t('none.clear')}
            </Link>
          )}
          {asked.mode === 'armed' && (
            <Link to="/outcomes" search={{ ...search, mode: 'rehearsed' }}>
              {t('none.toRehearsed')}
            </Link>
          )}
        </Stack>
      }
    />
  );
}
