import {
  IconFlagPlus,
  IconListDetails,
  IconMailQuestion,
  IconPlugConnected,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../features/session/session.js';
import classes from './shell.module.css';

/** The pages people go to: at the left on a wide window, at the thumb on a phone. */
export function Navigation() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const isAdministrator = session?.caller.roles.includes('ADMINISTRATOR') === true && !session.isTrial;
  return (
    <nav aria-label={t('shell.pages')} className={classes.nav}>
      <Place to="/file" icon={IconFlagPlus} label={t('shell.file')} />
      <Place to="/reports" icon={IconListDetails} label={t('shell.reports')} />
      <Place to="/replies" icon={IconMailQuestion} label={t('shell.replies')} />
      <Place to="/platforms" icon={IconPlugConnected} label={t('shell.platforms')} />
      {isAdministrator && <Place to="/people" icon={IconUsers} label={t('shell.people')} />}
    </nav>
  );
}

function Place({ to, icon: Mark, label }: { to: NonNullable<LinkProps['to']>; icon: Icon; label: string }) {
  return (
    <Link to={to} className={classes.place}>
      <Mark size={20} stroke={1.75} aria-hidden />
      <span>{label}</span>
    </Link>
  );
}
