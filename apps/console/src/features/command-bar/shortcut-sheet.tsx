import '../../design/mantine-later.css';
import { Button, Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/dialog.js';
import classes from './command-bar.module.css';
import { commandKeys } from './keys.js';

/** What can be done from the keyboard. Nothing hangs on a single letter: a voice, or a hand on the wrong key, does nothing. */
export function ShortcutSheet({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const shortcuts = [
    [commandKeys, t('commands.open')],
    ['Tab', t('commands.next')],
    ['↑ ↓', t('commands.choose')],
    ['Enter', t('commands.take')],
    ['Esc', t('commands.leave')],
  ];
  return (
    <Dialog isOpen={isOpen} title={t('commands.shortcuts')} onClose={onClose}>
      <dl className={classes.keys}>
        {shortcuts.map(([keys, does]) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Button variant="default" onClick={onClose}>
        {t('commands.close')}
      </Button>
    </Dialog>
  );
}
