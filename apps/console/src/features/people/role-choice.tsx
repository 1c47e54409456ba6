import '../../design/mantine-later.css';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Role } from '#client';
import classes from './people.module.css';

const roles = [
  'STAFF',
  'ANALYST',
  'SUPERVISOR',
  'ADMINISTRATOR',
  'INTEGRATOR',
  'AUDITOR',
] as const satisfies Role[];

interface RoleChoiceProps {
  readonly value: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
  /** Those that can be chosen; absent is all. */
  readonly among?: readonly Role[];
}

export function RoleChoice({ value, onChange, among = roles }: RoleChoiceProps) {
  const { t } = useTranslation('people');
  const { t: code } = useTranslation('codes');
  return (
    <fieldset className={classes.roles}>
      <legend>{t('field.roles')}</legend>
      {roles
        .filter((role) => among.includes(role))
        .map((role) => (
          <Checkbox
            key={role}
            label={code(`personRole.${role}`)}
            checked={value.includes(role)}
            onChange={(event) =>
              onChange(
                roles.filter((each) => (each === role ? event.currentTarget.checked : value.includes(each))),
              )
            }
          />
        ))}
    </fieldset>
  );
}
