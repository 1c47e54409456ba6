import { Button, Group, Text, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.js';

interface ConfirmButtonProps extends Pick<
  ButtonProps,
  'variant' | 'size' | 'leftSection' | 'disabled' | 'loading'
> {
  /** What is asked, and what it means. */
  readonly title: string;
  readonly text: ReactNode;
  /** Says what happens, not “OK”. */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly color?: string;
  readonly children: ReactNode;
}

/** A button whose act is asked for once more, with what it means. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { title, text, confirmLabel, onConfirm, color, children, ...button } = props;
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure();
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {children}
      </Button>
      <Dialog isOpen={isOpen} title={title} onClose={close}>
        <Text component="div" c="dimmed">
          {text}
        </Text>
        <Group mt="lg" justify="flex-end">
          {/* First, so that it has the focus. */}
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button onClick={confirm} {...(color !== undefined && { color })}>
            {confirmLabel}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
