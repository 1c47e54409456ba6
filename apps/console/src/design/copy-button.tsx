import { Button, CopyButton as Copier } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Copies a text. `label` says what, where several stand side by side. */
export function CopyButton({ value, label }: { value: string; label?: string }) {
  const { t } = useTranslation();
  return (
    <Copier value={value} timeout={2_500}>
      {({ copied, copy }) => (
        <Button
          variant={copied ? 'light' : 'default'}
          size="xs"
          onClick={copy}
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          aria-label={label === undefined ? undefined : t('copy.what', { what: label })}
        >
          <span aria-live="polite">{copied ? t('copy.done') : t('copy.copy')}</span>
        </Button>
      )}
    </Copier>
  );
}
