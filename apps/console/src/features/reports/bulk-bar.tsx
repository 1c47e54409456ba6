import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BulkRequest } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { HandOverButton } from '../claims/hand-over-button.js';
import { usePersonId } from '../session/may.js';
import { ChoiceButton, snoozeDays } from '../submissions/choice-button.js';
import classes from './bulk-bar.module.css';
import { BulkResult } from './bulk-result.js';
import type { ReportSearch } from './report-search.js';
import type { Selection } from './use-selection.js';

interface BulkBarProps {
  readonly search: ReportSearch;
  readonly selection: Selection;
}

/** What can be done to all that is ticked, in one request, and what became of each. */
export function BulkBar({ search, selection }: BulkBarProps) {
  const { t } = useTranslation('reports');
  const isPerson = usePersonId() !== null;
  const isAny = selection.isAll || selection.ids.length > 0;
  const { data: matching } = useQuery({
    queryKey: keys.reportCount(search),
    queryFn: () => client.countReports(search),
    enabled: isAny,
  });
  const bulk = useMutation({
    mutationFn: (act: Omit<BulkRequest, 'reports' | 'filter'>) =>
      client.actOnReports({
        ...act,
        ...(selection.isAll ? { filter: search } : { reports: [...selection.ids] }),
      }),
    onSuccess: () => selection.clear(),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.reports }),
        queryClient.invalidateQueries({ queryKey: keys.claims }),
      ]),
  });
  return (
    <>
      {isAny && (
        <div className={classes.bar} role="region" aria-label={t('bulk.title')}>
          <p className={classes.count} role="status">
            {selection.isAll
              ? t('bulk.allSelected', { many: matching?.count ?? '…' })
              : t('bulk.selected', { count: selection.ids.length })}
          </p>
          {!selection.isAll && matching && matching.count > selection.ids.length && !matching.more && (
            <Button variant="subtle" size="sm" onClick={() => selection.selectAll()}>
              {t('bulk.selectAll', { many: matching.count })}
            </Button>
          )}
          {matching?.more === true && <span>{t('bulk.tooMany', { many: matching.count })}</span>}
          <Group gap="xs">
            {isPerson && (
              <>
                <Button size="sm" loading={bulk.isPending} onClick={() => bulk.mutate({ act: 'CLAIM' })}>
                  {t('claim.take')}
                </Button>
                <HandOverButton onConfirm={(to) => bulk.mutate({ act: 'HAND_OVER', to })} />
                <Button variant="default" size="sm" onClick={() => bulk.mutate({ act: 'RELEASE' })}>
                  {t('claim.release')}
                </Button>
              </>
            )}
            <ChoiceButton
              label={t('bulk.snooze')}
              text={t('bulk.snoozeText')}
              confirmLabel={t('bulk.snooze')}
              days={snoozeDays}
              onConfirm={(_reason, until) => bulk.mutate({ act: 'SNOOZE', until })}
            />
            <Button variant="subtle" size="sm" onClick={() => selection.clear()}>
              {t('bulk.clear')}
            </Button>
          </Group>
        </div>
      )}
      <ProblemAlert error={bulk.error} />
      {bulk.data && !isAny && <BulkResult answers={bulk.data} />}
    </>
  );
}
