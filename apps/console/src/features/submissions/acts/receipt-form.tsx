import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { maxNumberChars, receiptNumberIn } from '../receipt-number.js';
import type { useAct } from '../use-act.js';

interface ReceiptFormProps {
  readonly label: string;
  readonly description: string;
  readonly submitLabel: string;
  /** A notice filed by hand may have none. */
  readonly isNumberNeeded: boolean;
  readonly act: ReturnType<typeof useAct<string | null>>;
}

/** The platform's confirmation is pasted; its number is picked out, to be looked at, and leaves alone. */
export function ReceiptForm({ label, description, submitLabel, isNumberNeeded, act }: ReceiptFormProps) {
  const { t } = useTranslation('report');
  const [pasted, setPasted] = useState('');
  const [number, setNumber] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const paste = (text: string) => {
    setPasted(text);
    setNumber(receiptNumberIn(text) ?? '');
    setIsMissing(false);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const given = number.trim();
    if (isNumberNeeded && given === '') return setIsMissing(true);
    act.mutate(given === '' ? null : given);
  };
  return (
    <form onSubmit={submit}>
      <Textarea
        label={label}
        description={description}
        value={pasted}
        onChange={(event) => paste(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={6}
      />
      <TextInput
        mt="sm"
        label={t('receipt.number')}
        description={pasted !== '' && number === '' ? t('receipt.noneFound') : undefined}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        maxLength={maxNumberChars}
        error={isMissing ? t('receipt.needed') : undefined}
      />
      <Group mt="md">
        <Button type="submit" loading={act.isPending}>
          {submitLabel}
        </Button>
      </Group>
      <ProblemAlert error={act.error} />
    </form>
  );
}
