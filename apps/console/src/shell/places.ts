import {
  IconChartBar,
  IconChecks,
  IconFileAnalytics,
  IconFlagPlus,
  IconKey,
  IconListDetails,
  IconMailQuestion,
  IconPlugConnected,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Act } from '#client';
import { sessionQuery } from '../features/session/session.js';

interface Place {
  readonly to:
    | ('/file' | '/reports' | '/replies' | '/platforms' | '/approvals')
    | ('/outcomes' | '/annual-report' | '/people' | '/keys');
  readonly icon: Icon;
  readonly act: Act;
}

const places: readonly Place[] = [
  { to: '/file', icon: IconFlagPlus, act: 'FILE' },
  { to: '/reports', icon: IconListDetails, act: 'READ_REPORT' },
  { to: '/replies', icon: IconMailQuestion, act: 'READ_WORK' },
  { to: '/platforms', icon: IconPlugConnected, act: 'READ_TABLES' },
  { to: '/approvals', icon: IconChecks, act: 'DECIDE' },
  { to: '/outcomes', icon: IconChartBar, act: 'READ_OUTCOMES' },
  { to: '/annual-report', icon: IconFileAnalytics, act: 'READ_OUTCOMES' },
  { to: '/people', icon: IconUsers, act: 'MANAGE_PEOPLE' },
  { to: '/keys', icon: IconKey, act: 'MANAGE_KEYS' },
];

/** The pages that who is signed in may open, in their order. */
export function usePlaces(): readonly Place[] {
  const { data: session } = useQuery(sessionQuery);
  if (!session) return [];
  const { caller, isTrial } = session;
  // Whom one lets in is said in one's own name, not in that of a key.
  return places.filter(({ to, act }) => caller.acts.includes(act) && !(to === '/people' && isTrial));
}

/** What the pages are called. */
export function usePlaceNames(): Readonly<Record<Place['to'], string>> {
  const { t } = useTranslation();
  return {
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
}
