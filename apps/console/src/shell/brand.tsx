import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark.js';
import classes from './shell.module.css';

/** Sign and name; leads to the first page. */
export function Brand() {
  const { t } = useTranslation();
  return (
    <Link to="/" className={classes.brand}>
      <Mark size={30} />
      <span>{t('shell.name')}</span>
    </Link>
  );
}
