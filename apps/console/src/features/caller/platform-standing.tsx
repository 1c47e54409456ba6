import { useTranslation } from 'react-i18next';
import type { CallerStatus } from '#client';
import { languages } from '../../i18n/languages.js';
import { dayIn } from './day.js';
import classes from './status-page.module.css';
import { useStandingText } from './standing-text.js';

/** One platform: what is so, since when, and what one can do oneself. */
export function PlatformStanding({
  platformName,
  standings,
  changedOn,
  advice,
}: CallerStatus['platforms'][number]) {
  const { t, i18n } = useTranslation('caller');
  const textOf = useStandingText(platformName);
  const lines = advice[languages.find((each) => each === i18n.language) ?? 'en'];
  const places = standings.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className={classes.platform}>
      <h2>{platformName}</h2>
      <ul className={classes.standings}>
        {standings.map((standing) => (
          <li key={standing.word}>
            {places > 1 && <strong>{t('share', { number: standing.count, all: places })} </strong>}
            {textOf(standing)}
          </li>
        ))}
      </ul>
      <p className={classes.since}>{t('since', { day: dayIn(changedOn, i18n.language) })}</p>
      {lines.length > 0 && (
        <>
          <h3>{t('advice')}</h3>
          <ul className={classes.advice}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
