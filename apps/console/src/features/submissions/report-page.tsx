import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconFlagOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type Report } from '#client';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { ClaimCard } from '../claims/claim-card.js';
import { BreakGlassNote } from '../glass/break-glass-note.js';
import { AlsoHere } from '../presence/also-here.js';
import { ReferralsCard } from '../guidance/referrals-card.js';
import { useIsGlassOpen, useMay } from '../session/may.js';
import { NeedsRole } from '../session/needs-role.js';
import { BreakCard } from '../wellbeing/break-card.js';
import { CallerCodeCard } from './caller-code-card.js';
import { DossierCard } from './dossier-card.js';
import { reportIdQuery, reportQuery } from './queries.js';
import { hasReappeared, RefilePanel } from './refile-panel.js';
import { ReportActs } from './report-acts.js';
import { ReportFacts } from './report-facts.js';
import classes from './report-page.module.css';
import { ReportStanding } from './report-standing.js';
import { ScreenshotsCard } from './screenshots-card.js';
import { SubmissionList } from './submission-list.js';
import { Timeline } from './timeline.js';

const route = getRouteApi('/reports/$reference');

/** One report: what it has come to, what each platform says and what it waits for, and everything one can do. */
export function ReportPage() {
  const { reference } = route.useParams();
  const found = useQuery(reportIdQuery(reference));
  const read = useQuery({ ...reportQuery(found.data ?? ''), enabled: found.data !== undefined });
  const error = found.error ?? read.error;
  if (read.data === undefined && error instanceof ApiProblem && error.status === 404)
    return <ReportMissing reference={reference} />;
  if (read.data === undefined && error instanceof ApiProblem && error.code === 'ACCESS.ROLE')
    return <NeedsRole act="READ_REPORT" />;
  return (
    <Page title={read.data?.reference ?? reference}>
      {error !== null && (
        <ProblemAlert error={error} onRetry={() => void (found.error ? found : read).refetch()} />
      )}
      {read.data !== undefined && <ReportBody report={read.data} />}
      {read.data === undefined && error === null && <Loading rows={5} />}
    </Page>
  );
}

function ReportBody({ report }: { report: Report }) {
  const maySay = useMay('ACT_ON_SUBMISSION') && report.contentFor === null;
  const isGlassOpen = useIsGlassOpen(report.id);
  const mayReadEvents = useMay('READ_EVENTS');
  return (
    <div className={classes.layout}>
      <div className={classes.standing}>
        {report.contentFor !== null && <BreakGlassNote report={report} />}
        <AlsoHere reportId={report.id} />
        <BreakCard report={report} />
        <ReportStanding report={report} />
        {maySay && !isGlassOpen && hasReappeared(report) && <RefilePanel report={report} />}
      </div>
      <SubmissionList report={report} />
      <div className={classes.aside}>
        <ClaimCard report={report} />
        <ReportActs report={report} />
        <ReportFacts report={report} />
        <ScreenshotsCard report={report} />
        <CallerCodeCard report={report} />
        <DossierCard report={report} />
        <ReferralsCard report={report} />
        {mayReadEvents && <Timeline report={report} />}
      </div>
    </div>
  );
}

/** Not there, or not for this person: the API says neither which. */
function ReportMissing({ reference }: { reference: string }) {
  const { t } = useTranslation('report');
  return (
    <Page title={t('missing.title')} width="narrow">
      <EmptyState
        icon={IconFlagOff}
        title={t('missing.what', { reference: reference.slice(0, 40) })}
        text={t('missing.text')}
        action={
          <Button component={Link} to="/reports" variant="default">
            {t('missing.toReports')}
          </Button>
        }
      />
    </Page>
  );
}
