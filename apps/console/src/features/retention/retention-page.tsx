import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Retention } from '#client';
import { client } from '../../api/client.js';
import { taxonomyQuery } from '../../api/queries.js';
import { Card } from '../../design/card.js';
import { Loading } from '../../design/loading.js';
import { Note } from '../../design/note.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { durationText } from '../outcomes/figures/duration.js';
import { useMay } from '../session/may.js';
import { Erased } from './erased.js';
import classes from './retention.module.css';

/** Reading it is recorded: not again and again. */
const retentionQuery = { queryKey: ['retention'], queryFn: () => client.readRetention() };

/** What the API gives of each list at most. */
const mostShown = 100;

/** What is kept how long, what is erased next and what is not, and that it is gone afterwards. */
export function RetentionPage() {
  const { t } = useTranslation('retention');
  const { data, error, isPending, refetch } = useQuery(retentionQuery);
  const mayExport = useMay('EXPORT_TABLES');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading rows={5} />}
        {data && (
          <>
            {!data.rules.isOn && (
              <Note tone="attention" title={t('off.title')}>
                <p>{t('off.text')}</p>
              </Note>
            )}
            <Rules rules={data.rules} />
            <Due due={data.due} next={data.next} />
            <Kept kept={data.kept} />
            <Erased erased={data.erased} mostShown={mostShown} />
            {mayExport && <Link to="/outcomes">{t('tables')}</Link>}
          </>
        )}
      </Stack>
    </Page>
  );
}

function Rules({ rules }: Pick<Retention, 'rules'>) {
  const { t, i18n } = useTranslation('retention');
  const categoryName = useCategoryNames();
  const { reportsForMs, byCategoryMs, unmatchedRepliesForMs } = rules;
  const times = [
    [t('rules.reports'), reportsForMs],
    ...Object.entries(byCategoryMs).map(
      ([category, ms]) => [t('rules.category', { category: categoryName(category) }), ms] as const,
    ),
    [t('rules.replies'), unmatchedRepliesForMs],
    [t('rules.attempts'), rules.webhookAttemptsForMs],
    [t('rules.deliveries'), rules.webhookDeliveriesForMs],
  ] as const;
  return (
    <Card title={t('rules.title')}>
      <dl className={classes.times}>
        {times.map(([what, ms]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{durationText(ms / 60_000, i18n.language)}</dd>
          </div>
        ))}
      </dl>
      <Text c="dimmed" mt="md">
        {t('rules.stands')}
      </Text>
    </Card>
  );
}

function Due({ due, next }: Pick<Retention, 'due' | 'next'>) {
  const { t } = useTranslation('retention');
  const categoryName = useCategoryNames();
  return (
    <Card title={t('due.title')}>
      {next.length === 0 && <Text c="dimmed">{t('due.none')}</Text>}
      {Object.entries(due).map(([category, reports]) => (
        <Text key={category}>{t('due.count', { category: categoryName(category), count: reports })}</Text>
      ))}
      <ul className={classes.rows}>
        {next.map(({ reference, category, lastActivityAt }) => (
          <li key={reference}>
            <ReportLink reference={reference} /> {categoryName(category)}
            <p className={classes.small}>
              {t('due.since')} <Time at={lastActivityAt} style="absolute" />
            </p>
          </li>
        ))}
      </ul>
      {next.length === mostShown && <p className={classes.small}>{t('due.first')}</p>}
    </Card>
  );
}

function Kept({ kept }: Pick<Retention, 'kept'>) {
  const { t } = useTranslation('retention');
  const { t: code } = useTranslation('codes');
  return (
    <Card title={t('kept.title')}>
      {kept.length === 0 && <Text c="dimmed">{t('kept.none')}</Text>}
      <ul className={classes.rows}>
        {kept.map(({ reference, reason, by, at, until }) => (
          <li key={reference}>
            <ReportLink reference={reference} />
            <p>
              {t('kept.why', { reason: code(`keepReason.${reason}`), name: by })}{' '}
              <Time at={at} style="absolute" />
            </p>
            <p className={classes.small}>
              {until === null ? (
                t('kept.open')
              ) : (
                <>
                  {t('kept.until')} <Time at={until} style="both" />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {kept.length === mostShown && <p className={classes.small}>{t('kept.first')}</p>}
    </Card>
  );
}

function ReportLink({ reference }: { reference: string }) {
  return (
    <Link to="/reports/$reference" params={{ reference }}>
      {reference}
    </Link>
  );
}

function useCategoryNames(): (code: string) => string {
  const { i18n } = useTranslation();
  const { data: categories = [] } = useQuery(taxonomyQuery);
  return (code) => categories.find((each) => each.code === code)?.labels[i18n.language] ?? code;
}
