import { useTranslation } from 'react-i18next';
import type { Platform } from '#client';
import classes from './channels.module.css';

/** The ways into a platform; the usual one is taken where nobody names another. */
export function Channels({ platform: { channels, defaultChannel } }: { platform: Platform }) {
  const { t, i18n } = useTranslation('platforms');
  const { t: code } = useTranslation('codes');
  const list = new Intl.ListFormat(i18n.language, { type: 'unit' });
  return (
    <details className={classes.channels}>
      <summary>{t('channels', { count: channels.length })}</summary>
      <ul>
        {channels.map(({ id, kind, languages, maxExplanationChars }) => (
          <li key={id}>
            <span className={classes.kind}>{code(`channelKind.${kind}`)}</span>
            {id === defaultChannel && <span className={classes.usual}>{t('usual')}</span>}
            <span className={classes.facts}>
              {t('reads', {
                languages: list.format(languages.map((language) => languageName(language, i18n.language))),
              })}{' '}
              {t('atMost', { chars: maxExplanationChars.toLocaleString(i18n.language) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** As in the middle of a sentence: “français, anglais”. */
function languageName(language: string, of: string): string {
  return new Intl.DisplayNames(of, { type: 'language' }).of(language) ?? language;
}
