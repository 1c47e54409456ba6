import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from './i18n.js';
import { languageNames, languages, type UiLanguage } from './languages.js';

/** The console's language, for this browser. */
export function Language() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      aria-label={t('shell.language')}
      value={i18n.language}
      onChange={(event) => void changeLanguage(event.currentTarget.value as UiLanguage)}
      data={languages.map((language) => ({ value: language, label: languageNames[language] }))}
    />
  );
}
