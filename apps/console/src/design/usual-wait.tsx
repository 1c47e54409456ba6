import { IconHourglassHigh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Submission } from '#client';
import { ToneBadge } from './badges.js';

type UsualWait = Pick<NonNullable<Submission['wait']>, 'fromHours' | 'toHours'>;

/** How long decisions usually take: in days, where it is two at least. */
export function UsualWait({ wait: { fromHours, toHours } }: { wait: UsualWait }) {
  const { t } = useTranslation('common');
  if (toHours < 48) return t('usualWait.hours', { from: fromHours, to: toHours });
  return t('usualWait.days', { from: Math.floor(fromHours / 24), to: Math.ceil(toHours / 24) });
}

/** A platform takes longer than it usually does. */
export function LongWaitBadge() {
  const { t } = useTranslation('common');
  return (
    <ToneBadge tone="attention" icon={IconHourglassHigh}>
      {t('usualWait.longer')}
    </ToneBadge>
  );
}
