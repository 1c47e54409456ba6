import { ActionIcon, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDeviceDesktop, IconMenu2, IconMoon, IconSun, type Icon } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Language } from '../i18n/language.js';
import { ConnectionState } from '../live/connection-state.js';
import { SignedIn } from '../features/session/signed-in.js';
import classes from './shell.module.css';

/** Whether the page is of now, which is always seen; what a person chooses for this browser; who they are. */
export function Preferences() {
  const { t } = useTranslation();
  const id = useId();
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const choices = (
    <div className={classes.preferences}>
      {isWide && <ConnectionState />}
      <Language />
      <Scheme />
      <SignedIn />
    </div>
  );
  if (isWide) return choices;
  return (
    <>
      <ConnectionState />
      <ActionIcon variant="default" size={44} aria-label={t('shell.preferences')} popoverTarget={id}>
        <IconMenu2 size={22} aria-hidden />
      </ActionIcon>
      <div id={id} popover="auto" className={classes.menu}>
        {choices}
      </div>
    </>
  );
}

function Scheme() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('scheme.title')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={[
        { value: 'light', label: <Choice icon={IconSun}>{t('scheme.light')}</Choice> },
        { value: 'auto', label: <Choice icon={IconDeviceDesktop}>{t('scheme.auto')}</Choice> },
        { value: 'dark', label: <Choice icon={IconMoon}>{t('scheme.dark')}</Choice> },
      ]}
    />
  );
}

function Choice({ icon: Mark, children }: { icon: Icon; children: ReactNode }) {
  return (
    <span className={classes.choice}>
      <Mark size={16} aria-hidden />
      {children}
    </span>
  );
}
