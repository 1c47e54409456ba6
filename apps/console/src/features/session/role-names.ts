import { useTranslation } from 'react-i18next';
import type { Role } from '#client';

/** Roles in a sentence: “staff, analysts or supervisors”. */
export function useRoleNames(): (roles: readonly Role[]) => string {
  const { t, i18n } = useTranslation('codes');
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  return (roles) => list.format(roles.map((role) => t(`heldRole.${role}`)));
}
