import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './status-page.module.css';

/** Asks for the code. The browser is to remember nothing of it. */
export function CodeForm({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation('caller');
  const [typed, setTyped] = useState('');
  return (
    <form
      className={classes.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') onCode(typed.trim());
      }}
    >
      <p>{t('form.lead')}</p>
      <TextInput
        label={t('form.code')}
        description={t('form.hint')}
        size="lg"
        required
        withAsterisk={false}
        maxLength={200}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        classNames={{ input: classes.code }}
      />
      <Button type="submit" size="md">
        {t('form.show')}
      </Button>
    </form>
  );
}
