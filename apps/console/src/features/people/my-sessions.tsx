import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { mySessionsQuery } from './queries.js';
import classes from './people.module.css';

/** Where one is signed in, and the way to end it. */
export function MySessions() {
  const { t } = useTranslation('people');
  const { t: code } = useTranslation('codes');
  const { data: sessions = [], error } = useQuery(mySessionsQuery);
  const readAnew = () => queryClient.invalidateQueries({ queryKey: mySessionsQuery.queryKey });
  const end = useMutation({ mutationFn: (id: string) => client.endMySession(id), onSettled: readAnew });
  const endOthers = useMutation({ mutationFn: () => client.endMyOtherSessions(), onSettled: readAnew });
  return (
    <Card title={t('sessions.title')}>
      <Stack gap="md">
        <ProblemAlert error={error ?? end.error ?? endOthers.error} />
        <ul className={classes.list}>
          {sessions.map(({ id, device, methods, isThis, lastSeenAt }) => (
            <li key={id} className={classes.row}>
              <p>
                {device} · {methods.map((method) => code(`signInMethod.${method}`)).join(', ')} ·{' '}
                {isThis ? t('sessions.this') : <Time at={lastSeenAt} />}
              </p>
              {!isThis && (
                <Button variant="default" size="xs" onClick={() => end.mutate(id)}>
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <Group>
            <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
              {t('sessions.endOthers')}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
