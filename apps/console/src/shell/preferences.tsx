import '../design/mantine-later.css';
import { ActionIcon } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { IconMenu2 } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices } from './choices.js';
import { ConnectionState } from '../live/connection-state.js';
import { Administration, FurtherPlaces } from './navigation.js';
import classes from './shell.module.css';
import { useIsWide } from './use-is-wide.js';

/** Whether the page is of now, which is always seen; what a person chooses for this browser; who they are. */
export function Preferences() {
  const { t } = useTranslation();
  const id = useId();
  const isWide = useIsWide();
  const menu = useRef<HTMLDivElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // Who went to another page is done with it.
  useEffect(() => menu.current?.hidePopover(), [path]);
  const choices = (
    <div className={classes.preferences}>
      {isWide && <ConnectionState />}
      <Choices />
    </div>
  );
  if (isWide) return choices;
  return (
    <>
      <ConnectionState />
      <ActionIcon variant="default" size={44} aria-label={t('shell.preferences')} popoverTarget={id}>
        <IconMenu2 size={22} aria-hidden />
      </ActionIcon>
      <div id={id} ref={menu} popover="auto" className={classes.menu}>
        <FurtherPlaces />
        <Administration />
        {choices}
      </div>
    </>
  );
}
