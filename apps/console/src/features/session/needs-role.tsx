import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/empty-state.js';
import { Page } from '../../design/page.js';
import { neededRoles, type PageAct } from './needed-roles.js';
import { useRoleNames } from './role-names.js';

/** In place of a page that takes another role. */
export function NeedsRole({ act }: { act: PageAct }) {
  const { t } = useTranslation();
  const roleNames = useRoleNames();
  return (
    <Page title={t('needsRole.title')} width="narrow">
      <EmptyState
        icon={IconLock}
        title={t('needsRole.what', { roles: roleNames(neededRoles[act]) })}
        text={t('needsRole.text')}
      />
    </Page>
  );
}
