import '../../design/mantine-later.css';
import { Kbd } from '@mantine/core';
import { useCounter, useHotkeys } from '@mantine/hooks';
import { IconCommand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { later } from '../../design/later.js';
import classes from './command-bar.module.css';
import { commandKeys } from './keys.js';

const CommandBar = later(async () => (await import('./command-bar.js')).CommandBar);

/** The way to every page and act from the keyboard: Ctrl-K anywhere, in a text as well. Its code comes when it is first opened. */
export function OpenCommandBar() {
  const { t } = useTranslation();
  const [asked, { increment: open }] = useCounter(0);
  useHotkeys([['mod+K', open]], [], true);
  return (
    <>
      <button type="button" className={classes.open} aria-keyshortcuts="Control+K Meta+K" onClick={open}>
        <IconCommand size={20} stroke={1.75} aria-hidden />
        <span className={classes.label}>{t('commands.open')}</span>
        <Kbd size="xs" aria-hidden>
          {commandKeys}
        </Kbd>
      </button>
      {asked > 0 && <CommandBar asked={asked} />}
    </>
  );
}
