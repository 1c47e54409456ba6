import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Count } from '../design/count.js';
import { approvalsQuery } from '../features/approvals/queries.js';
import { useMay } from '../features/session/may.js';
import { usePlaces } from './places.js';
import classes from './shell.module.css';

/** The pages people go to: at the left on a wide window, at the thumb on a phone. */
export function Navigation() {
  const { t } = useTranslation();
  const labels = {
    '/file': t('shell.file'),
    '/reports': t('shell.reports'),
    '/replies': t('shell.replies'),
    '/platforms': t('shell.platforms'),
    '/approvals': t('shell.approvals'),
    '/outcomes': t('shell.outcomes'),
    '/annual-report': t('shell.annualReport'),
    '/people': t('shell.people'),
    '/keys': t('shell.keys'),
  };
  return (
    <nav aria-label={t('shell.pages')} className={classes.nav}>
      {usePlaces().map(({ to, icon: Mark }) => (
        <Link key={to} to={to} className={classes.place}>
          <Mark size={20} stroke={1.75} aria-hidden />
          <span>{labels[to]}</span>
          {to === '/approvals' && <Waiting />}
        </Link>
      ))}
    </nav>
  );
}

/** How many acts wait for somebody else than who asked. */
function Waiting() {
  const { t } = useTranslation();
  const { data: approvals = [] } = useQuery({ ...approvalsQuery, enabled: useMay('DECIDE') });
  const forThem = approvals.filter(({ isYours }) => !isYours);
  if (forThem.length === 0) return null;
  return (
    <>
      <Count of={forThem.length} className={classes.waiting} />
      <VisuallyHidden>{t('shell.waiting', { count: forThem.length })}</VisuallyHidden>
    </>
  );
}
