import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { LongText } from '../../design/long-text.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Quote } from '../../design/quote.js';
import { Time } from '../../design/time.js';
import { usePersonId } from '../session/may.js';
import classes from './hand-over.module.css';
import { atOnce, handedOver, type HandedOverAtOnce } from './queries.js';

/** Who handed what over to whoever is signed in, and what they wrote, until that is taken note of. */
export function HandedOver() {
  const { t } = useTranslation('reports');
  const isPerson = usePersonId() !== null;
  const { data = [], error } = useQuery({ ...handedOver, enabled: isPerson });
  if (data.length === 0) return <ProblemAlert error={error} />;
  return (
    <div className={classes.handedOver}>
      <Card title={t('handOver.toYou')}>
        <ul className={classes.list} aria-label={t('handOver.toYou')}>
          {atOnce(data).map((each) => (
            <li key={`${each.at} ${each.by}`} className={classes.item}>
              <Once handedOver={each} />
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Once({ handedOver: { by, at, reports, notes } }: { handedOver: HandedOverAtOnce }) {
  const { t } = useTranslation('reports');
  const take = useMutation({
    mutationFn: () => client.actOnReports({ act: 'CLAIM', reports: reports.map(({ reportId }) => reportId) }),
    onSettled: () =>
      Promise.all([keys.claims, keys.reports].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  return (
    <>
      <p className={classes.who}>
        {t('handOver.from', { who: by, count: reports.length })} · <Time at={at} style="both" />
      </p>
      {notes.map((note) => (
        <Quote key={note} source={by}>
          <LongText text={note} label={t('handOver.note')} />
        </Quote>
      ))}
      <Group justify="space-between" mt="xs">
        <span className={classes.references}>
          {reports.map(({ reportReference }) => (
            <Link key={reportReference} to="/reports/$reference" params={{ reference: reportReference }}>
              {reportReference}
            </Link>
          ))}
        </span>
        <Button size="sm" variant="default" loading={take.isPending} onClick={() => take.mutate()}>
          {t('claim.take')}
        </Button>
      </Group>
      <ProblemAlert error={take.error} />
    </>
  );
}
