import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../design/copy-button.js';
import { Note } from '../../design/note.js';
import classes from './people.module.css';

/** Codes that are shown this once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('people');
  return (
    <Note tone="attention" title={t('codes.title')}>
      <p>{t('codes.text')}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <CopyButton value={codes.join('\n')} label={t('codes.title')} />
    </Note>
  );
}
