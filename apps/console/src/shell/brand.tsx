import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './shell.module.css';

/** Mark and name; leads to the first page. */
export function Brand() {
  const { t } = useTranslation();
  return (
    <Link to="/" className={classes.brand}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="#0b6470" />
        <path d="M10 25V7" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
        <path d="M10 8.2c4-2.6 7.200 2.200 13 0v8.600c-5.800 2.200-9-2.600-13 0z" fill="#fff" />
      </svg>
      <span>{t('shell.name')}</span>
    </Link>
  );
}
