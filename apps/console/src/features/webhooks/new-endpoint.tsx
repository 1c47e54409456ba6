import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { EndpointForm } from './endpoint-form.js';
import { OneTimeSecret } from './one-time-secret.js';
import { everything, type Terms } from './terms.js';

/** Makes an endpoint and shows its secret this once. */
export function NewEndpoint() {
  const { t } = useTranslation('webhooks');
  const [isOpen, setIsOpen] = useState(false);
  const make = useMutation({
    mutationFn: (terms: Terms) => client.createWebhookEndpoint(terms),
    // What is shown once is not kept either.
    gcTime: 0,
    onSuccess: async () => {
      setIsOpen(false);
      await queryClient.invalidateQueries({ queryKey: keys.webhooks });
    },
  });
  const open = () => {
    make.reset();
    setIsOpen(true);
  };
  return (
    <>
      {make.data && (
        <OneTimeSecret secret={make.data.secret}>
          <p>
            {t('make.next')}{' '}
            <Link to="/webhooks/$endpointId" params={{ endpointId: make.data.id }}>
              {t('make.toIt')}
            </Link>
          </p>
        </OneTimeSecret>
      )}
      {isOpen ? (
        <Card title={t('make.title')}>
          <EndpointForm
            before={everything}
            error={make.error}
            isPending={make.isPending}
            submitLabel={t('make.button')}
            onSubmit={(terms) => make.mutate(terms)}
            onCancel={() => setIsOpen(false)}
          />
        </Card>
      ) : (
        <div>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
            {t('make.title')}
          </Button>
        </div>
      )}
    </>
  );
}
