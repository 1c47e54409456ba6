import { Stack } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { KeyCard } from './key-card.js';
import { NewKeyForm } from './new-key-form.js';

const apiKeysQuery = queryOptions({ queryKey: keys.apiKeys, queryFn: () => client.listKeys() });

/** API keys of programs: what each may do, until when, and when it was used last. */
export function KeysPage() {
  const { t } = useTranslation('keys');
  const { data: apiKeys, error, isPending, refetch } = useQuery(apiKeysQuery);
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <NewKeyForm />
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading />}
        {apiKeys?.map((apiKey) => (
          <KeyCard key={apiKey.id} apiKey={apiKey} />
        ))}
      </Stack>
    </Page>
  );
}
