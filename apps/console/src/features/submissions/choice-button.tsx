import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/dialog.js';

const dayMs = 24 * 60 * 60 * 1_000;
export const snoozeDays = ['1', '3', '7', '14'] as const;

interface ChoiceButtonProps<Reason extends string> {
  readonly label: string;
  /** What will happen, in plain words. */
  readonly text: string;
  readonly confirmLabel: string;
  /** Absent asks why. */
  readonly reasonLabel?: string;
  readonly reasons?: readonly { readonly value: Reason; readonly label: string }[];
  readonly days?: readonly string[];
  readonly onConfirm: (reason: Reason, until: string) => void;
}

/** A button that asks why, or for how long, and says what it means. */
export function ChoiceButton<Reason extends string>(props: ChoiceButtonProps<Reason>) {
  const { label, text, confirmLabel, reasons = [], days = [], onConfirm } = props;
  const { t } = useTranslation('report');
  const reasonLabel = props.reasonLabel ?? t('reportActs.because');
  const { t: common } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure();
  const [reason, setReason] = useState(reasons[0]?.value);
  const [day, setDay] = useState(days.at(1) ?? '0');
  const confirm = () => {
    close();
    onConfirm(reason as Reason, new Date(Date.now() + Number(day) * dayMs).toISOString());
  };
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {label}
      </Button>
      <Dialog isOpen={isOpen} title={label} onClose={close}>
        <Text component="div" c="dimmed">
          {text}
        </Text>
        {reasons.length > 0 && (
          <NativeSelect
            label={reasonLabel}
            data={[...reasons]}
            value={reason}
            onChange={({ currentTarget: { value } }) =>
              setReason(reasons.find((each) => each.value === value)?.value)
            }
            mt="md"
          />
        )}
        {days.length > 0 && (
          <NativeSelect
            label={t('reportActs.until')}
            data={days.map((value) => ({ value, label: t('reportActs.days', { count: Number(value) }) }))}
            value={day}
            onChange={({ currentTarget: { value } }) => setDay(value)}
            mt="md"
          />
        )}
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button onClick={confirm}>{confirmLabel}</Button>
        </Group>
      </Dialog>
    </>
  );
}
