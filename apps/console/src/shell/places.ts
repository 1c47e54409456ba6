import {
  IconChartBar,
  IconChecks,
  IconFileAnalytics,
  IconFileSearch,
  IconFlagPlus,
  IconHourglass,
  IconKey,
  IconListDetails,
  IconMailQuestion,
  IconPlugConnected,
  IconStack2,
  IconTransfer,
  IconUsers,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Act } from '#client';
import { sessionQuery } from '../features/session/session.js';

export interface Place {
  readonly to:
    | ('/file' | '/reports' | '/replies' | '/hand-over' | '/platforms' | '/approvals')
    | (
        | '/outcomes'
        | '/annual-report'
        | '/people'
        | '/keys'
        | '/webhooks'
        | '/audit'
        | '/retention'
        | '/queues'
      );
  readonly icon: Icon;
  readonly act: Act;
  /** Nobody's daily work: it stands apart from the rest. */
  readonly isAdministration?: true;
  /** The page that it is a part of, and is gone to from. */
  readonly within?: '/reports';
}

const places: readonly Place[] = [
  { to: '/file', icon: IconFlagPlus, act: 'FILE' },
  { to: '/reports', icon: IconListDetails, act: 'READ_REPORT' },
  { to: '/replies', icon: IconMailQuestion, act: 'READ_WORK', within: '/reports' },
  { to: '/hand-over', icon: IconTransfer, act: 'ACT_ON_REPORT' },
  { to: '/platforms', icon: IconPlugConnected, act: 'READ_TABLES' },
  { to: '/approvals', icon: IconChecks, act: 'DECIDE' },
  { to: '/outcomes', icon: IconChartBar, act: 'READ_OUTCOMES' },
  { to: '/annual-report', icon: IconFileAnalytics, act: 'READ_OUTCOMES' },
  { to: '/people', icon: IconUsers, act: 'MANAGE_PEOPLE', isAdministration: true },
  { to: '/keys', icon: IconKey, act: 'MANAGE_KEYS', isAdministration: true },
  { to: '/webhooks', icon: IconWebhook, act: 'MANAGE_WEBHOOKS', isAdministration: true },
  { to: '/audit', icon: IconFileSearch, act: 'READ_AUDIT', isAdministration: true },
  { to: '/retention', icon: IconHourglass, act: 'READ_RETENTION', isAdministration: true },
  { to: '/queues', icon: IconStack2, act: 'READ_QUEUES', isAdministration: true },
];

/** The pages that who is signed in may open, in their order. */
export function usePlaces(): readonly Place[] {
  const { data: session } = useQuery(sessionQuery);
  if (!session) return [];
  const { caller, isTrial } = session;
  // Whom one lets in, and what one takes care of, is said in one's own name, not in that of a key.
  const isHidden = (to: Place['to']) =>
    (to === '/people' && isTrial) || (to === '/hand-over' && caller.id === null);
  return places.filter(({ to, act }) => caller.acts.includes(act) && !isHidden(to));
}

/** What the pages are called. */
export function usePlaceNames(): Readonly<Record<Place['to'], string>> {
  const { t } = useTranslation();
  return {
    '/file': t('shell.file'),
    '/reports': t('shell.reports'),
    '/replies': t('shell.replies'),
    '/hand-over': t('shell.handOver'),
    '/platforms': t('shell.platforms'),
    '/approvals': t('shell.approvals'),
    '/outcomes': t('shell.outcomes'),
    '/annual-report': t('shell.annualReport'),
    '/people': t('shell.people'),
    '/keys': t('shell.keys'),
    '/webhooks': t('shell.webhooks'),
    '/audit': t('shell.audit'),
    '/retention': t('shell.retention'),
    '/queues': t('shell.queues'),
  };
}
