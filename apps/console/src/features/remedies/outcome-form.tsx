import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemedyAct, Routes } from '#client';
import classes from './remedies.module.css';

interface OutcomeFormProps {
  readonly outcomes: Routes['outcomes'];
  readonly isPending: boolean;
  readonly onEnd: (act: RemedyAct) => void;
}

/** How the way that runs came out; another way can be taken only afterwards. */
export function OutcomeForm({ outcomes, isPending, onEnd }: OutcomeFormProps) {
  const { t } = useTranslation('guidance');
  const { t: code } = useTranslation('codes');
  const [reference, setReference] = useState('');
  const followedBy = reference.trim() === '' ? {} : { followedBy: reference.trim() };
  return (
    <div className={classes.outcome}>
      <p className={classes.name}>{t('routes.ended')}</p>
      {outcomes.includes('NONE') && (
        <TextInput
          label={t('routes.followedBy')}
          value={reference}
          maxLength={20}
          autoComplete="off"
          maw="20rem"
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      )}
      <Group gap="xs">
        {outcomes.map((remedy) => (
          <Button
            key={remedy}
            size="xs"
            variant="default"
            disabled={isPending}
            onClick={() => onEnd({ remedy, ...(remedy === 'NONE' ? followedBy : {}) })}
          >
            {remedy === 'NONE' ? t('routes.endedNone') : code(`remedy.${remedy}`)}
          </Button>
        ))}
      </Group>
    </div>
  );
}
