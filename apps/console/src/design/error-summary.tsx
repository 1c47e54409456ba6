import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconAlertCircle } from '@tabler/icons-react';
import classes from './notes.module.css';

export interface FieldMistake {
  /** Id of the field's element; where none is shown there is nothing to go to. */
  readonly fieldId?: string;
  readonly text: string;
}

/** What has to be mended before it can go on. Takes the focus when it appears or changes, and leads to each field. */
export function ErrorSummary({ errors }: { errors: readonly FieldMistake[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div className={classes.note} data-tone="bad" role="alert" tabIndex={-1} ref={box}>
      <IconAlertCircle size={22} aria-hidden />
      <div>
        <h2 className={classes.title}>{t('errors.title', { count: errors.length })}</h2>
        <ul className={classes.list}>
          {errors.map(({ fieldId, text }, index) => (
            <li key={`${String(index)} ${text}`}>
              {fieldId === undefined ? (
                text
              ) : (
                <a
                  href={`#${fieldId}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(fieldId)?.focus();
                  }}
                >
                  {text}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
