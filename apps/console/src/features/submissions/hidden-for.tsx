import { useTranslation } from 'react-i18next';
import type { Report } from '#client';
import { useRoleNames } from '../session/role-names.js';

/** In place of what the caller's roles do not show: whose role it takes. */
export function HiddenFor({ roles }: { roles: NonNullable<Report['contentFor']> }) {
  const { t } = useTranslation('report');
  const roleNames = useRoleNames();
  return <>{t('hiddenFor', { roles: roleNames(roles) })}</>;
}
