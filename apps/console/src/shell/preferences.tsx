import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n/i18n.js';
import { languageNames, languages, type UiLanguage } from '../i18n/languages.js';
import classes from './shell.module.css';

/** What a person chooses for this browser. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  return (
    <div className={classes.preferences}>
      <NativeSelect
        aria-label={t('shell.language')}
        value={i18n.language}
        onChange={(event) => void changeLanguage(event.currentTarget.value as UiLanguage)}
        data={languages.map((language) => ({ value: language, label: languageNames[language] }))}
      />
    </div>
  );
}
