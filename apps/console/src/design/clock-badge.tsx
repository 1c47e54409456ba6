import { IconClock, IconClockExclamation, IconClockPause, IconFlag, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Report } from '#client';
import { ToneBadge } from './badges.js';
import { Time } from './time.js';
import type { Tone } from './tone.js';

const looks: Readonly<Record<Report['sla'], { readonly tone: Tone; readonly icon: Icon }>> = {
  ON_TRACK: { tone: 'calm', icon: IconClock },
  DUE_SOON: { tone: 'attention', icon: IconClockExclamation },
  BREACHED: { tone: 'bad', icon: IconClockExclamation },
  PAUSED: { tone: 'attention', icon: IconClockPause },
};

interface ClockBadgeProps extends Pick<Report, 'sla' | 'clock'> {
  /** Leaves out what is in time: for rows of many. */
  readonly isOnlyPressing?: boolean;
}

/** Whether the time is kept, who is waited for, and how long yet; nothing where nobody is. */
export function ClockBadge({ sla, clock, isOnlyPressing = false }: ClockBadgeProps) {
  const { t } = useTranslation('codes');
  if (sla === 'ON_TRACK' && (clock === null || isOnlyPressing)) return null;
  return (
    <ToneBadge {...looks[sla]}>
      {t(`sla.${sla}`)}
      {clock !== null && (
        <>
          {' · '}
          {t(`expectation.${clock.expectation}`)} <Time at={clock.dueAt} />
        </>
      )}
    </ToneBadge>
  );
}

const supervisor = 'SUPERVISOR';

/** Supervisors are to look at it. */
export function EscalatedBadge() {
  const { t } = useTranslation('codes');
  return (
    <ToneBadge tone="bad" icon={IconFlag}>
      {t(`step.${supervisor}`)}
    </ToneBadge>
  );
}
