import '../../design/mantine-later.css';
import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBell, IconBellRinging } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Count } from '../../design/count.js';
import classes from './alerts.module.css';
import { AlertsTray } from './alerts-tray.js';
import { alertsQuery } from './alerts.js';

/** How many alerts nobody has taken; opens the tray. */
export function AlertsBell() {
  const { t } = useTranslation();
  const id = useId();
  const { data, error } = useQuery(alertsQuery);
  const [isOpen, setIsOpen] = useState(false);
  const count = (data?.data ?? []).filter(({ state }) => state === 'OPEN').length;
  const Mark = count > 0 ? IconBellRinging : IconBell;
  const label = t('alerts.bell', { open: count });
  return (
    <div className={classes.place}>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={label}
        aria-expanded={isOpen}
        popoverTarget={id}
        className={classes.bell}
        data-ringing={count > 0}
      >
        <Mark size={22} aria-hidden />
        {count > 0 && <Count of={count} className={classes.count} />}
      </ActionIcon>
      <VisuallyHidden component="p" role="status">
        {count > 0 && label}
      </VisuallyHidden>
      <section
        id={id}
        popover="auto"
        aria-label={t('alerts.title')}
        className={classes.tray}
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
      >
        <AlertsTray alerts={data?.data ?? []} error={error} />
      </section>
    </div>
  );
}
