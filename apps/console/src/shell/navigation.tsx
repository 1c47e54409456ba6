import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Count } from '../design/count.js';
import { approvalsQuery } from '../features/approvals/queries.js';
import { useMay } from '../features/session/may.js';
import { usePlaceNames, usePlaces, type Place } from './places.js';
import classes from './shell.module.css';
import { useIsWide } from './use-is-wide.js';

/** As many as stand side by side on a phone. */
const atThumb = 5;

/** The pages people go to: at the left on a wide window, at the thumb on a phone. */
export function Navigation() {
  const { t } = useTranslation();
  const isWide = useIsWide();
  const daily = useDailyPlaces();
  return (
    <nav aria-label={t('shell.pages')} className={classes.nav}>
      <Places places={isWide ? daily : daily.slice(0, atThumb)} />
      {isWide && <Administration />}
    </nav>
  );
}

/** The pages that have no room at the thumb; they stand in a phone's menu. */
export function FurtherPlaces() {
  const { t } = useTranslation();
  const further = useDailyPlaces().slice(atThumb);
  if (further.length === 0) return null;
  return (
    <nav aria-label={t('shell.furtherPages')} className={classes.administration}>
      <Places places={further} />
    </nav>
  );
}

function useDailyPlaces(): readonly Place[] {
  return usePlaces().filter(({ isAdministration, within }) => !isAdministration && !within);
}

/** Pages of those who look after the installation, below a heading; on a phone they stand in its menu. */
export function Administration() {
  const { t } = useTranslation();
  const id = useId();
  const places = usePlaces().filter(({ isAdministration }) => isAdministration);
  if (places.length === 0) return null;
  return (
    <section aria-labelledby={id} className={classes.administration}>
      <h2 id={id}>{t('shell.administration')}</h2>
      <Places places={places} />
    </section>
  );
}

function Places({ places }: { places: readonly Place[] }) {
  const names = usePlaceNames();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const within = usePlaces().find(({ to }) => to === path)?.within;
  return places.map(({ to, icon: Mark }) => (
    <Link key={to} to={to} className={classes.place} data-within={within === to}>
      <Mark size={20} stroke={1.75} aria-hidden />
      <span>{names[to]}</span>
      {to === '/approvals' && <Waiting />}
    </Link>
  ));
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
