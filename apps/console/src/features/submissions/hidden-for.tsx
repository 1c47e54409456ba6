import { useTranslation } from 'react-i18next';
import type { Report } from '#client';

/** In place of what the caller's roles do not show: whose role it takes. */
export function HiddenFor({ roles }: { roles: NonNullable<Report['contentFor']> }) {
  const { t, i18n } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const names = roles.map((role) => code(`heldRole.${role}`));
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  return <>{t('hiddenFor', { roles: list.format(names) })}</>;
}
