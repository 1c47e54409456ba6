import '../../design/mantine-later.css';
import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { InviteForm } from './invite-form.js';
import { PersonCard } from './person-card.js';
import { ProofDialog } from './proof-dialog.js';
import { peopleQuery } from './queries.js';

/** Who may come in, and as what. */
export function PeoplePage() {
  const { t } = useTranslation('people');
  const { data, error, isPending, refetch } = useQuery(peopleQuery);
  const [byMail, setByMail] = useState(false);
  return (
    <Page title={t('people.title')} lead={t('people.lead')} width="narrow">
      <Stack gap="lg">
        {data?.canMail === true && (
          <Checkbox
            label={t('link.byMail')}
            description={t('link.byMailText')}
            checked={byMail}
            onChange={(event) => setByMail(event.currentTarget.checked)}
          />
        )}
        <InviteForm byMail={byMail} />
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading />}
        {data?.data.map((person) => (
          <PersonCard key={person.id} person={person} byMail={byMail} />
        ))}
      </Stack>
      <ProofDialog />
    </Page>
  );
}
