import { List } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { platformsQuery } from '../../api/queries.js';
import { Page } from '../../design/page.js';

/** How each platform stands. */
export function PlatformsPage() {
  const { t } = useTranslation('platforms');
  const { data: platforms } = useSuspenseQuery(platformsQuery);
  return (
    <Page title={t('title')}>
      <List>
        {platforms.map(({ key, name }) => (
          <List.Item key={key}>{name}</List.Item>
        ))}
      </List>
    </Page>
  );
}
