import { useTranslation } from 'react-i18next';
import type { MadePersonLink } from '#client';
import { CopyButton } from '../../design/copy-button.js';
import { Note } from '../../design/note.js';
import { Time } from '../../design/time.js';
import classes from './people.module.css';

/** A link that was mailed to its person, or is shown this once to be handed to them. */
export function OneTimeLink({ made: { link, mail } }: { made: MadePersonLink }) {
  const { t } = useTranslation('people');
  if (link === null)
    return (
      <Note tone="good" title={t('link.mailed')} role="status">
        <p>{t('link.mailedText')}</p>
      </Note>
    );
  const address = `${window.location.origin}${link.path}`;
  return (
    <Note tone={mail === null ? 'good' : 'attention'} title={t('link.title')} role="status">
      {mail !== null && <p>{t(mail === 'UNKNOWN' ? 'link.mailUnknown' : 'link.mailFailed')}</p>}
      <p>
        {t('link.text')} <Time at={link.expiresAt} />
      </p>
      <code className={classes.secret}>{address}</code> <CopyButton value={address} label={t('link.title')} />
    </Note>
  );
}
