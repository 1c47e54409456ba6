import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChecks } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { BrokenGlassList } from '../glass/broken-glass-list.js';
import { OpenByReference } from '../glass/open-by-reference.js';
import { useMay } from '../session/may.js';
import { ApprovalCard } from './approval-card.js';
import { approvalsQuery } from './queries.js';
import { UngradedReports } from './ungraded-reports.js';

/** What waits for a second person; for supervisors also who opened reports without the role they take. */
export function ApprovalsPage() {
  const { t } = useTranslation('approvals');
  const { data: approvals, error, isPending, refetch } = useQuery(approvalsQuery);
  const mayReviewGlass = useMay('REVIEW_GLASS');
  const mayBreak = useMay('BREAK_GLASS');
  const mayReadReports = useMay('READ_REPORT');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading />}
        {approvals?.length === 0 && (
          <EmptyState icon={IconChecks} title={t('none.title')} text={t('none.text')} />
        )}
        {approvals?.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
        {mayReadReports && <UngradedReports />}
        {mayReviewGlass && <BrokenGlassList />}
        {mayBreak && !mayReadReports && <OpenByReference />}
      </Stack>
    </Page>
  );
}
