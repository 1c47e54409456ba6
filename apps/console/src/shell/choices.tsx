import '../design/mantine-later.css';
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SignedIn } from '../features/session/signed-in.js';
import { Language } from '../i18n/language.js';
import classes from './shell.module.css';

/** What a person chooses for this browser, and who they are. */
export function Choices() {
  return (
    <>
      <Language />
      <Scheme />
      <SignedIn />
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
