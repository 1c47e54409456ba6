import { useQuery } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { ToneBadge } from '../../design/badges.js';
import { usePersonId } from '../session/may.js';

/** Colleagues who have the page of a report of a list open. */
export function OpenAt({ reportId }: { reportId: string }) {
  const { t, i18n } = useTranslation('timeline');
  const isPerson = usePersonId() !== null;
  const { data: pages = [] } = useQuery({
    queryKey: keys.openPages,
    queryFn: () => client.listPresence(),
    enabled: isPerson,
  });
  const people = pages.find((page) => page.reportId === reportId)?.people ?? [];
  if (people.length === 0) return null;
  const who = new Intl.ListFormat(i18n.language).format(people.map(({ name }) => name));
  return (
    <ToneBadge tone="calm" icon={IconUsers}>
      {t('openAt', { who })}
    </ToneBadge>
  );
}
