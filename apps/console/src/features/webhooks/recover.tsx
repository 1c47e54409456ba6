import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { useProblemTexts } from '../../design/problem-texts.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useEndpointAct } from './use-endpoint-act.js';

/** Puts back every event since a time that the endpoint has not had. Asking twice does no harm. */
export function Recover({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const { field } = useProblemTexts();
  const [since, setSince] = useState('');
  const recover = useEndpointAct(() => client.recoverWebhookEndpoint(id, new Date(since).toISOString()));
  const wrong = field(recover.error, '/since');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    recover.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <ProblemAlert error={wrong === undefined ? recover.error : null} />
        {recover.data !== undefined && (
          <Note tone="good" role="status">
            <p>{t('recover.done', { count: recover.data })}</p>
          </Note>
        )}
        <TextInput
          type="datetime-local"
          label={t('recover.since')}
          description={t('recover.hint')}
          value={since}
          error={wrong}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <Group>
          <Button
            type="submit"
            size="xs"
            variant="default"
            loading={recover.isPending}
            disabled={since === ''}
          >
            {t('recover.button')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
