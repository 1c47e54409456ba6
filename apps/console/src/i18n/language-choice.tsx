import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from './i18n.js';
import { languageNames, languages } from './languages.js';
import classes from './language-choice.module.css';

/** The languages side by side, each in itself, on pages where nobody is signed in. */
export function LanguageChoice({ isRemembered = true }: { isRemembered?: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('shell.language')} className={classes.languages}>
      {languages.map((language) => (
        <Button
          key={language}
          lang={language}
          size="compact-sm"
          variant={language === i18n.language ? 'light' : 'subtle'}
          aria-pressed={language === i18n.language}
          onClick={() => void changeLanguage(language, { isRemembered })}
        >
          {languageNames[language]}
        </Button>
      ))}
    </div>
  );
}
