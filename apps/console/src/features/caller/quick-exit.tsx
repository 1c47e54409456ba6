import { Button } from '@mantine/core';
import { IconDoorExit } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Says nothing about who opens it, in every language. */
const neutralPage = 'https://www.wikipedia.org/';

/** Leaves at once, by the button or by Escape; "back" leads past this page. */
export function QuickExit() {
  const { t } = useTranslation('caller');
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') leave();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Button
      color="red"
      size="sm"
      leftSection={<IconDoorExit size={18} aria-hidden />}
      aria-keyshortcuts="Escape"
      onClick={leave}
    >
      {t('leave')}
    </Button>
  );
}

/** What is shown goes first: the other page may take its time. */
function leave(): void {
  document.title = '';
  document.getElementById('root')?.setAttribute('hidden', '');
  window.location.replace(neutralPage);
}
