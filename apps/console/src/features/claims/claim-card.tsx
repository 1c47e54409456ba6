import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Claim, Report } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useMay, usePersonId } from '../session/may.js';
import classes from './claim-card.module.css';
import { HandOverButton } from './hand-over-button.js';
import { claimQuery } from './queries.js';

/** Who takes care of the report. It tells colleagues so; everybody may still act. */
export function ClaimCard({ report: { id, status } }: { report: Report }) {
  const { t } = useTranslation('reports');
  const { data: claim, error } = useQuery(claimQuery(id));
  const personId = usePersonId();
  const mayAct = useMay('ACT_ON_REPORT') && personId !== null;
  const act = useMutation({
    mutationFn: (does: () => Promise<Claim | null>) => does(),
    onSuccess: (after) => queryClient.setQueryData(keys.claim(id), after),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.claim(id) }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
      ]),
  });
  const isClosed = status === 'RESOLVED' || status === 'WITHDRAWN';
  if (claim === undefined) return <ProblemAlert error={error} />;
  if (isClosed && claim === null) return null;
  const isMine = claim !== null && claim.personId === personId;
  return (
    <Card title={t('claim.title')}>
      <div className={classes.claim}>
        <p className={classes.who}>
          {claim === null ? (
            t('claim.nobody')
          ) : (
            <>
              {isMine ? t('claim.you') : t('claim.who', { who: claim.name })}{' '}
              <span className={classes.since}>
                <Time at={claim.since} />
              </span>
            </>
          )}
        </p>
        {mayAct && (
          <Group gap="xs">
            {claim === null && (
              <Button
                size="sm"
                loading={act.isPending}
                onClick={() => act.mutate(() => client.claimReport(id))}
              >
                {t('claim.take')}
              </Button>
            )}
            {claim !== null && !isMine && (
              <ConfirmButton
                size="sm"
                title={t('claim.takeOver')}
                text={t('claim.takeOverText', { who: claim.name })}
                confirmLabel={t('claim.takeOver')}
                onConfirm={() => act.mutate(() => client.claimReport(id, true))}
              >
                {t('claim.takeOver')}
              </ConfirmButton>
            )}
            {(claim === null || isMine) && (
              <HandOverButton onConfirm={(to) => act.mutate(() => client.handOverReport(id, to))} />
            )}
            {isMine && (
              <Button variant="default" size="sm" onClick={() => act.mutate(() => client.releaseClaim(id))}>
                {t('claim.release')}
              </Button>
            )}
          </Group>
        )}
        <ProblemAlert error={act.error} />
      </div>
    </Card>
  );
}
