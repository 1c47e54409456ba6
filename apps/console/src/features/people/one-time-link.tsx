import { useTranslation } from 'react-i18next';
import type { PersonLink } from '#client';
import { CopyButton } from '../../design/copy-button.js';
import { Note } from '../../design/note.js';
import { Time } from '../../design/time.js';
import classes from './people.module.css';

/** A link that is shown this once, to be handed to its person. */
export function OneTimeLink({ link }: { link: PersonLink }) {
  const { t } = useTranslation('people');
  const address = `${window.location.origin}${link.path}`;
  return (
    <Note tone="good" title={t('link.title')} role="status">
      <p>
        {t('link.text')} <Time at={link.expiresAt} />
      </p>
      <code className={classes.secret}>{address}</code> <CopyButton value={address} label={t('link.title')} />
    </Note>
  );
}
