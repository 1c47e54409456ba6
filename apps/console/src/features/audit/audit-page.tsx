import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconFileSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../design/card.js';
import { EmptyState } from '../../design/empty-state.js';
import { MoreButton } from '../../design/more-button.js';
import { Loading } from '../../design/loading.js';
import { Note } from '../../design/note.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { AuditEntryRow } from './audit-entry-row.js';
import { AuditFilters } from './audit-filters.js';
import classes from './audit.module.css';
import { askedFor, readAuditSearch } from './audit-search.js';
import { auditPages } from './queries.js';

const route = getRouteApi('/audit');

/** Who read and changed what: for auditors. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const search = route.useSearch({ select: readAuditSearch });
  const { asked, hasMistakes } = askedFor(search);
  const pages = useInfiniteQuery(auditPages(asked));
  const entries = pages.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <AuditFilters key={JSON.stringify(search)} search={search} error={pages.error} />
        {hasMistakes && (
          <Note tone="attention" role="status">
            <p>{t('wrongDays')}</p>
          </Note>
        )}
        <ProblemAlert error={pages.error} onRetry={() => void pages.refetch()} />
        {pages.isPending && <Loading rows={6} />}
        {pages.data && entries.length === 0 && (
          <EmptyState icon={IconFileSearch} title={t('none.title')} text={t('none.text')} />
        )}
        {entries.length > 0 && (
          <Card>
            <ol className={classes.entries} aria-label={t('title')}>
              {entries.map((entry) => (
                <AuditEntryRow key={entry.sequence} entry={entry} search={search} />
              ))}
            </ol>
          </Card>
        )}
        <MoreButton pages={pages} label={t('more')} />
      </Stack>
    </Page>
  );
}
